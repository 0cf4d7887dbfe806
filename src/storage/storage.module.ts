import { Module } from '@nestjs/common';
import { FileUsers } from './file-users.js';
import { StoragePools } from './storage-pools.js';
import { StorageCapacityCheck } from './storage-capacity-check.js';
import { VolumeMetadata } from './volume-metadata.js';
import { VolumePieces } from './volume-pieces.js';
import { StorageService } from './storage.service.js';

@Module({
  providers: [
    FileUsers,
    StoragePools,
    StorageCapacityCheck,
    StorageService,
    VolumeMetadata,
    VolumePieces,
  ],
  exports: [
    FileUsers,
    StoragePools,
    StorageCapacityCheck,
    StorageService,
    VolumeMetadata,
    VolumePieces,
  ],
})
export class StorageModule {}
