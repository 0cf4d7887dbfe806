// The limits of request fields: LIMITS.RenameInstanceDto.name.maxLength; of the items of a list: 'tags[]'.
// Generated from packages/api-client/openapi.json by `npm run generate`. Do not edit.

export const LIMITS = {
  "OperationDto": {
    "progress": {
      "minimum": 0,
      "maximum": 1
    }
  },
  "SignInDto": {
    "name": {
      "maxLength": 64
    },
    "password": {
      "maxLength": 256
    }
  },
  "ChangePasswordDto": {
    "currentPassword": {
      "maxLength": 256
    },
    "newPassword": {
      "minLength": 12,
      "maxLength": 256
    }
  },
  "CreateTokenDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    }
  },
  "CreateUserDto": {
    "name": {
      "pattern": "^[a-z][a-z0-9._-]{0,62}$"
    }
  },
  "CreateFlavourDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    },
    "memoryMiB": {
      "minimum": 16,
      "maximum": 16777216
    },
    "vcpus": {
      "minimum": 1,
      "maximum": 512
    },
    "diskGiB": {
      "minimum": 1,
      "maximum": 65536
    }
  },
  "UpdateFlavourDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    },
    "memoryMiB": {
      "minimum": 16,
      "maximum": 16777216
    },
    "vcpus": {
      "minimum": 1,
      "maximum": 512
    },
    "diskGiB": {
      "minimum": 1,
      "maximum": 65536
    }
  },
  "GuestPortDto": {
    "guestPort": {
      "minimum": 1,
      "maximum": 65535
    }
  },
  "BuildImageDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    },
    "sizeGiB": {
      "minimum": 2,
      "maximum": 2048
    },
    "hostname": {
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
      "maxLength": 63
    },
    "packages": {
      "maxItems": 200
    },
    "sshKeys": {
      "maxItems": 100
    },
    "locale": {
      "pattern": "^(?:C|[a-z]{2,3}_[A-Z]{2})\\.UTF-8$"
    }
  },
  "VolumeSourceDto": {
    "pool": {
      "maxLength": 255
    },
    "name": {
      "maxLength": 255
    }
  },
  "CreateImageDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    },
    "description": {
      "maxLength": 1000
    },
    "sha256": {
      "pattern": "^[0-9a-f]{64}$"
    },
    "osInfo": {
      "maxLength": 100
    },
    "defaultUser": {
      "maxLength": 32
    },
    "minMemoryMiB": {
      "minimum": 1
    },
    "minDiskGiB": {
      "minimum": 1
    },
    "defaultPorts": {
      "maxItems": 32
    },
    "tags": {
      "maxItems": 16
    },
    "tags[]": {
      "pattern": "^[a-zA-Z0-9._-]{1,32}$"
    },
    "recommendedFlavour": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$"
    },
    "path": {
      "maxLength": 4096
    },
    "url": {
      "maxLength": 2000
    },
    "sha512": {
      "pattern": "^[0-9a-f]{128}$"
    },
    "checksumUrl": {
      "maxLength": 2000
    },
    "fileName": {
      "maxLength": 255
    },
    "ovaDisk": {
      "minimum": 1,
      "maximum": 256
    }
  },
  "LookUpFileDto": {
    "url": {
      "maxLength": 2000
    }
  },
  "UpdateImageDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    },
    "description": {
      "maxLength": 1000
    },
    "osInfo": {
      "maxLength": 100
    },
    "defaultUser": {
      "maxLength": 32
    },
    "minMemoryMiB": {
      "minimum": 1
    },
    "minDiskGiB": {
      "minimum": 1
    },
    "defaultPorts": {
      "maxItems": 32
    },
    "tags": {
      "maxItems": 16
    },
    "tags[]": {
      "pattern": "^[a-zA-Z0-9._-]{1,32}$"
    },
    "recommendedFlavour": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$"
    }
  },
  "UpdateInstanceDto": {
    "description": {
      "maxLength": 1000
    },
    "tags": {
      "maxItems": 16
    },
    "tags[]": {
      "pattern": "^[a-zA-Z0-9._-]{1,32}$"
    },
    "notes": {
      "maxLength": 10000
    }
  },
  "CreatePortMappingDto": {
    "guestPort": {
      "minimum": 1,
      "maximum": 65535
    },
    "hostPort": {
      "minimum": 1024,
      "maximum": 65535
    }
  },
  "CreateInstanceDto": {
    "name": {
      "pattern": "^[a-z0-9%](?:[a-z0-9%-]{0,61}[a-z0-9])?$",
      "maxLength": 63
    },
    "count": {
      "minimum": 1,
      "maximum": 100
    },
    "firstNumber": {
      "minimum": 0,
      "maximum": 999999
    },
    "ports": {
      "maxItems": 32
    },
    "description": {
      "maxLength": 1000
    },
    "tags": {
      "maxItems": 16
    },
    "tags[]": {
      "pattern": "^[a-zA-Z0-9._-]{1,32}$"
    }
  },
  "StopInstanceDto": {
    "timeoutSeconds": {
      "minimum": 1,
      "maximum": 3600
    }
  },
  "RenameInstanceDto": {
    "name": {
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
      "maxLength": 63
    }
  },
  "GrowInstanceDto": {
    "diskGiB": {
      "minimum": 1,
      "maximum": 65536
    }
  },
  "CloneInstanceDto": {
    "name": {
      "pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
      "maxLength": 63
    },
    "ports": {
      "maxItems": 32
    }
  },
  "PublishInstanceDto": {
    "name": {
      "pattern": "^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$",
      "maxLength": 63
    },
    "description": {
      "maxLength": 1000
    }
  }
} as const;
