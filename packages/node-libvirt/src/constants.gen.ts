// Generated from libvirt-api.xml and libvirt-qemu-api.xml of libvirt-dev 11.3 by
// `node scripts/generate-constants.mjs`. Do not edit.
import type { Enum } from './enum.js';

export const VIR_CPU_COMPARE_ERROR: Enum<'virCPUCompareResult', -1> = -1;
export const VIR_CPU_COMPARE_INCOMPATIBLE: Enum<'virCPUCompareResult', 0> = 0;
export const VIR_CPU_COMPARE_IDENTICAL: Enum<'virCPUCompareResult', 1> = 1;
export const VIR_CPU_COMPARE_SUPERSET: Enum<'virCPUCompareResult', 2> = 2;
export const VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES: Enum<'virConnectBaselineCPUFlags', 1> = 1;
export const VIR_CONNECT_BASELINE_CPU_MIGRATABLE: Enum<'virConnectBaselineCPUFlags', 2> = 2;
export const VIR_CONNECT_CLOSE_REASON_ERROR: Enum<'virConnectCloseReason', 0> = 0;
export const VIR_CONNECT_CLOSE_REASON_EOF: Enum<'virConnectCloseReason', 1> = 1;
export const VIR_CONNECT_CLOSE_REASON_KEEPALIVE: Enum<'virConnectCloseReason', 2> = 2;
export const VIR_CONNECT_CLOSE_REASON_CLIENT: Enum<'virConnectCloseReason', 3> = 3;
export const VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE: Enum<'virConnectCompareCPUFlags', 1> = 1;
export const VIR_CONNECT_COMPARE_CPU_VALIDATE_XML: Enum<'virConnectCompareCPUFlags', 2> = 2;
export const VIR_CRED_USERNAME: Enum<'virConnectCredentialType', 1> = 1;
export const VIR_CRED_AUTHNAME: Enum<'virConnectCredentialType', 2> = 2;
export const VIR_CRED_LANGUAGE: Enum<'virConnectCredentialType', 3> = 3;
export const VIR_CRED_CNONCE: Enum<'virConnectCredentialType', 4> = 4;
export const VIR_CRED_PASSPHRASE: Enum<'virConnectCredentialType', 5> = 5;
export const VIR_CRED_ECHOPROMPT: Enum<'virConnectCredentialType', 6> = 6;
export const VIR_CRED_NOECHOPROMPT: Enum<'virConnectCredentialType', 7> = 7;
export const VIR_CRED_REALM: Enum<'virConnectCredentialType', 8> = 8;
export const VIR_CRED_EXTERNAL: Enum<'virConnectCredentialType', 9> = 9;
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN: Enum<
  'virConnectDomainEventAgentLifecycleReason',
  0
> = 0;
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED: Enum<
  'virConnectDomainEventAgentLifecycleReason',
  1
> = 1;
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL: Enum<
  'virConnectDomainEventAgentLifecycleReason',
  2
> = 2;
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED: Enum<
  'virConnectDomainEventAgentLifecycleState',
  1
> = 1;
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED: Enum<
  'virConnectDomainEventAgentLifecycleState',
  2
> = 2;
export const VIR_DOMAIN_BLOCK_JOB_COMPLETED: Enum<'virConnectDomainEventBlockJobStatus', 0> = 0;
export const VIR_DOMAIN_BLOCK_JOB_FAILED: Enum<'virConnectDomainEventBlockJobStatus', 1> = 1;
export const VIR_DOMAIN_BLOCK_JOB_CANCELED: Enum<'virConnectDomainEventBlockJobStatus', 2> = 2;
export const VIR_DOMAIN_BLOCK_JOB_READY: Enum<'virConnectDomainEventBlockJobStatus', 3> = 3;
export const VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START: Enum<
  'virConnectDomainEventDiskChangeReason',
  0
> = 0;
export const VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START: Enum<
  'virConnectDomainEventDiskChangeReason',
  1
> = 1;
export const VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX: Enum<
  'virConnectDomainQemuMonitorEventRegisterFlags',
  1
> = 1;
export const VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE: Enum<
  'virConnectDomainQemuMonitorEventRegisterFlags',
  2
> = 2;
export const VIR_CONNECT_RO: Enum<'virConnectFlags', 1> = 1;
export const VIR_CONNECT_NO_ALIASES: Enum<'virConnectFlags', 2> = 2;
export const VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT: Enum<
  'virConnectGetAllDomainStatsFlags',
  536870912
> = 536870912;
export const VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING: Enum<
  'virConnectGetAllDomainStatsFlags',
  1073741824
> = 1073741824;
export const VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS: Enum<
  'virConnectGetAllDomainStatsFlags',
  2147483648
> = 2147483648;
export const VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES: Enum<
  'virConnectGetDomainCapabilitiesFlags',
  1
> = 1;
export const VIR_CONNECT_LIST_DOMAINS_ACTIVE: Enum<'virConnectListAllDomainsFlags', 1> = 1;
export const VIR_CONNECT_LIST_DOMAINS_INACTIVE: Enum<'virConnectListAllDomainsFlags', 2> = 2;
export const VIR_CONNECT_LIST_DOMAINS_PERSISTENT: Enum<'virConnectListAllDomainsFlags', 4> = 4;
export const VIR_CONNECT_LIST_DOMAINS_TRANSIENT: Enum<'virConnectListAllDomainsFlags', 8> = 8;
export const VIR_CONNECT_LIST_DOMAINS_RUNNING: Enum<'virConnectListAllDomainsFlags', 16> = 16;
export const VIR_CONNECT_LIST_DOMAINS_PAUSED: Enum<'virConnectListAllDomainsFlags', 32> = 32;
export const VIR_CONNECT_LIST_DOMAINS_SHUTOFF: Enum<'virConnectListAllDomainsFlags', 64> = 64;
export const VIR_CONNECT_LIST_DOMAINS_OTHER: Enum<'virConnectListAllDomainsFlags', 128> = 128;
export const VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE: Enum<'virConnectListAllDomainsFlags', 256> = 256;
export const VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE: Enum<'virConnectListAllDomainsFlags', 512> =
  512;
export const VIR_CONNECT_LIST_DOMAINS_AUTOSTART: Enum<'virConnectListAllDomainsFlags', 1024> = 1024;
export const VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART: Enum<'virConnectListAllDomainsFlags', 2048> =
  2048;
export const VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT: Enum<'virConnectListAllDomainsFlags', 4096> =
  4096;
export const VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT: Enum<'virConnectListAllDomainsFlags', 8192> =
  8192;
export const VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT: Enum<'virConnectListAllDomainsFlags', 16384> =
  16384;
export const VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT: Enum<'virConnectListAllDomainsFlags', 32768> =
  32768;
export const VIR_CONNECT_LIST_INTERFACES_INACTIVE: Enum<'virConnectListAllInterfacesFlags', 1> = 1;
export const VIR_CONNECT_LIST_INTERFACES_ACTIVE: Enum<'virConnectListAllInterfacesFlags', 2> = 2;
export const VIR_CONNECT_LIST_NETWORKS_INACTIVE: Enum<'virConnectListAllNetworksFlags', 1> = 1;
export const VIR_CONNECT_LIST_NETWORKS_ACTIVE: Enum<'virConnectListAllNetworksFlags', 2> = 2;
export const VIR_CONNECT_LIST_NETWORKS_PERSISTENT: Enum<'virConnectListAllNetworksFlags', 4> = 4;
export const VIR_CONNECT_LIST_NETWORKS_TRANSIENT: Enum<'virConnectListAllNetworksFlags', 8> = 8;
export const VIR_CONNECT_LIST_NETWORKS_AUTOSTART: Enum<'virConnectListAllNetworksFlags', 16> = 16;
export const VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART: Enum<'virConnectListAllNetworksFlags', 32> =
  32;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM: Enum<'virConnectListAllNodeDeviceFlags', 1> =
  1;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV: Enum<
  'virConnectListAllNodeDeviceFlags',
  2
> = 2;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV: Enum<
  'virConnectListAllNodeDeviceFlags',
  4
> = 4;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE: Enum<
  'virConnectListAllNodeDeviceFlags',
  8
> = 8;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET: Enum<'virConnectListAllNodeDeviceFlags', 16> =
  16;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST: Enum<
  'virConnectListAllNodeDeviceFlags',
  32
> = 32;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET: Enum<
  'virConnectListAllNodeDeviceFlags',
  64
> = 64;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI: Enum<'virConnectListAllNodeDeviceFlags', 128> =
  128;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE: Enum<
  'virConnectListAllNodeDeviceFlags',
  256
> = 256;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST: Enum<
  'virConnectListAllNodeDeviceFlags',
  512
> = 512;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS: Enum<
  'virConnectListAllNodeDeviceFlags',
  1024
> = 1024;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC: Enum<
  'virConnectListAllNodeDeviceFlags',
  2048
> = 2048;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM: Enum<'virConnectListAllNodeDeviceFlags', 4096> =
  4096;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES: Enum<
  'virConnectListAllNodeDeviceFlags',
  8192
> = 8192;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV: Enum<
  'virConnectListAllNodeDeviceFlags',
  16384
> = 16384;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV: Enum<
  'virConnectListAllNodeDeviceFlags',
  32768
> = 32768;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV: Enum<
  'virConnectListAllNodeDeviceFlags',
  65536
> = 65536;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA: Enum<
  'virConnectListAllNodeDeviceFlags',
  131072
> = 131072;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD: Enum<
  'virConnectListAllNodeDeviceFlags',
  262144
> = 262144;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE: Enum<
  'virConnectListAllNodeDeviceFlags',
  524288
> = 524288;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX: Enum<
  'virConnectListAllNodeDeviceFlags',
  1048576
> = 1048576;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD: Enum<
  'virConnectListAllNodeDeviceFlags',
  2097152
> = 2097152;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV: Enum<
  'virConnectListAllNodeDeviceFlags',
  4194304
> = 4194304;
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER: Enum<
  'virConnectListAllNodeDeviceFlags',
  8388608
> = 8388608;
export const VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT: Enum<
  'virConnectListAllNodeDeviceFlags',
  268435456
> = 268435456;
export const VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT: Enum<
  'virConnectListAllNodeDeviceFlags',
  536870912
> = 536870912;
export const VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE: Enum<
  'virConnectListAllNodeDeviceFlags',
  1073741824
> = 1073741824;
export const VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE: Enum<
  'virConnectListAllNodeDeviceFlags',
  2147483648
> = 2147483648;
export const VIR_CONNECT_LIST_SECRETS_EPHEMERAL: Enum<'virConnectListAllSecretsFlags', 1> = 1;
export const VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL: Enum<'virConnectListAllSecretsFlags', 2> = 2;
export const VIR_CONNECT_LIST_SECRETS_PRIVATE: Enum<'virConnectListAllSecretsFlags', 4> = 4;
export const VIR_CONNECT_LIST_SECRETS_NO_PRIVATE: Enum<'virConnectListAllSecretsFlags', 8> = 8;
export const VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE: Enum<
  'virConnectListAllStoragePoolsFlags',
  1
> = 1;
export const VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE: Enum<'virConnectListAllStoragePoolsFlags', 2> =
  2;
export const VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT: Enum<
  'virConnectListAllStoragePoolsFlags',
  4
> = 4;
export const VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT: Enum<
  'virConnectListAllStoragePoolsFlags',
  8
> = 8;
export const VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART: Enum<
  'virConnectListAllStoragePoolsFlags',
  16
> = 16;
export const VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART: Enum<
  'virConnectListAllStoragePoolsFlags',
  32
> = 32;
export const VIR_CONNECT_LIST_STORAGE_POOLS_DIR: Enum<'virConnectListAllStoragePoolsFlags', 64> =
  64;
export const VIR_CONNECT_LIST_STORAGE_POOLS_FS: Enum<'virConnectListAllStoragePoolsFlags', 128> =
  128;
export const VIR_CONNECT_LIST_STORAGE_POOLS_NETFS: Enum<'virConnectListAllStoragePoolsFlags', 256> =
  256;
export const VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL: Enum<
  'virConnectListAllStoragePoolsFlags',
  512
> = 512;
export const VIR_CONNECT_LIST_STORAGE_POOLS_DISK: Enum<'virConnectListAllStoragePoolsFlags', 1024> =
  1024;
export const VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI: Enum<
  'virConnectListAllStoragePoolsFlags',
  2048
> = 2048;
export const VIR_CONNECT_LIST_STORAGE_POOLS_SCSI: Enum<'virConnectListAllStoragePoolsFlags', 4096> =
  4096;
export const VIR_CONNECT_LIST_STORAGE_POOLS_MPATH: Enum<
  'virConnectListAllStoragePoolsFlags',
  8192
> = 8192;
export const VIR_CONNECT_LIST_STORAGE_POOLS_RBD: Enum<'virConnectListAllStoragePoolsFlags', 16384> =
  16384;
export const VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG: Enum<
  'virConnectListAllStoragePoolsFlags',
  32768
> = 32768;
export const VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER: Enum<
  'virConnectListAllStoragePoolsFlags',
  65536
> = 65536;
export const VIR_CONNECT_LIST_STORAGE_POOLS_ZFS: Enum<
  'virConnectListAllStoragePoolsFlags',
  131072
> = 131072;
export const VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE: Enum<
  'virConnectListAllStoragePoolsFlags',
  262144
> = 262144;
export const VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT: Enum<
  'virConnectListAllStoragePoolsFlags',
  524288
> = 524288;
export const VIR_DOMAIN_ABORT_JOB_POSTCOPY: Enum<'virDomainAbortJobFlagsValues', 1> = 1;
export const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK: Enum<
  'virDomainAgentResponseTimeoutValues',
  -2
> = -2;
export const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT: Enum<
  'virDomainAgentResponseTimeoutValues',
  -1
> = -1;
export const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT: Enum<
  'virDomainAgentResponseTimeoutValues',
  0
> = 0;
export const VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND: Enum<
  'virDomainAuthorizedSSHKeysSetFlags',
  1
> = 1;
export const VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE: Enum<
  'virDomainAuthorizedSSHKeysSetFlags',
  2
> = 2;
export const VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL: Enum<'virDomainBackupBeginFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_COMMIT_SHALLOW: Enum<'virDomainBlockCommitFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_COMMIT_DELETE: Enum<'virDomainBlockCommitFlags', 2> = 2;
export const VIR_DOMAIN_BLOCK_COMMIT_ACTIVE: Enum<'virDomainBlockCommitFlags', 4> = 4;
export const VIR_DOMAIN_BLOCK_COMMIT_RELATIVE: Enum<'virDomainBlockCommitFlags', 8> = 8;
export const VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES: Enum<'virDomainBlockCommitFlags', 16> = 16;
export const VIR_DOMAIN_BLOCK_COPY_SHALLOW: Enum<'virDomainBlockCopyFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_COPY_REUSE_EXT: Enum<'virDomainBlockCopyFlags', 2> = 2;
export const VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB: Enum<'virDomainBlockCopyFlags', 4> = 4;
export const VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES: Enum<'virDomainBlockCopyFlags', 8> = 8;
export const VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC: Enum<'virDomainBlockJobAbortFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT: Enum<'virDomainBlockJobAbortFlags', 2> = 2;
export const VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES: Enum<'virDomainBlockJobInfoFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES: Enum<'virDomainBlockJobSetSpeedFlags', 1> =
  1;
export const VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN: Enum<'virDomainBlockJobType', 0> = 0;
export const VIR_DOMAIN_BLOCK_JOB_TYPE_PULL: Enum<'virDomainBlockJobType', 1> = 1;
export const VIR_DOMAIN_BLOCK_JOB_TYPE_COPY: Enum<'virDomainBlockJobType', 2> = 2;
export const VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT: Enum<'virDomainBlockJobType', 3> = 3;
export const VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT: Enum<'virDomainBlockJobType', 4> = 4;
export const VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP: Enum<'virDomainBlockJobType', 5> = 5;
export const VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES: Enum<'virDomainBlockPullFlags', 64> = 64;
export const VIR_DOMAIN_BLOCK_REBASE_SHALLOW: Enum<'virDomainBlockRebaseFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT: Enum<'virDomainBlockRebaseFlags', 2> = 2;
export const VIR_DOMAIN_BLOCK_REBASE_COPY_RAW: Enum<'virDomainBlockRebaseFlags', 4> = 4;
export const VIR_DOMAIN_BLOCK_REBASE_COPY: Enum<'virDomainBlockRebaseFlags', 8> = 8;
export const VIR_DOMAIN_BLOCK_REBASE_RELATIVE: Enum<'virDomainBlockRebaseFlags', 16> = 16;
export const VIR_DOMAIN_BLOCK_REBASE_COPY_DEV: Enum<'virDomainBlockRebaseFlags', 32> = 32;
export const VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES: Enum<'virDomainBlockRebaseFlags', 64> = 64;
export const VIR_DOMAIN_BLOCK_RESIZE_BYTES: Enum<'virDomainBlockResizeFlags', 1> = 1;
export const VIR_DOMAIN_BLOCK_RESIZE_CAPACITY: Enum<'virDomainBlockResizeFlags', 2> = 2;
export const VIR_DOMAIN_BLOCKED_UNKNOWN: Enum<'virDomainBlockedReason', 0> = 0;
export const VIR_DOMAIN_CHANNEL_FORCE: Enum<'virDomainChannelFlags', 1> = 1;
export const VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE: Enum<'virDomainCheckpointCreateFlags', 1> = 1;
export const VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE: Enum<'virDomainCheckpointCreateFlags', 2> = 2;
export const VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE: Enum<
  'virDomainCheckpointCreateFlags',
  4
> = 4;
export const VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN: Enum<'virDomainCheckpointDeleteFlags', 1> = 1;
export const VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY: Enum<'virDomainCheckpointDeleteFlags', 2> =
  2;
export const VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY: Enum<'virDomainCheckpointDeleteFlags', 4> =
  4;
export const VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS: Enum<'virDomainCheckpointListFlags', 1> = 1;
export const VIR_DOMAIN_CHECKPOINT_LIST_ROOTS: Enum<'virDomainCheckpointListFlags', 1> = 1;
export const VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL: Enum<'virDomainCheckpointListFlags', 2> = 2;
export const VIR_DOMAIN_CHECKPOINT_LIST_LEAVES: Enum<'virDomainCheckpointListFlags', 4> = 4;
export const VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES: Enum<'virDomainCheckpointListFlags', 8> = 8;
export const VIR_DOMAIN_CHECKPOINT_XML_SECURE: Enum<'virDomainCheckpointXMLFlags', 1> = 1;
export const VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN: Enum<'virDomainCheckpointXMLFlags', 2> = 2;
export const VIR_DOMAIN_CHECKPOINT_XML_SIZE: Enum<'virDomainCheckpointXMLFlags', 4> = 4;
export const VIR_DOMAIN_CONSOLE_FORCE: Enum<'virDomainConsoleFlags', 1> = 1;
export const VIR_DOMAIN_CONSOLE_SAFE: Enum<'virDomainConsoleFlags', 2> = 2;
export const VIR_DOMAIN_CONTROL_ERROR_REASON_NONE: Enum<'virDomainControlErrorReason', 0> = 0;
export const VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN: Enum<'virDomainControlErrorReason', 1> = 1;
export const VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR: Enum<'virDomainControlErrorReason', 2> = 2;
export const VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL: Enum<'virDomainControlErrorReason', 3> = 3;
export const VIR_DOMAIN_CONTROL_OK: Enum<'virDomainControlState', 0> = 0;
export const VIR_DOMAIN_CONTROL_JOB: Enum<'virDomainControlState', 1> = 1;
export const VIR_DOMAIN_CONTROL_OCCUPIED: Enum<'virDomainControlState', 2> = 2;
export const VIR_DOMAIN_CONTROL_ERROR: Enum<'virDomainControlState', 3> = 3;
export const VIR_DUMP_CRASH: Enum<'virDomainCoreDumpFlags', 1> = 1;
export const VIR_DUMP_LIVE: Enum<'virDomainCoreDumpFlags', 2> = 2;
export const VIR_DUMP_BYPASS_CACHE: Enum<'virDomainCoreDumpFlags', 4> = 4;
export const VIR_DUMP_RESET: Enum<'virDomainCoreDumpFlags', 8> = 8;
export const VIR_DUMP_MEMORY_ONLY: Enum<'virDomainCoreDumpFlags', 16> = 16;
export const VIR_DOMAIN_CORE_DUMP_FORMAT_RAW: Enum<'virDomainCoreDumpFormat', 0> = 0;
export const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB: Enum<'virDomainCoreDumpFormat', 1> = 1;
export const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_LZO: Enum<'virDomainCoreDumpFormat', 2> = 2;
export const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_SNAPPY: Enum<'virDomainCoreDumpFormat', 3> = 3;
export const VIR_DOMAIN_CORE_DUMP_FORMAT_WIN_DMP: Enum<'virDomainCoreDumpFormat', 4> = 4;
export const VIR_DOMAIN_CRASHED_UNKNOWN: Enum<'virDomainCrashedReason', 0> = 0;
export const VIR_DOMAIN_CRASHED_PANICKED: Enum<'virDomainCrashedReason', 1> = 1;
export const VIR_DOMAIN_NONE: Enum<'virDomainCreateFlags', 0> = 0;
export const VIR_DOMAIN_START_PAUSED: Enum<'virDomainCreateFlags', 1> = 1;
export const VIR_DOMAIN_START_AUTODESTROY: Enum<'virDomainCreateFlags', 2> = 2;
export const VIR_DOMAIN_START_BYPASS_CACHE: Enum<'virDomainCreateFlags', 4> = 4;
export const VIR_DOMAIN_START_FORCE_BOOT: Enum<'virDomainCreateFlags', 8> = 8;
export const VIR_DOMAIN_START_VALIDATE: Enum<'virDomainCreateFlags', 16> = 16;
export const VIR_DOMAIN_START_RESET_NVRAM: Enum<'virDomainCreateFlags', 32> = 32;
export const VIR_DOMAIN_DEFINE_VALIDATE: Enum<'virDomainDefineFlags', 1> = 1;
export const VIR_DOMAIN_DESTROY_DEFAULT: Enum<'virDomainDestroyFlagsValues', 0> = 0;
export const VIR_DOMAIN_DESTROY_GRACEFUL: Enum<'virDomainDestroyFlagsValues', 1> = 1;
export const VIR_DOMAIN_DESTROY_REMOVE_LOGS: Enum<'virDomainDestroyFlagsValues', 2> = 2;
export const VIR_DOMAIN_DEVICE_MODIFY_FORCE: Enum<'virDomainDeviceModifyFlags', 4> = 4;
export const VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING: Enum<'virDomainDirtyRateCalcFlags', 0> = 0;
export const VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP: Enum<'virDomainDirtyRateCalcFlags', 1> = 1;
export const VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING: Enum<'virDomainDirtyRateCalcFlags', 2> = 2;
export const VIR_DOMAIN_DIRTYRATE_UNSTARTED: Enum<'virDomainDirtyRateStatus', 0> = 0;
export const VIR_DOMAIN_DIRTYRATE_MEASURING: Enum<'virDomainDirtyRateStatus', 1> = 1;
export const VIR_DOMAIN_DIRTYRATE_MEASURED: Enum<'virDomainDirtyRateStatus', 2> = 2;
export const VIR_DOMAIN_DISK_ERROR_NONE: Enum<'virDomainDiskErrorCode', 0> = 0;
export const VIR_DOMAIN_DISK_ERROR_UNSPEC: Enum<'virDomainDiskErrorCode', 1> = 1;
export const VIR_DOMAIN_DISK_ERROR_NO_SPACE: Enum<'virDomainDiskErrorCode', 2> = 2;
export const VIR_DOMAIN_EVENT_CRASHED_PANICKED: Enum<'virDomainEventCrashedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED: Enum<'virDomainEventCrashedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_DEFINED_ADDED: Enum<'virDomainEventDefinedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_DEFINED_UPDATED: Enum<'virDomainEventDefinedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_DEFINED_RENAMED: Enum<'virDomainEventDefinedDetailType', 2> = 2;
export const VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT: Enum<'virDomainEventDefinedDetailType', 3> = 3;
export const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4: Enum<'virDomainEventGraphicsAddressType', 0> =
  0;
export const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6: Enum<'virDomainEventGraphicsAddressType', 1> =
  1;
export const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX: Enum<'virDomainEventGraphicsAddressType', 2> =
  2;
export const VIR_DOMAIN_EVENT_GRAPHICS_CONNECT: Enum<'virDomainEventGraphicsPhase', 0> = 0;
export const VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE: Enum<'virDomainEventGraphicsPhase', 1> = 1;
export const VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT: Enum<'virDomainEventGraphicsPhase', 2> = 2;
export const VIR_DOMAIN_EVENT_ID_LIFECYCLE: Enum<'virDomainEventID', 0> = 0;
export const VIR_DOMAIN_EVENT_ID_REBOOT: Enum<'virDomainEventID', 1> = 1;
export const VIR_DOMAIN_EVENT_ID_RTC_CHANGE: Enum<'virDomainEventID', 2> = 2;
export const VIR_DOMAIN_EVENT_ID_WATCHDOG: Enum<'virDomainEventID', 3> = 3;
export const VIR_DOMAIN_EVENT_ID_IO_ERROR: Enum<'virDomainEventID', 4> = 4;
export const VIR_DOMAIN_EVENT_ID_GRAPHICS: Enum<'virDomainEventID', 5> = 5;
export const VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON: Enum<'virDomainEventID', 6> = 6;
export const VIR_DOMAIN_EVENT_ID_CONTROL_ERROR: Enum<'virDomainEventID', 7> = 7;
export const VIR_DOMAIN_EVENT_ID_BLOCK_JOB: Enum<'virDomainEventID', 8> = 8;
export const VIR_DOMAIN_EVENT_ID_DISK_CHANGE: Enum<'virDomainEventID', 9> = 9;
export const VIR_DOMAIN_EVENT_ID_TRAY_CHANGE: Enum<'virDomainEventID', 10> = 10;
export const VIR_DOMAIN_EVENT_ID_PMWAKEUP: Enum<'virDomainEventID', 11> = 11;
export const VIR_DOMAIN_EVENT_ID_PMSUSPEND: Enum<'virDomainEventID', 12> = 12;
export const VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE: Enum<'virDomainEventID', 13> = 13;
export const VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK: Enum<'virDomainEventID', 14> = 14;
export const VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED: Enum<'virDomainEventID', 15> = 15;
export const VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2: Enum<'virDomainEventID', 16> = 16;
export const VIR_DOMAIN_EVENT_ID_TUNABLE: Enum<'virDomainEventID', 17> = 17;
export const VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE: Enum<'virDomainEventID', 18> = 18;
export const VIR_DOMAIN_EVENT_ID_DEVICE_ADDED: Enum<'virDomainEventID', 19> = 19;
export const VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION: Enum<'virDomainEventID', 20> = 20;
export const VIR_DOMAIN_EVENT_ID_JOB_COMPLETED: Enum<'virDomainEventID', 21> = 21;
export const VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED: Enum<'virDomainEventID', 22> = 22;
export const VIR_DOMAIN_EVENT_ID_METADATA_CHANGE: Enum<'virDomainEventID', 23> = 23;
export const VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD: Enum<'virDomainEventID', 24> = 24;
export const VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE: Enum<'virDomainEventID', 25> = 25;
export const VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE: Enum<'virDomainEventID', 26> = 26;
export const VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE: Enum<'virDomainEventID', 27> = 27;
export const VIR_DOMAIN_EVENT_IO_ERROR_NONE: Enum<'virDomainEventIOErrorAction', 0> = 0;
export const VIR_DOMAIN_EVENT_IO_ERROR_PAUSE: Enum<'virDomainEventIOErrorAction', 1> = 1;
export const VIR_DOMAIN_EVENT_IO_ERROR_REPORT: Enum<'virDomainEventIOErrorAction', 2> = 2;
export const VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY: Enum<'virDomainEventPMSuspendedDetailType', 0> =
  0;
export const VIR_DOMAIN_EVENT_PMSUSPENDED_DISK: Enum<'virDomainEventPMSuspendedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_RESUMED_UNPAUSED: Enum<'virDomainEventResumedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_RESUMED_MIGRATED: Enum<'virDomainEventResumedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT: Enum<'virDomainEventResumedDetailType', 2> = 2;
export const VIR_DOMAIN_EVENT_RESUMED_POSTCOPY: Enum<'virDomainEventResumedDetailType', 3> = 3;
export const VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED: Enum<'virDomainEventResumedDetailType', 4> =
  4;
export const VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED: Enum<'virDomainEventShutdownDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_SHUTDOWN_GUEST: Enum<'virDomainEventShutdownDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_SHUTDOWN_HOST: Enum<'virDomainEventShutdownDetailType', 2> = 2;
export const VIR_DOMAIN_EVENT_STARTED_BOOTED: Enum<'virDomainEventStartedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_STARTED_MIGRATED: Enum<'virDomainEventStartedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_STARTED_RESTORED: Enum<'virDomainEventStartedDetailType', 2> = 2;
export const VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT: Enum<'virDomainEventStartedDetailType', 3> = 3;
export const VIR_DOMAIN_EVENT_STARTED_WAKEUP: Enum<'virDomainEventStartedDetailType', 4> = 4;
export const VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN: Enum<'virDomainEventStoppedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_STOPPED_DESTROYED: Enum<'virDomainEventStoppedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_STOPPED_CRASHED: Enum<'virDomainEventStoppedDetailType', 2> = 2;
export const VIR_DOMAIN_EVENT_STOPPED_MIGRATED: Enum<'virDomainEventStoppedDetailType', 3> = 3;
export const VIR_DOMAIN_EVENT_STOPPED_SAVED: Enum<'virDomainEventStoppedDetailType', 4> = 4;
export const VIR_DOMAIN_EVENT_STOPPED_FAILED: Enum<'virDomainEventStoppedDetailType', 5> = 5;
export const VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT: Enum<'virDomainEventStoppedDetailType', 6> = 6;
export const VIR_DOMAIN_EVENT_SUSPENDED_PAUSED: Enum<'virDomainEventSuspendedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED: Enum<'virDomainEventSuspendedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_SUSPENDED_IOERROR: Enum<'virDomainEventSuspendedDetailType', 2> = 2;
export const VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG: Enum<'virDomainEventSuspendedDetailType', 3> = 3;
export const VIR_DOMAIN_EVENT_SUSPENDED_RESTORED: Enum<'virDomainEventSuspendedDetailType', 4> = 4;
export const VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT: Enum<
  'virDomainEventSuspendedDetailType',
  5
> = 5;
export const VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR: Enum<'virDomainEventSuspendedDetailType', 6> = 6;
export const VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY: Enum<'virDomainEventSuspendedDetailType', 7> = 7;
export const VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED: Enum<
  'virDomainEventSuspendedDetailType',
  8
> = 8;
export const VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN: Enum<'virDomainEventTrayChangeReason', 0> = 0;
export const VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE: Enum<'virDomainEventTrayChangeReason', 1> = 1;
export const VIR_DOMAIN_EVENT_DEFINED: Enum<'virDomainEventType', 0> = 0;
export const VIR_DOMAIN_EVENT_UNDEFINED: Enum<'virDomainEventType', 1> = 1;
export const VIR_DOMAIN_EVENT_STARTED: Enum<'virDomainEventType', 2> = 2;
export const VIR_DOMAIN_EVENT_SUSPENDED: Enum<'virDomainEventType', 3> = 3;
export const VIR_DOMAIN_EVENT_RESUMED: Enum<'virDomainEventType', 4> = 4;
export const VIR_DOMAIN_EVENT_STOPPED: Enum<'virDomainEventType', 5> = 5;
export const VIR_DOMAIN_EVENT_SHUTDOWN: Enum<'virDomainEventType', 6> = 6;
export const VIR_DOMAIN_EVENT_PMSUSPENDED: Enum<'virDomainEventType', 7> = 7;
export const VIR_DOMAIN_EVENT_CRASHED: Enum<'virDomainEventType', 8> = 8;
export const VIR_DOMAIN_EVENT_UNDEFINED_REMOVED: Enum<'virDomainEventUndefinedDetailType', 0> = 0;
export const VIR_DOMAIN_EVENT_UNDEFINED_RENAMED: Enum<'virDomainEventUndefinedDetailType', 1> = 1;
export const VIR_DOMAIN_EVENT_WATCHDOG_NONE: Enum<'virDomainEventWatchdogAction', 0> = 0;
export const VIR_DOMAIN_EVENT_WATCHDOG_PAUSE: Enum<'virDomainEventWatchdogAction', 1> = 1;
export const VIR_DOMAIN_EVENT_WATCHDOG_RESET: Enum<'virDomainEventWatchdogAction', 2> = 2;
export const VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF: Enum<'virDomainEventWatchdogAction', 3> = 3;
export const VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN: Enum<'virDomainEventWatchdogAction', 4> = 4;
export const VIR_DOMAIN_EVENT_WATCHDOG_DEBUG: Enum<'virDomainEventWatchdogAction', 5> = 5;
export const VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI: Enum<'virDomainEventWatchdogAction', 6> = 6;
export const VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE: Enum<'virDomainFDAssociateFlags', 1> = 1;
export const VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE: Enum<'virDomainFDAssociateFlags', 2> = 2;
export const VIR_DOMAIN_GET_HOSTNAME_LEASE: Enum<'virDomainGetHostnameFlags', 1> = 1;
export const VIR_DOMAIN_GET_HOSTNAME_AGENT: Enum<'virDomainGetHostnameFlags', 2> = 2;
export const VIR_DOMAIN_JOB_STATS_COMPLETED: Enum<'virDomainGetJobStatsFlags', 1> = 1;
export const VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED: Enum<'virDomainGetJobStatsFlags', 2> = 2;
export const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY: Enum<'virDomainGraphicsReloadType', 0> = 0;
export const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC: Enum<'virDomainGraphicsReloadType', 1> = 1;
export const VIR_DOMAIN_GUEST_INFO_USERS: Enum<'virDomainGuestInfoTypes', 1> = 1;
export const VIR_DOMAIN_GUEST_INFO_OS: Enum<'virDomainGuestInfoTypes', 2> = 2;
export const VIR_DOMAIN_GUEST_INFO_TIMEZONE: Enum<'virDomainGuestInfoTypes', 4> = 4;
export const VIR_DOMAIN_GUEST_INFO_HOSTNAME: Enum<'virDomainGuestInfoTypes', 8> = 8;
export const VIR_DOMAIN_GUEST_INFO_FILESYSTEM: Enum<'virDomainGuestInfoTypes', 16> = 16;
export const VIR_DOMAIN_GUEST_INFO_DISKS: Enum<'virDomainGuestInfoTypes', 32> = 32;
export const VIR_DOMAIN_GUEST_INFO_INTERFACES: Enum<'virDomainGuestInfoTypes', 64> = 64;
export const VIR_DOMAIN_GUEST_INFO_LOAD: Enum<'virDomainGuestInfoTypes', 128> = 128;
export const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE: Enum<
  'virDomainInterfaceAddressesSource',
  0
> = 0;
export const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT: Enum<
  'virDomainInterfaceAddressesSource',
  1
> = 1;
export const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP: Enum<'virDomainInterfaceAddressesSource', 2> =
  2;
export const VIR_DOMAIN_JOB_OPERATION_UNKNOWN: Enum<'virDomainJobOperation', 0> = 0;
export const VIR_DOMAIN_JOB_OPERATION_START: Enum<'virDomainJobOperation', 1> = 1;
export const VIR_DOMAIN_JOB_OPERATION_SAVE: Enum<'virDomainJobOperation', 2> = 2;
export const VIR_DOMAIN_JOB_OPERATION_RESTORE: Enum<'virDomainJobOperation', 3> = 3;
export const VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN: Enum<'virDomainJobOperation', 4> = 4;
export const VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT: Enum<'virDomainJobOperation', 5> = 5;
export const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT: Enum<'virDomainJobOperation', 6> = 6;
export const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_REVERT: Enum<'virDomainJobOperation', 7> = 7;
export const VIR_DOMAIN_JOB_OPERATION_DUMP: Enum<'virDomainJobOperation', 8> = 8;
export const VIR_DOMAIN_JOB_OPERATION_BACKUP: Enum<'virDomainJobOperation', 9> = 9;
export const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_DELETE: Enum<'virDomainJobOperation', 10> = 10;
export const VIR_DOMAIN_JOB_NONE: Enum<'virDomainJobType', 0> = 0;
export const VIR_DOMAIN_JOB_BOUNDED: Enum<'virDomainJobType', 1> = 1;
export const VIR_DOMAIN_JOB_UNBOUNDED: Enum<'virDomainJobType', 2> = 2;
export const VIR_DOMAIN_JOB_COMPLETED: Enum<'virDomainJobType', 3> = 3;
export const VIR_DOMAIN_JOB_FAILED: Enum<'virDomainJobType', 4> = 4;
export const VIR_DOMAIN_JOB_CANCELLED: Enum<'virDomainJobType', 5> = 5;
export const VIR_DOMAIN_LIFECYCLE_POWEROFF: Enum<'virDomainLifecycle', 0> = 0;
export const VIR_DOMAIN_LIFECYCLE_REBOOT: Enum<'virDomainLifecycle', 1> = 1;
export const VIR_DOMAIN_LIFECYCLE_CRASH: Enum<'virDomainLifecycle', 2> = 2;
export const VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY: Enum<'virDomainLifecycleAction', 0> = 0;
export const VIR_DOMAIN_LIFECYCLE_ACTION_RESTART: Enum<'virDomainLifecycleAction', 1> = 1;
export const VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME: Enum<'virDomainLifecycleAction', 2> = 2;
export const VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE: Enum<'virDomainLifecycleAction', 3> = 3;
export const VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY: Enum<'virDomainLifecycleAction', 4> = 4;
export const VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART: Enum<'virDomainLifecycleAction', 5> = 5;
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE: Enum<
  'virDomainMemoryFailureActionType',
  0
> = 0;
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT: Enum<
  'virDomainMemoryFailureActionType',
  1
> = 1;
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL: Enum<
  'virDomainMemoryFailureActionType',
  2
> = 2;
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET: Enum<
  'virDomainMemoryFailureActionType',
  3
> = 3;
export const VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED: Enum<'virDomainMemoryFailureFlags', 1> = 1;
export const VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE: Enum<'virDomainMemoryFailureFlags', 2> = 2;
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR: Enum<
  'virDomainMemoryFailureRecipientType',
  0
> = 0;
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST: Enum<
  'virDomainMemoryFailureRecipientType',
  1
> = 1;
export const VIR_MEMORY_VIRTUAL: Enum<'virDomainMemoryFlags', 1> = 1;
export const VIR_MEMORY_PHYSICAL: Enum<'virDomainMemoryFlags', 2> = 2;
export const VIR_DOMAIN_MEM_MAXIMUM: Enum<'virDomainMemoryModFlags', 4> = 4;
export const VIR_DOMAIN_MEMORY_STAT_SWAP_IN: Enum<'virDomainMemoryStatTags', 0> = 0;
export const VIR_DOMAIN_MEMORY_STAT_SWAP_OUT: Enum<'virDomainMemoryStatTags', 1> = 1;
export const VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT: Enum<'virDomainMemoryStatTags', 2> = 2;
export const VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT: Enum<'virDomainMemoryStatTags', 3> = 3;
export const VIR_DOMAIN_MEMORY_STAT_UNUSED: Enum<'virDomainMemoryStatTags', 4> = 4;
export const VIR_DOMAIN_MEMORY_STAT_AVAILABLE: Enum<'virDomainMemoryStatTags', 5> = 5;
export const VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON: Enum<'virDomainMemoryStatTags', 6> = 6;
export const VIR_DOMAIN_MEMORY_STAT_RSS: Enum<'virDomainMemoryStatTags', 7> = 7;
export const VIR_DOMAIN_MEMORY_STAT_USABLE: Enum<'virDomainMemoryStatTags', 8> = 8;
export const VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE: Enum<'virDomainMemoryStatTags', 9> = 9;
export const VIR_DOMAIN_MEMORY_STAT_DISK_CACHES: Enum<'virDomainMemoryStatTags', 10> = 10;
export const VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC: Enum<'virDomainMemoryStatTags', 11> = 11;
export const VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL: Enum<'virDomainMemoryStatTags', 12> = 12;
export const VIR_DOMAIN_MEMORY_STAT_NR: Enum<'virDomainMemoryStatTags', 13> = 13;
export const VIR_DOMAIN_MESSAGE_DEPRECATION: Enum<'virDomainMessageType', 1> = 1;
export const VIR_DOMAIN_MESSAGE_TAINTING: Enum<'virDomainMessageType', 2> = 2;
export const VIR_DOMAIN_MESSAGE_IOERRORS: Enum<'virDomainMessageType', 4> = 4;
export const VIR_DOMAIN_METADATA_DESCRIPTION: Enum<'virDomainMetadataType', 0> = 0;
export const VIR_DOMAIN_METADATA_TITLE: Enum<'virDomainMetadataType', 1> = 1;
export const VIR_DOMAIN_METADATA_ELEMENT: Enum<'virDomainMetadataType', 2> = 2;
export const VIR_MIGRATE_LIVE: Enum<'virDomainMigrateFlags', 1> = 1;
export const VIR_MIGRATE_PEER2PEER: Enum<'virDomainMigrateFlags', 2> = 2;
export const VIR_MIGRATE_TUNNELLED: Enum<'virDomainMigrateFlags', 4> = 4;
export const VIR_MIGRATE_PERSIST_DEST: Enum<'virDomainMigrateFlags', 8> = 8;
export const VIR_MIGRATE_UNDEFINE_SOURCE: Enum<'virDomainMigrateFlags', 16> = 16;
export const VIR_MIGRATE_PAUSED: Enum<'virDomainMigrateFlags', 32> = 32;
export const VIR_MIGRATE_NON_SHARED_DISK: Enum<'virDomainMigrateFlags', 64> = 64;
export const VIR_MIGRATE_NON_SHARED_INC: Enum<'virDomainMigrateFlags', 128> = 128;
export const VIR_MIGRATE_CHANGE_PROTECTION: Enum<'virDomainMigrateFlags', 256> = 256;
export const VIR_MIGRATE_UNSAFE: Enum<'virDomainMigrateFlags', 512> = 512;
export const VIR_MIGRATE_OFFLINE: Enum<'virDomainMigrateFlags', 1024> = 1024;
export const VIR_MIGRATE_COMPRESSED: Enum<'virDomainMigrateFlags', 2048> = 2048;
export const VIR_MIGRATE_ABORT_ON_ERROR: Enum<'virDomainMigrateFlags', 4096> = 4096;
export const VIR_MIGRATE_AUTO_CONVERGE: Enum<'virDomainMigrateFlags', 8192> = 8192;
export const VIR_MIGRATE_RDMA_PIN_ALL: Enum<'virDomainMigrateFlags', 16384> = 16384;
export const VIR_MIGRATE_POSTCOPY: Enum<'virDomainMigrateFlags', 32768> = 32768;
export const VIR_MIGRATE_TLS: Enum<'virDomainMigrateFlags', 65536> = 65536;
export const VIR_MIGRATE_PARALLEL: Enum<'virDomainMigrateFlags', 131072> = 131072;
export const VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES: Enum<'virDomainMigrateFlags', 262144> =
  262144;
export const VIR_MIGRATE_POSTCOPY_RESUME: Enum<'virDomainMigrateFlags', 524288> = 524288;
export const VIR_MIGRATE_ZEROCOPY: Enum<'virDomainMigrateFlags', 1048576> = 1048576;
export const VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY: Enum<'virDomainMigrateMaxSpeedFlags', 1> = 1;
export const VIR_DOMAIN_AFFECT_CURRENT: Enum<'virDomainModificationImpact', 0> = 0;
export const VIR_DOMAIN_AFFECT_LIVE: Enum<'virDomainModificationImpact', 1> = 1;
export const VIR_DOMAIN_AFFECT_CONFIG: Enum<'virDomainModificationImpact', 2> = 2;
export const VIR_DOMAIN_NOSTATE_UNKNOWN: Enum<'virDomainNostateReason', 0> = 0;
export const VIR_DOMAIN_NUMATUNE_MEM_STRICT: Enum<'virDomainNumatuneMemMode', 0> = 0;
export const VIR_DOMAIN_NUMATUNE_MEM_PREFERRED: Enum<'virDomainNumatuneMemMode', 1> = 1;
export const VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE: Enum<'virDomainNumatuneMemMode', 2> = 2;
export const VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE: Enum<'virDomainNumatuneMemMode', 3> = 3;
export const VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH: Enum<'virDomainOpenGraphicsFlags', 1> = 1;
export const VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN: Enum<'virDomainPMSuspendedDiskReason', 0> = 0;
export const VIR_DOMAIN_PMSUSPENDED_UNKNOWN: Enum<'virDomainPMSuspendedReason', 0> = 0;
export const VIR_DOMAIN_PAUSED_UNKNOWN: Enum<'virDomainPausedReason', 0> = 0;
export const VIR_DOMAIN_PAUSED_USER: Enum<'virDomainPausedReason', 1> = 1;
export const VIR_DOMAIN_PAUSED_MIGRATION: Enum<'virDomainPausedReason', 2> = 2;
export const VIR_DOMAIN_PAUSED_SAVE: Enum<'virDomainPausedReason', 3> = 3;
export const VIR_DOMAIN_PAUSED_DUMP: Enum<'virDomainPausedReason', 4> = 4;
export const VIR_DOMAIN_PAUSED_IOERROR: Enum<'virDomainPausedReason', 5> = 5;
export const VIR_DOMAIN_PAUSED_WATCHDOG: Enum<'virDomainPausedReason', 6> = 6;
export const VIR_DOMAIN_PAUSED_FROM_SNAPSHOT: Enum<'virDomainPausedReason', 7> = 7;
export const VIR_DOMAIN_PAUSED_SHUTTING_DOWN: Enum<'virDomainPausedReason', 8> = 8;
export const VIR_DOMAIN_PAUSED_SNAPSHOT: Enum<'virDomainPausedReason', 9> = 9;
export const VIR_DOMAIN_PAUSED_CRASHED: Enum<'virDomainPausedReason', 10> = 10;
export const VIR_DOMAIN_PAUSED_STARTING_UP: Enum<'virDomainPausedReason', 11> = 11;
export const VIR_DOMAIN_PAUSED_POSTCOPY: Enum<'virDomainPausedReason', 12> = 12;
export const VIR_DOMAIN_PAUSED_POSTCOPY_FAILED: Enum<'virDomainPausedReason', 13> = 13;
export const VIR_DOMAIN_PAUSED_API_ERROR: Enum<'virDomainPausedReason', 14> = 14;
export const VIR_DOMAIN_PROCESS_SIGNAL_NOP: Enum<'virDomainProcessSignal', 0> = 0;
export const VIR_DOMAIN_PROCESS_SIGNAL_HUP: Enum<'virDomainProcessSignal', 1> = 1;
export const VIR_DOMAIN_PROCESS_SIGNAL_INT: Enum<'virDomainProcessSignal', 2> = 2;
export const VIR_DOMAIN_PROCESS_SIGNAL_QUIT: Enum<'virDomainProcessSignal', 3> = 3;
export const VIR_DOMAIN_PROCESS_SIGNAL_ILL: Enum<'virDomainProcessSignal', 4> = 4;
export const VIR_DOMAIN_PROCESS_SIGNAL_TRAP: Enum<'virDomainProcessSignal', 5> = 5;
export const VIR_DOMAIN_PROCESS_SIGNAL_ABRT: Enum<'virDomainProcessSignal', 6> = 6;
export const VIR_DOMAIN_PROCESS_SIGNAL_BUS: Enum<'virDomainProcessSignal', 7> = 7;
export const VIR_DOMAIN_PROCESS_SIGNAL_FPE: Enum<'virDomainProcessSignal', 8> = 8;
export const VIR_DOMAIN_PROCESS_SIGNAL_KILL: Enum<'virDomainProcessSignal', 9> = 9;
export const VIR_DOMAIN_PROCESS_SIGNAL_USR1: Enum<'virDomainProcessSignal', 10> = 10;
export const VIR_DOMAIN_PROCESS_SIGNAL_SEGV: Enum<'virDomainProcessSignal', 11> = 11;
export const VIR_DOMAIN_PROCESS_SIGNAL_USR2: Enum<'virDomainProcessSignal', 12> = 12;
export const VIR_DOMAIN_PROCESS_SIGNAL_PIPE: Enum<'virDomainProcessSignal', 13> = 13;
export const VIR_DOMAIN_PROCESS_SIGNAL_ALRM: Enum<'virDomainProcessSignal', 14> = 14;
export const VIR_DOMAIN_PROCESS_SIGNAL_TERM: Enum<'virDomainProcessSignal', 15> = 15;
export const VIR_DOMAIN_PROCESS_SIGNAL_STKFLT: Enum<'virDomainProcessSignal', 16> = 16;
export const VIR_DOMAIN_PROCESS_SIGNAL_CHLD: Enum<'virDomainProcessSignal', 17> = 17;
export const VIR_DOMAIN_PROCESS_SIGNAL_CONT: Enum<'virDomainProcessSignal', 18> = 18;
export const VIR_DOMAIN_PROCESS_SIGNAL_STOP: Enum<'virDomainProcessSignal', 19> = 19;
export const VIR_DOMAIN_PROCESS_SIGNAL_TSTP: Enum<'virDomainProcessSignal', 20> = 20;
export const VIR_DOMAIN_PROCESS_SIGNAL_TTIN: Enum<'virDomainProcessSignal', 21> = 21;
export const VIR_DOMAIN_PROCESS_SIGNAL_TTOU: Enum<'virDomainProcessSignal', 22> = 22;
export const VIR_DOMAIN_PROCESS_SIGNAL_URG: Enum<'virDomainProcessSignal', 23> = 23;
export const VIR_DOMAIN_PROCESS_SIGNAL_XCPU: Enum<'virDomainProcessSignal', 24> = 24;
export const VIR_DOMAIN_PROCESS_SIGNAL_XFSZ: Enum<'virDomainProcessSignal', 25> = 25;
export const VIR_DOMAIN_PROCESS_SIGNAL_VTALRM: Enum<'virDomainProcessSignal', 26> = 26;
export const VIR_DOMAIN_PROCESS_SIGNAL_PROF: Enum<'virDomainProcessSignal', 27> = 27;
export const VIR_DOMAIN_PROCESS_SIGNAL_WINCH: Enum<'virDomainProcessSignal', 28> = 28;
export const VIR_DOMAIN_PROCESS_SIGNAL_POLL: Enum<'virDomainProcessSignal', 29> = 29;
export const VIR_DOMAIN_PROCESS_SIGNAL_PWR: Enum<'virDomainProcessSignal', 30> = 30;
export const VIR_DOMAIN_PROCESS_SIGNAL_SYS: Enum<'virDomainProcessSignal', 31> = 31;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT0: Enum<'virDomainProcessSignal', 32> = 32;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT1: Enum<'virDomainProcessSignal', 33> = 33;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT2: Enum<'virDomainProcessSignal', 34> = 34;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT3: Enum<'virDomainProcessSignal', 35> = 35;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT4: Enum<'virDomainProcessSignal', 36> = 36;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT5: Enum<'virDomainProcessSignal', 37> = 37;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT6: Enum<'virDomainProcessSignal', 38> = 38;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT7: Enum<'virDomainProcessSignal', 39> = 39;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT8: Enum<'virDomainProcessSignal', 40> = 40;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT9: Enum<'virDomainProcessSignal', 41> = 41;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT10: Enum<'virDomainProcessSignal', 42> = 42;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT11: Enum<'virDomainProcessSignal', 43> = 43;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT12: Enum<'virDomainProcessSignal', 44> = 44;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT13: Enum<'virDomainProcessSignal', 45> = 45;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT14: Enum<'virDomainProcessSignal', 46> = 46;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT15: Enum<'virDomainProcessSignal', 47> = 47;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT16: Enum<'virDomainProcessSignal', 48> = 48;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT17: Enum<'virDomainProcessSignal', 49> = 49;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT18: Enum<'virDomainProcessSignal', 50> = 50;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT19: Enum<'virDomainProcessSignal', 51> = 51;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT20: Enum<'virDomainProcessSignal', 52> = 52;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT21: Enum<'virDomainProcessSignal', 53> = 53;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT22: Enum<'virDomainProcessSignal', 54> = 54;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT23: Enum<'virDomainProcessSignal', 55> = 55;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT24: Enum<'virDomainProcessSignal', 56> = 56;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT25: Enum<'virDomainProcessSignal', 57> = 57;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT26: Enum<'virDomainProcessSignal', 58> = 58;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT27: Enum<'virDomainProcessSignal', 59> = 59;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT28: Enum<'virDomainProcessSignal', 60> = 60;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT29: Enum<'virDomainProcessSignal', 61> = 61;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT30: Enum<'virDomainProcessSignal', 62> = 62;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT31: Enum<'virDomainProcessSignal', 63> = 63;
export const VIR_DOMAIN_PROCESS_SIGNAL_RT32: Enum<'virDomainProcessSignal', 64> = 64;
export const VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN: Enum<
  'virDomainQemuAgentCommandTimeoutValues',
  60
> = 60;
export const VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT: Enum<'virDomainQemuMonitorCommandFlags', 0> =
  0;
export const VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP: Enum<'virDomainQemuMonitorCommandFlags', 1> = 1;
export const VIR_DOMAIN_REBOOT_DEFAULT: Enum<'virDomainRebootFlagValues', 0> = 0;
export const VIR_DOMAIN_REBOOT_ACPI_POWER_BTN: Enum<'virDomainRebootFlagValues', 1> = 1;
export const VIR_DOMAIN_REBOOT_GUEST_AGENT: Enum<'virDomainRebootFlagValues', 2> = 2;
export const VIR_DOMAIN_REBOOT_INITCTL: Enum<'virDomainRebootFlagValues', 4> = 4;
export const VIR_DOMAIN_REBOOT_SIGNAL: Enum<'virDomainRebootFlagValues', 8> = 8;
export const VIR_DOMAIN_REBOOT_PARAVIRT: Enum<'virDomainRebootFlagValues', 16> = 16;
export const VIR_DOMAIN_RUNNING_UNKNOWN: Enum<'virDomainRunningReason', 0> = 0;
export const VIR_DOMAIN_RUNNING_BOOTED: Enum<'virDomainRunningReason', 1> = 1;
export const VIR_DOMAIN_RUNNING_MIGRATED: Enum<'virDomainRunningReason', 2> = 2;
export const VIR_DOMAIN_RUNNING_RESTORED: Enum<'virDomainRunningReason', 3> = 3;
export const VIR_DOMAIN_RUNNING_FROM_SNAPSHOT: Enum<'virDomainRunningReason', 4> = 4;
export const VIR_DOMAIN_RUNNING_UNPAUSED: Enum<'virDomainRunningReason', 5> = 5;
export const VIR_DOMAIN_RUNNING_MIGRATION_CANCELED: Enum<'virDomainRunningReason', 6> = 6;
export const VIR_DOMAIN_RUNNING_SAVE_CANCELED: Enum<'virDomainRunningReason', 7> = 7;
export const VIR_DOMAIN_RUNNING_WAKEUP: Enum<'virDomainRunningReason', 8> = 8;
export const VIR_DOMAIN_RUNNING_CRASHED: Enum<'virDomainRunningReason', 9> = 9;
export const VIR_DOMAIN_RUNNING_POSTCOPY: Enum<'virDomainRunningReason', 10> = 10;
export const VIR_DOMAIN_RUNNING_POSTCOPY_FAILED: Enum<'virDomainRunningReason', 11> = 11;
export const VIR_DOMAIN_SAVE_BYPASS_CACHE: Enum<'virDomainSaveRestoreFlags', 1> = 1;
export const VIR_DOMAIN_SAVE_RUNNING: Enum<'virDomainSaveRestoreFlags', 2> = 2;
export const VIR_DOMAIN_SAVE_PAUSED: Enum<'virDomainSaveRestoreFlags', 4> = 4;
export const VIR_DOMAIN_SAVE_RESET_NVRAM: Enum<'virDomainSaveRestoreFlags', 8> = 8;
export const VIR_DOMAIN_TIME_SYNC: Enum<'virDomainSetTimeFlags', 1> = 1;
export const VIR_DOMAIN_PASSWORD_ENCRYPTED: Enum<'virDomainSetUserPasswordFlags', 1> = 1;
export const VIR_DOMAIN_SHUTDOWN_DEFAULT: Enum<'virDomainShutdownFlagValues', 0> = 0;
export const VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN: Enum<'virDomainShutdownFlagValues', 1> = 1;
export const VIR_DOMAIN_SHUTDOWN_GUEST_AGENT: Enum<'virDomainShutdownFlagValues', 2> = 2;
export const VIR_DOMAIN_SHUTDOWN_INITCTL: Enum<'virDomainShutdownFlagValues', 4> = 4;
export const VIR_DOMAIN_SHUTDOWN_SIGNAL: Enum<'virDomainShutdownFlagValues', 8> = 8;
export const VIR_DOMAIN_SHUTDOWN_PARAVIRT: Enum<'virDomainShutdownFlagValues', 16> = 16;
export const VIR_DOMAIN_SHUTDOWN_UNKNOWN: Enum<'virDomainShutdownReason', 0> = 0;
export const VIR_DOMAIN_SHUTDOWN_USER: Enum<'virDomainShutdownReason', 1> = 1;
export const VIR_DOMAIN_SHUTOFF_UNKNOWN: Enum<'virDomainShutoffReason', 0> = 0;
export const VIR_DOMAIN_SHUTOFF_SHUTDOWN: Enum<'virDomainShutoffReason', 1> = 1;
export const VIR_DOMAIN_SHUTOFF_DESTROYED: Enum<'virDomainShutoffReason', 2> = 2;
export const VIR_DOMAIN_SHUTOFF_CRASHED: Enum<'virDomainShutoffReason', 3> = 3;
export const VIR_DOMAIN_SHUTOFF_MIGRATED: Enum<'virDomainShutoffReason', 4> = 4;
export const VIR_DOMAIN_SHUTOFF_SAVED: Enum<'virDomainShutoffReason', 5> = 5;
export const VIR_DOMAIN_SHUTOFF_FAILED: Enum<'virDomainShutoffReason', 6> = 6;
export const VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT: Enum<'virDomainShutoffReason', 7> = 7;
export const VIR_DOMAIN_SHUTOFF_DAEMON: Enum<'virDomainShutoffReason', 8> = 8;
export const VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE: Enum<'virDomainSnapshotCreateFlags', 1> = 1;
export const VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT: Enum<'virDomainSnapshotCreateFlags', 2> = 2;
export const VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA: Enum<'virDomainSnapshotCreateFlags', 4> = 4;
export const VIR_DOMAIN_SNAPSHOT_CREATE_HALT: Enum<'virDomainSnapshotCreateFlags', 8> = 8;
export const VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY: Enum<'virDomainSnapshotCreateFlags', 16> = 16;
export const VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT: Enum<'virDomainSnapshotCreateFlags', 32> = 32;
export const VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE: Enum<'virDomainSnapshotCreateFlags', 64> = 64;
export const VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC: Enum<'virDomainSnapshotCreateFlags', 128> = 128;
export const VIR_DOMAIN_SNAPSHOT_CREATE_LIVE: Enum<'virDomainSnapshotCreateFlags', 256> = 256;
export const VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE: Enum<'virDomainSnapshotCreateFlags', 512> = 512;
export const VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN: Enum<'virDomainSnapshotDeleteFlags', 1> = 1;
export const VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY: Enum<'virDomainSnapshotDeleteFlags', 2> = 2;
export const VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY: Enum<'virDomainSnapshotDeleteFlags', 4> = 4;
export const VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS: Enum<'virDomainSnapshotListFlags', 1> = 1;
export const VIR_DOMAIN_SNAPSHOT_LIST_ROOTS: Enum<'virDomainSnapshotListFlags', 1> = 1;
export const VIR_DOMAIN_SNAPSHOT_LIST_METADATA: Enum<'virDomainSnapshotListFlags', 2> = 2;
export const VIR_DOMAIN_SNAPSHOT_LIST_LEAVES: Enum<'virDomainSnapshotListFlags', 4> = 4;
export const VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES: Enum<'virDomainSnapshotListFlags', 8> = 8;
export const VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA: Enum<'virDomainSnapshotListFlags', 16> = 16;
export const VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE: Enum<'virDomainSnapshotListFlags', 32> = 32;
export const VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE: Enum<'virDomainSnapshotListFlags', 64> = 64;
export const VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY: Enum<'virDomainSnapshotListFlags', 128> = 128;
export const VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL: Enum<'virDomainSnapshotListFlags', 256> = 256;
export const VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL: Enum<'virDomainSnapshotListFlags', 512> = 512;
export const VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL: Enum<'virDomainSnapshotListFlags', 1024> = 1024;
export const VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING: Enum<'virDomainSnapshotRevertFlags', 1> = 1;
export const VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED: Enum<'virDomainSnapshotRevertFlags', 2> = 2;
export const VIR_DOMAIN_SNAPSHOT_REVERT_FORCE: Enum<'virDomainSnapshotRevertFlags', 4> = 4;
export const VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM: Enum<'virDomainSnapshotRevertFlags', 8> = 8;
export const VIR_DOMAIN_NOSTATE: Enum<'virDomainState', 0> = 0;
export const VIR_DOMAIN_RUNNING: Enum<'virDomainState', 1> = 1;
export const VIR_DOMAIN_BLOCKED: Enum<'virDomainState', 2> = 2;
export const VIR_DOMAIN_PAUSED: Enum<'virDomainState', 3> = 3;
export const VIR_DOMAIN_SHUTDOWN: Enum<'virDomainState', 4> = 4;
export const VIR_DOMAIN_SHUTOFF: Enum<'virDomainState', 5> = 5;
export const VIR_DOMAIN_CRASHED: Enum<'virDomainState', 6> = 6;
export const VIR_DOMAIN_PMSUSPENDED: Enum<'virDomainState', 7> = 7;
export const VIR_DOMAIN_STATS_STATE: Enum<'virDomainStatsTypes', 1> = 1;
export const VIR_DOMAIN_STATS_CPU_TOTAL: Enum<'virDomainStatsTypes', 2> = 2;
export const VIR_DOMAIN_STATS_BALLOON: Enum<'virDomainStatsTypes', 4> = 4;
export const VIR_DOMAIN_STATS_VCPU: Enum<'virDomainStatsTypes', 8> = 8;
export const VIR_DOMAIN_STATS_INTERFACE: Enum<'virDomainStatsTypes', 16> = 16;
export const VIR_DOMAIN_STATS_BLOCK: Enum<'virDomainStatsTypes', 32> = 32;
export const VIR_DOMAIN_STATS_PERF: Enum<'virDomainStatsTypes', 64> = 64;
export const VIR_DOMAIN_STATS_IOTHREAD: Enum<'virDomainStatsTypes', 128> = 128;
export const VIR_DOMAIN_STATS_MEMORY: Enum<'virDomainStatsTypes', 256> = 256;
export const VIR_DOMAIN_STATS_DIRTYRATE: Enum<'virDomainStatsTypes', 512> = 512;
export const VIR_DOMAIN_STATS_VM: Enum<'virDomainStatsTypes', 1024> = 1024;
export const VIR_DOMAIN_UNDEFINE_MANAGED_SAVE: Enum<'virDomainUndefineFlagsValues', 1> = 1;
export const VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA: Enum<'virDomainUndefineFlagsValues', 2> = 2;
export const VIR_DOMAIN_UNDEFINE_NVRAM: Enum<'virDomainUndefineFlagsValues', 4> = 4;
export const VIR_DOMAIN_UNDEFINE_KEEP_NVRAM: Enum<'virDomainUndefineFlagsValues', 8> = 8;
export const VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA: Enum<'virDomainUndefineFlagsValues', 16> =
  16;
export const VIR_DOMAIN_UNDEFINE_TPM: Enum<'virDomainUndefineFlagsValues', 32> = 32;
export const VIR_DOMAIN_UNDEFINE_KEEP_TPM: Enum<'virDomainUndefineFlagsValues', 64> = 64;
export const VIR_DOMAIN_VCPU_MAXIMUM: Enum<'virDomainVcpuFlags', 4> = 4;
export const VIR_DOMAIN_VCPU_GUEST: Enum<'virDomainVcpuFlags', 8> = 8;
export const VIR_DOMAIN_VCPU_HOTPLUGGABLE: Enum<'virDomainVcpuFlags', 16> = 16;
export const VIR_DOMAIN_XML_SECURE: Enum<'virDomainXMLFlags', 1> = 1;
export const VIR_DOMAIN_XML_INACTIVE: Enum<'virDomainXMLFlags', 2> = 2;
export const VIR_DOMAIN_XML_UPDATE_CPU: Enum<'virDomainXMLFlags', 4> = 4;
export const VIR_DOMAIN_XML_MIGRATABLE: Enum<'virDomainXMLFlags', 8> = 8;
export const VIR_FROM_NONE: Enum<'virErrorDomain', 0> = 0;
export const VIR_FROM_XEN: Enum<'virErrorDomain', 1> = 1;
export const VIR_FROM_XEND: Enum<'virErrorDomain', 2> = 2;
export const VIR_FROM_XENSTORE: Enum<'virErrorDomain', 3> = 3;
export const VIR_FROM_SEXPR: Enum<'virErrorDomain', 4> = 4;
export const VIR_FROM_XML: Enum<'virErrorDomain', 5> = 5;
export const VIR_FROM_DOM: Enum<'virErrorDomain', 6> = 6;
export const VIR_FROM_RPC: Enum<'virErrorDomain', 7> = 7;
export const VIR_FROM_PROXY: Enum<'virErrorDomain', 8> = 8;
export const VIR_FROM_CONF: Enum<'virErrorDomain', 9> = 9;
export const VIR_FROM_QEMU: Enum<'virErrorDomain', 10> = 10;
export const VIR_FROM_NET: Enum<'virErrorDomain', 11> = 11;
export const VIR_FROM_TEST: Enum<'virErrorDomain', 12> = 12;
export const VIR_FROM_REMOTE: Enum<'virErrorDomain', 13> = 13;
export const VIR_FROM_OPENVZ: Enum<'virErrorDomain', 14> = 14;
export const VIR_FROM_XENXM: Enum<'virErrorDomain', 15> = 15;
export const VIR_FROM_STATS_LINUX: Enum<'virErrorDomain', 16> = 16;
export const VIR_FROM_LXC: Enum<'virErrorDomain', 17> = 17;
export const VIR_FROM_STORAGE: Enum<'virErrorDomain', 18> = 18;
export const VIR_FROM_NETWORK: Enum<'virErrorDomain', 19> = 19;
export const VIR_FROM_DOMAIN: Enum<'virErrorDomain', 20> = 20;
export const VIR_FROM_UML: Enum<'virErrorDomain', 21> = 21;
export const VIR_FROM_NODEDEV: Enum<'virErrorDomain', 22> = 22;
export const VIR_FROM_XEN_INOTIFY: Enum<'virErrorDomain', 23> = 23;
export const VIR_FROM_SECURITY: Enum<'virErrorDomain', 24> = 24;
export const VIR_FROM_VBOX: Enum<'virErrorDomain', 25> = 25;
export const VIR_FROM_INTERFACE: Enum<'virErrorDomain', 26> = 26;
export const VIR_FROM_ONE: Enum<'virErrorDomain', 27> = 27;
export const VIR_FROM_ESX: Enum<'virErrorDomain', 28> = 28;
export const VIR_FROM_PHYP: Enum<'virErrorDomain', 29> = 29;
export const VIR_FROM_SECRET: Enum<'virErrorDomain', 30> = 30;
export const VIR_FROM_CPU: Enum<'virErrorDomain', 31> = 31;
export const VIR_FROM_XENAPI: Enum<'virErrorDomain', 32> = 32;
export const VIR_FROM_NWFILTER: Enum<'virErrorDomain', 33> = 33;
export const VIR_FROM_HOOK: Enum<'virErrorDomain', 34> = 34;
export const VIR_FROM_DOMAIN_SNAPSHOT: Enum<'virErrorDomain', 35> = 35;
export const VIR_FROM_AUDIT: Enum<'virErrorDomain', 36> = 36;
export const VIR_FROM_SYSINFO: Enum<'virErrorDomain', 37> = 37;
export const VIR_FROM_STREAMS: Enum<'virErrorDomain', 38> = 38;
export const VIR_FROM_VMWARE: Enum<'virErrorDomain', 39> = 39;
export const VIR_FROM_EVENT: Enum<'virErrorDomain', 40> = 40;
export const VIR_FROM_LIBXL: Enum<'virErrorDomain', 41> = 41;
export const VIR_FROM_LOCKING: Enum<'virErrorDomain', 42> = 42;
export const VIR_FROM_HYPERV: Enum<'virErrorDomain', 43> = 43;
export const VIR_FROM_CAPABILITIES: Enum<'virErrorDomain', 44> = 44;
export const VIR_FROM_URI: Enum<'virErrorDomain', 45> = 45;
export const VIR_FROM_AUTH: Enum<'virErrorDomain', 46> = 46;
export const VIR_FROM_DBUS: Enum<'virErrorDomain', 47> = 47;
export const VIR_FROM_PARALLELS: Enum<'virErrorDomain', 48> = 48;
export const VIR_FROM_DEVICE: Enum<'virErrorDomain', 49> = 49;
export const VIR_FROM_SSH: Enum<'virErrorDomain', 50> = 50;
export const VIR_FROM_LOCKSPACE: Enum<'virErrorDomain', 51> = 51;
export const VIR_FROM_INITCTL: Enum<'virErrorDomain', 52> = 52;
export const VIR_FROM_IDENTITY: Enum<'virErrorDomain', 53> = 53;
export const VIR_FROM_CGROUP: Enum<'virErrorDomain', 54> = 54;
export const VIR_FROM_ACCESS: Enum<'virErrorDomain', 55> = 55;
export const VIR_FROM_SYSTEMD: Enum<'virErrorDomain', 56> = 56;
export const VIR_FROM_BHYVE: Enum<'virErrorDomain', 57> = 57;
export const VIR_FROM_CRYPTO: Enum<'virErrorDomain', 58> = 58;
export const VIR_FROM_FIREWALL: Enum<'virErrorDomain', 59> = 59;
export const VIR_FROM_POLKIT: Enum<'virErrorDomain', 60> = 60;
export const VIR_FROM_THREAD: Enum<'virErrorDomain', 61> = 61;
export const VIR_FROM_ADMIN: Enum<'virErrorDomain', 62> = 62;
export const VIR_FROM_LOGGING: Enum<'virErrorDomain', 63> = 63;
export const VIR_FROM_XENXL: Enum<'virErrorDomain', 64> = 64;
export const VIR_FROM_PERF: Enum<'virErrorDomain', 65> = 65;
export const VIR_FROM_LIBSSH: Enum<'virErrorDomain', 66> = 66;
export const VIR_FROM_RESCTRL: Enum<'virErrorDomain', 67> = 67;
export const VIR_FROM_FIREWALLD: Enum<'virErrorDomain', 68> = 68;
export const VIR_FROM_DOMAIN_CHECKPOINT: Enum<'virErrorDomain', 69> = 69;
export const VIR_FROM_TPM: Enum<'virErrorDomain', 70> = 70;
export const VIR_FROM_BPF: Enum<'virErrorDomain', 71> = 71;
export const VIR_FROM_CH: Enum<'virErrorDomain', 72> = 72;
export const VIR_ERR_NONE: Enum<'virErrorLevel', 0> = 0;
export const VIR_ERR_WARNING: Enum<'virErrorLevel', 1> = 1;
export const VIR_ERR_ERROR: Enum<'virErrorLevel', 2> = 2;
export const VIR_ERR_OK: Enum<'virErrorNumber', 0> = 0;
export const VIR_ERR_INTERNAL_ERROR: Enum<'virErrorNumber', 1> = 1;
export const VIR_ERR_NO_MEMORY: Enum<'virErrorNumber', 2> = 2;
export const VIR_ERR_NO_SUPPORT: Enum<'virErrorNumber', 3> = 3;
export const VIR_ERR_UNKNOWN_HOST: Enum<'virErrorNumber', 4> = 4;
export const VIR_ERR_NO_CONNECT: Enum<'virErrorNumber', 5> = 5;
export const VIR_ERR_INVALID_CONN: Enum<'virErrorNumber', 6> = 6;
export const VIR_ERR_INVALID_DOMAIN: Enum<'virErrorNumber', 7> = 7;
export const VIR_ERR_INVALID_ARG: Enum<'virErrorNumber', 8> = 8;
export const VIR_ERR_OPERATION_FAILED: Enum<'virErrorNumber', 9> = 9;
export const VIR_ERR_GET_FAILED: Enum<'virErrorNumber', 10> = 10;
export const VIR_ERR_POST_FAILED: Enum<'virErrorNumber', 11> = 11;
export const VIR_ERR_HTTP_ERROR: Enum<'virErrorNumber', 12> = 12;
export const VIR_ERR_SEXPR_SERIAL: Enum<'virErrorNumber', 13> = 13;
export const VIR_ERR_NO_XEN: Enum<'virErrorNumber', 14> = 14;
export const VIR_ERR_XEN_CALL: Enum<'virErrorNumber', 15> = 15;
export const VIR_ERR_OS_TYPE: Enum<'virErrorNumber', 16> = 16;
export const VIR_ERR_NO_KERNEL: Enum<'virErrorNumber', 17> = 17;
export const VIR_ERR_NO_ROOT: Enum<'virErrorNumber', 18> = 18;
export const VIR_ERR_NO_SOURCE: Enum<'virErrorNumber', 19> = 19;
export const VIR_ERR_NO_TARGET: Enum<'virErrorNumber', 20> = 20;
export const VIR_ERR_NO_NAME: Enum<'virErrorNumber', 21> = 21;
export const VIR_ERR_NO_OS: Enum<'virErrorNumber', 22> = 22;
export const VIR_ERR_NO_DEVICE: Enum<'virErrorNumber', 23> = 23;
export const VIR_ERR_NO_XENSTORE: Enum<'virErrorNumber', 24> = 24;
export const VIR_ERR_DRIVER_FULL: Enum<'virErrorNumber', 25> = 25;
export const VIR_ERR_CALL_FAILED: Enum<'virErrorNumber', 26> = 26;
export const VIR_ERR_XML_ERROR: Enum<'virErrorNumber', 27> = 27;
export const VIR_ERR_DOM_EXIST: Enum<'virErrorNumber', 28> = 28;
export const VIR_ERR_OPERATION_DENIED: Enum<'virErrorNumber', 29> = 29;
export const VIR_ERR_OPEN_FAILED: Enum<'virErrorNumber', 30> = 30;
export const VIR_ERR_READ_FAILED: Enum<'virErrorNumber', 31> = 31;
export const VIR_ERR_PARSE_FAILED: Enum<'virErrorNumber', 32> = 32;
export const VIR_ERR_CONF_SYNTAX: Enum<'virErrorNumber', 33> = 33;
export const VIR_ERR_WRITE_FAILED: Enum<'virErrorNumber', 34> = 34;
export const VIR_ERR_XML_DETAIL: Enum<'virErrorNumber', 35> = 35;
export const VIR_ERR_INVALID_NETWORK: Enum<'virErrorNumber', 36> = 36;
export const VIR_ERR_NETWORK_EXIST: Enum<'virErrorNumber', 37> = 37;
export const VIR_ERR_SYSTEM_ERROR: Enum<'virErrorNumber', 38> = 38;
export const VIR_ERR_RPC: Enum<'virErrorNumber', 39> = 39;
export const VIR_ERR_GNUTLS_ERROR: Enum<'virErrorNumber', 40> = 40;
export const VIR_WAR_NO_NETWORK: Enum<'virErrorNumber', 41> = 41;
export const VIR_ERR_NO_DOMAIN: Enum<'virErrorNumber', 42> = 42;
export const VIR_ERR_NO_NETWORK: Enum<'virErrorNumber', 43> = 43;
export const VIR_ERR_INVALID_MAC: Enum<'virErrorNumber', 44> = 44;
export const VIR_ERR_AUTH_FAILED: Enum<'virErrorNumber', 45> = 45;
export const VIR_ERR_INVALID_STORAGE_POOL: Enum<'virErrorNumber', 46> = 46;
export const VIR_ERR_INVALID_STORAGE_VOL: Enum<'virErrorNumber', 47> = 47;
export const VIR_WAR_NO_STORAGE: Enum<'virErrorNumber', 48> = 48;
export const VIR_ERR_NO_STORAGE_POOL: Enum<'virErrorNumber', 49> = 49;
export const VIR_ERR_NO_STORAGE_VOL: Enum<'virErrorNumber', 50> = 50;
export const VIR_WAR_NO_NODE: Enum<'virErrorNumber', 51> = 51;
export const VIR_ERR_INVALID_NODE_DEVICE: Enum<'virErrorNumber', 52> = 52;
export const VIR_ERR_NO_NODE_DEVICE: Enum<'virErrorNumber', 53> = 53;
export const VIR_ERR_NO_SECURITY_MODEL: Enum<'virErrorNumber', 54> = 54;
export const VIR_ERR_OPERATION_INVALID: Enum<'virErrorNumber', 55> = 55;
export const VIR_WAR_NO_INTERFACE: Enum<'virErrorNumber', 56> = 56;
export const VIR_ERR_NO_INTERFACE: Enum<'virErrorNumber', 57> = 57;
export const VIR_ERR_INVALID_INTERFACE: Enum<'virErrorNumber', 58> = 58;
export const VIR_ERR_MULTIPLE_INTERFACES: Enum<'virErrorNumber', 59> = 59;
export const VIR_WAR_NO_NWFILTER: Enum<'virErrorNumber', 60> = 60;
export const VIR_ERR_INVALID_NWFILTER: Enum<'virErrorNumber', 61> = 61;
export const VIR_ERR_NO_NWFILTER: Enum<'virErrorNumber', 62> = 62;
export const VIR_ERR_BUILD_FIREWALL: Enum<'virErrorNumber', 63> = 63;
export const VIR_WAR_NO_SECRET: Enum<'virErrorNumber', 64> = 64;
export const VIR_ERR_INVALID_SECRET: Enum<'virErrorNumber', 65> = 65;
export const VIR_ERR_NO_SECRET: Enum<'virErrorNumber', 66> = 66;
export const VIR_ERR_CONFIG_UNSUPPORTED: Enum<'virErrorNumber', 67> = 67;
export const VIR_ERR_OPERATION_TIMEOUT: Enum<'virErrorNumber', 68> = 68;
export const VIR_ERR_MIGRATE_PERSIST_FAILED: Enum<'virErrorNumber', 69> = 69;
export const VIR_ERR_HOOK_SCRIPT_FAILED: Enum<'virErrorNumber', 70> = 70;
export const VIR_ERR_INVALID_DOMAIN_SNAPSHOT: Enum<'virErrorNumber', 71> = 71;
export const VIR_ERR_NO_DOMAIN_SNAPSHOT: Enum<'virErrorNumber', 72> = 72;
export const VIR_ERR_INVALID_STREAM: Enum<'virErrorNumber', 73> = 73;
export const VIR_ERR_ARGUMENT_UNSUPPORTED: Enum<'virErrorNumber', 74> = 74;
export const VIR_ERR_STORAGE_PROBE_FAILED: Enum<'virErrorNumber', 75> = 75;
export const VIR_ERR_STORAGE_POOL_BUILT: Enum<'virErrorNumber', 76> = 76;
export const VIR_ERR_SNAPSHOT_REVERT_RISKY: Enum<'virErrorNumber', 77> = 77;
export const VIR_ERR_OPERATION_ABORTED: Enum<'virErrorNumber', 78> = 78;
export const VIR_ERR_AUTH_CANCELLED: Enum<'virErrorNumber', 79> = 79;
export const VIR_ERR_NO_DOMAIN_METADATA: Enum<'virErrorNumber', 80> = 80;
export const VIR_ERR_MIGRATE_UNSAFE: Enum<'virErrorNumber', 81> = 81;
export const VIR_ERR_OVERFLOW: Enum<'virErrorNumber', 82> = 82;
export const VIR_ERR_BLOCK_COPY_ACTIVE: Enum<'virErrorNumber', 83> = 83;
export const VIR_ERR_OPERATION_UNSUPPORTED: Enum<'virErrorNumber', 84> = 84;
export const VIR_ERR_SSH: Enum<'virErrorNumber', 85> = 85;
export const VIR_ERR_AGENT_UNRESPONSIVE: Enum<'virErrorNumber', 86> = 86;
export const VIR_ERR_RESOURCE_BUSY: Enum<'virErrorNumber', 87> = 87;
export const VIR_ERR_ACCESS_DENIED: Enum<'virErrorNumber', 88> = 88;
export const VIR_ERR_DBUS_SERVICE: Enum<'virErrorNumber', 89> = 89;
export const VIR_ERR_STORAGE_VOL_EXIST: Enum<'virErrorNumber', 90> = 90;
export const VIR_ERR_CPU_INCOMPATIBLE: Enum<'virErrorNumber', 91> = 91;
export const VIR_ERR_XML_INVALID_SCHEMA: Enum<'virErrorNumber', 92> = 92;
export const VIR_ERR_MIGRATE_FINISH_OK: Enum<'virErrorNumber', 93> = 93;
export const VIR_ERR_AUTH_UNAVAILABLE: Enum<'virErrorNumber', 94> = 94;
export const VIR_ERR_NO_SERVER: Enum<'virErrorNumber', 95> = 95;
export const VIR_ERR_NO_CLIENT: Enum<'virErrorNumber', 96> = 96;
export const VIR_ERR_AGENT_UNSYNCED: Enum<'virErrorNumber', 97> = 97;
export const VIR_ERR_LIBSSH: Enum<'virErrorNumber', 98> = 98;
export const VIR_ERR_DEVICE_MISSING: Enum<'virErrorNumber', 99> = 99;
export const VIR_ERR_INVALID_NWFILTER_BINDING: Enum<'virErrorNumber', 100> = 100;
export const VIR_ERR_NO_NWFILTER_BINDING: Enum<'virErrorNumber', 101> = 101;
export const VIR_ERR_INVALID_DOMAIN_CHECKPOINT: Enum<'virErrorNumber', 102> = 102;
export const VIR_ERR_NO_DOMAIN_CHECKPOINT: Enum<'virErrorNumber', 103> = 103;
export const VIR_ERR_NO_DOMAIN_BACKUP: Enum<'virErrorNumber', 104> = 104;
export const VIR_ERR_INVALID_NETWORK_PORT: Enum<'virErrorNumber', 105> = 105;
export const VIR_ERR_NETWORK_PORT_EXIST: Enum<'virErrorNumber', 106> = 106;
export const VIR_ERR_NO_NETWORK_PORT: Enum<'virErrorNumber', 107> = 107;
export const VIR_ERR_NO_HOSTNAME: Enum<'virErrorNumber', 108> = 108;
export const VIR_ERR_CHECKPOINT_INCONSISTENT: Enum<'virErrorNumber', 109> = 109;
export const VIR_ERR_MULTIPLE_DOMAINS: Enum<'virErrorNumber', 110> = 110;
export const VIR_ERR_NO_NETWORK_METADATA: Enum<'virErrorNumber', 111> = 111;
export const VIR_ERR_AGENT_COMMAND_TIMEOUT: Enum<'virErrorNumber', 112> = 112;
export const VIR_ERR_AGENT_COMMAND_FAILED: Enum<'virErrorNumber', 113> = 113;
export const VIR_EVENT_HANDLE_READABLE: Enum<'virEventHandleType', 1> = 1;
export const VIR_EVENT_HANDLE_WRITABLE: Enum<'virEventHandleType', 2> = 2;
export const VIR_EVENT_HANDLE_ERROR: Enum<'virEventHandleType', 4> = 4;
export const VIR_EVENT_HANDLE_HANGUP: Enum<'virEventHandleType', 8> = 8;
export const VIR_IP_ADDR_TYPE_IPV4: Enum<'virIPAddrType', 0> = 0;
export const VIR_IP_ADDR_TYPE_IPV6: Enum<'virIPAddrType', 1> = 1;
export const VIR_INTERFACE_DEFINE_VALIDATE: Enum<'virInterfaceDefineFlags', 1> = 1;
export const VIR_INTERFACE_XML_INACTIVE: Enum<'virInterfaceXMLFlags', 1> = 1;
export const VIR_KEYCODE_SET_LINUX: Enum<'virKeycodeSet', 0> = 0;
export const VIR_KEYCODE_SET_XT: Enum<'virKeycodeSet', 1> = 1;
export const VIR_KEYCODE_SET_ATSET1: Enum<'virKeycodeSet', 2> = 2;
export const VIR_KEYCODE_SET_ATSET2: Enum<'virKeycodeSet', 3> = 3;
export const VIR_KEYCODE_SET_ATSET3: Enum<'virKeycodeSet', 4> = 4;
export const VIR_KEYCODE_SET_OSX: Enum<'virKeycodeSet', 5> = 5;
export const VIR_KEYCODE_SET_XT_KBD: Enum<'virKeycodeSet', 6> = 6;
export const VIR_KEYCODE_SET_USB: Enum<'virKeycodeSet', 7> = 7;
export const VIR_KEYCODE_SET_WIN32: Enum<'virKeycodeSet', 8> = 8;
export const VIR_KEYCODE_SET_QNUM: Enum<'virKeycodeSet', 9> = 9;
export const VIR_NWFILTER_BINDING_CREATE_VALIDATE: Enum<'virNWFilterBindingCreateFlags', 1> = 1;
export const VIR_NWFILTER_DEFINE_VALIDATE: Enum<'virNWFilterDefineFlags', 1> = 1;
export const VIR_NETWORK_CREATE_VALIDATE: Enum<'virNetworkCreateFlags', 1> = 1;
export const VIR_NETWORK_DEFINE_VALIDATE: Enum<'virNetworkDefineFlags', 1> = 1;
export const VIR_NETWORK_EVENT_ID_LIFECYCLE: Enum<'virNetworkEventID', 0> = 0;
export const VIR_NETWORK_EVENT_ID_METADATA_CHANGE: Enum<'virNetworkEventID', 1> = 1;
export const VIR_NETWORK_EVENT_DEFINED: Enum<'virNetworkEventLifecycleType', 0> = 0;
export const VIR_NETWORK_EVENT_UNDEFINED: Enum<'virNetworkEventLifecycleType', 1> = 1;
export const VIR_NETWORK_EVENT_STARTED: Enum<'virNetworkEventLifecycleType', 2> = 2;
export const VIR_NETWORK_EVENT_STOPPED: Enum<'virNetworkEventLifecycleType', 3> = 3;
export const VIR_NETWORK_METADATA_DESCRIPTION: Enum<'virNetworkMetadataType', 0> = 0;
export const VIR_NETWORK_METADATA_TITLE: Enum<'virNetworkMetadataType', 1> = 1;
export const VIR_NETWORK_METADATA_ELEMENT: Enum<'virNetworkMetadataType', 2> = 2;
export const VIR_NETWORK_PORT_CREATE_RECLAIM: Enum<'virNetworkPortCreateFlags', 1> = 1;
export const VIR_NETWORK_PORT_CREATE_VALIDATE: Enum<'virNetworkPortCreateFlags', 2> = 2;
export const VIR_NETWORK_UPDATE_COMMAND_NONE: Enum<'virNetworkUpdateCommand', 0> = 0;
export const VIR_NETWORK_UPDATE_COMMAND_MODIFY: Enum<'virNetworkUpdateCommand', 1> = 1;
export const VIR_NETWORK_UPDATE_COMMAND_DELETE: Enum<'virNetworkUpdateCommand', 2> = 2;
export const VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST: Enum<'virNetworkUpdateCommand', 4> = 4;
export const VIR_NETWORK_UPDATE_AFFECT_CURRENT: Enum<'virNetworkUpdateFlags', 0> = 0;
export const VIR_NETWORK_UPDATE_AFFECT_LIVE: Enum<'virNetworkUpdateFlags', 1> = 1;
export const VIR_NETWORK_UPDATE_AFFECT_CONFIG: Enum<'virNetworkUpdateFlags', 2> = 2;
export const VIR_NETWORK_SECTION_NONE: Enum<'virNetworkUpdateSection', 0> = 0;
export const VIR_NETWORK_SECTION_BRIDGE: Enum<'virNetworkUpdateSection', 1> = 1;
export const VIR_NETWORK_SECTION_DOMAIN: Enum<'virNetworkUpdateSection', 2> = 2;
export const VIR_NETWORK_SECTION_IP: Enum<'virNetworkUpdateSection', 3> = 3;
export const VIR_NETWORK_SECTION_IP_DHCP_HOST: Enum<'virNetworkUpdateSection', 4> = 4;
export const VIR_NETWORK_SECTION_IP_DHCP_RANGE: Enum<'virNetworkUpdateSection', 5> = 5;
export const VIR_NETWORK_SECTION_FORWARD: Enum<'virNetworkUpdateSection', 6> = 6;
export const VIR_NETWORK_SECTION_FORWARD_INTERFACE: Enum<'virNetworkUpdateSection', 7> = 7;
export const VIR_NETWORK_SECTION_FORWARD_PF: Enum<'virNetworkUpdateSection', 8> = 8;
export const VIR_NETWORK_SECTION_PORTGROUP: Enum<'virNetworkUpdateSection', 9> = 9;
export const VIR_NETWORK_SECTION_DNS_HOST: Enum<'virNetworkUpdateSection', 10> = 10;
export const VIR_NETWORK_SECTION_DNS_TXT: Enum<'virNetworkUpdateSection', 11> = 11;
export const VIR_NETWORK_SECTION_DNS_SRV: Enum<'virNetworkUpdateSection', 12> = 12;
export const VIR_NETWORK_XML_INACTIVE: Enum<'virNetworkXMLFlags', 1> = 1;
export const VIR_NODE_ALLOC_PAGES_ADD: Enum<'virNodeAllocPagesFlags', 0> = 0;
export const VIR_NODE_ALLOC_PAGES_SET: Enum<'virNodeAllocPagesFlags', 1> = 1;
export const VIR_NODE_DEVICE_CREATE_XML_VALIDATE: Enum<'virNodeDeviceCreateXMLFlags', 1> = 1;
export const VIR_NODE_DEVICE_DEFINE_XML_VALIDATE: Enum<'virNodeDeviceDefineXMLFlags', 1> = 1;
export const VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE: Enum<'virNodeDeviceEventID', 0> = 0;
export const VIR_NODE_DEVICE_EVENT_ID_UPDATE: Enum<'virNodeDeviceEventID', 1> = 1;
export const VIR_NODE_DEVICE_EVENT_CREATED: Enum<'virNodeDeviceEventLifecycleType', 0> = 0;
export const VIR_NODE_DEVICE_EVENT_DELETED: Enum<'virNodeDeviceEventLifecycleType', 1> = 1;
export const VIR_NODE_DEVICE_EVENT_DEFINED: Enum<'virNodeDeviceEventLifecycleType', 2> = 2;
export const VIR_NODE_DEVICE_EVENT_UNDEFINED: Enum<'virNodeDeviceEventLifecycleType', 3> = 3;
export const VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT: Enum<'virNodeDeviceUpdateFlags', 0> = 0;
export const VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE: Enum<'virNodeDeviceUpdateFlags', 1> = 1;
export const VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG: Enum<'virNodeDeviceUpdateFlags', 2> = 2;
export const VIR_NODE_DEVICE_XML_INACTIVE: Enum<'virNodeDeviceXMLFlags', 1> = 1;
export const VIR_NODE_CPU_STATS_ALL_CPUS: Enum<'virNodeGetCPUStatsAllCPUs', -1> = -1;
export const VIR_NODE_MEMORY_STATS_ALL_CELLS: Enum<'virNodeGetMemoryStatsAllCells', -1> = -1;
export const VIR_NODE_SUSPEND_TARGET_MEM: Enum<'virNodeSuspendTarget', 0> = 0;
export const VIR_NODE_SUSPEND_TARGET_DISK: Enum<'virNodeSuspendTarget', 1> = 1;
export const VIR_NODE_SUSPEND_TARGET_HYBRID: Enum<'virNodeSuspendTarget', 2> = 2;
export const VIR_SECRET_DEFINE_VALIDATE: Enum<'virSecretDefineFlags', 1> = 1;
export const VIR_SECRET_EVENT_ID_LIFECYCLE: Enum<'virSecretEventID', 0> = 0;
export const VIR_SECRET_EVENT_ID_VALUE_CHANGED: Enum<'virSecretEventID', 1> = 1;
export const VIR_SECRET_EVENT_DEFINED: Enum<'virSecretEventLifecycleType', 0> = 0;
export const VIR_SECRET_EVENT_UNDEFINED: Enum<'virSecretEventLifecycleType', 1> = 1;
export const VIR_SECRET_USAGE_TYPE_NONE: Enum<'virSecretUsageType', 0> = 0;
export const VIR_SECRET_USAGE_TYPE_VOLUME: Enum<'virSecretUsageType', 1> = 1;
export const VIR_SECRET_USAGE_TYPE_CEPH: Enum<'virSecretUsageType', 2> = 2;
export const VIR_SECRET_USAGE_TYPE_ISCSI: Enum<'virSecretUsageType', 3> = 3;
export const VIR_SECRET_USAGE_TYPE_TLS: Enum<'virSecretUsageType', 4> = 4;
export const VIR_SECRET_USAGE_TYPE_VTPM: Enum<'virSecretUsageType', 5> = 5;
export const VIR_STORAGE_POOL_BUILD_NEW: Enum<'virStoragePoolBuildFlags', 0> = 0;
export const VIR_STORAGE_POOL_BUILD_REPAIR: Enum<'virStoragePoolBuildFlags', 1> = 1;
export const VIR_STORAGE_POOL_BUILD_RESIZE: Enum<'virStoragePoolBuildFlags', 2> = 2;
export const VIR_STORAGE_POOL_BUILD_NO_OVERWRITE: Enum<'virStoragePoolBuildFlags', 4> = 4;
export const VIR_STORAGE_POOL_BUILD_OVERWRITE: Enum<'virStoragePoolBuildFlags', 8> = 8;
export const VIR_STORAGE_POOL_CREATE_NORMAL: Enum<'virStoragePoolCreateFlags', 0> = 0;
export const VIR_STORAGE_POOL_CREATE_WITH_BUILD: Enum<'virStoragePoolCreateFlags', 1> = 1;
export const VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE: Enum<'virStoragePoolCreateFlags', 2> = 2;
export const VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE: Enum<'virStoragePoolCreateFlags', 4> =
  4;
export const VIR_STORAGE_POOL_DEFINE_VALIDATE: Enum<'virStoragePoolDefineFlags', 1> = 1;
export const VIR_STORAGE_POOL_DELETE_NORMAL: Enum<'virStoragePoolDeleteFlags', 0> = 0;
export const VIR_STORAGE_POOL_DELETE_ZEROED: Enum<'virStoragePoolDeleteFlags', 1> = 1;
export const VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE: Enum<'virStoragePoolEventID', 0> = 0;
export const VIR_STORAGE_POOL_EVENT_ID_REFRESH: Enum<'virStoragePoolEventID', 1> = 1;
export const VIR_STORAGE_POOL_EVENT_DEFINED: Enum<'virStoragePoolEventLifecycleType', 0> = 0;
export const VIR_STORAGE_POOL_EVENT_UNDEFINED: Enum<'virStoragePoolEventLifecycleType', 1> = 1;
export const VIR_STORAGE_POOL_EVENT_STARTED: Enum<'virStoragePoolEventLifecycleType', 2> = 2;
export const VIR_STORAGE_POOL_EVENT_STOPPED: Enum<'virStoragePoolEventLifecycleType', 3> = 3;
export const VIR_STORAGE_POOL_EVENT_CREATED: Enum<'virStoragePoolEventLifecycleType', 4> = 4;
export const VIR_STORAGE_POOL_EVENT_DELETED: Enum<'virStoragePoolEventLifecycleType', 5> = 5;
export const VIR_STORAGE_POOL_INACTIVE: Enum<'virStoragePoolState', 0> = 0;
export const VIR_STORAGE_POOL_BUILDING: Enum<'virStoragePoolState', 1> = 1;
export const VIR_STORAGE_POOL_RUNNING: Enum<'virStoragePoolState', 2> = 2;
export const VIR_STORAGE_POOL_DEGRADED: Enum<'virStoragePoolState', 3> = 3;
export const VIR_STORAGE_POOL_INACCESSIBLE: Enum<'virStoragePoolState', 4> = 4;
export const VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA: Enum<'virStorageVolCreateFlags', 1> = 1;
export const VIR_STORAGE_VOL_CREATE_REFLINK: Enum<'virStorageVolCreateFlags', 2> = 2;
export const VIR_STORAGE_VOL_CREATE_VALIDATE: Enum<'virStorageVolCreateFlags', 4> = 4;
export const VIR_STORAGE_VOL_DELETE_NORMAL: Enum<'virStorageVolDeleteFlags', 0> = 0;
export const VIR_STORAGE_VOL_DELETE_ZEROED: Enum<'virStorageVolDeleteFlags', 1> = 1;
export const VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS: Enum<'virStorageVolDeleteFlags', 2> = 2;
export const VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM: Enum<'virStorageVolDownloadFlags', 1> = 1;
export const VIR_STORAGE_VOL_USE_ALLOCATION: Enum<'virStorageVolInfoFlags', 0> = 0;
export const VIR_STORAGE_VOL_GET_PHYSICAL: Enum<'virStorageVolInfoFlags', 1> = 1;
export const VIR_STORAGE_VOL_RESIZE_ALLOCATE: Enum<'virStorageVolResizeFlags', 1> = 1;
export const VIR_STORAGE_VOL_RESIZE_DELTA: Enum<'virStorageVolResizeFlags', 2> = 2;
export const VIR_STORAGE_VOL_RESIZE_SHRINK: Enum<'virStorageVolResizeFlags', 4> = 4;
export const VIR_STORAGE_VOL_FILE: Enum<'virStorageVolType', 0> = 0;
export const VIR_STORAGE_VOL_BLOCK: Enum<'virStorageVolType', 1> = 1;
export const VIR_STORAGE_VOL_DIR: Enum<'virStorageVolType', 2> = 2;
export const VIR_STORAGE_VOL_NETWORK: Enum<'virStorageVolType', 3> = 3;
export const VIR_STORAGE_VOL_NETDIR: Enum<'virStorageVolType', 4> = 4;
export const VIR_STORAGE_VOL_PLOOP: Enum<'virStorageVolType', 5> = 5;
export const VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM: Enum<'virStorageVolUploadFlags', 1> = 1;
export const VIR_STORAGE_VOL_WIPE_ALG_ZERO: Enum<'virStorageVolWipeAlgorithm', 0> = 0;
export const VIR_STORAGE_VOL_WIPE_ALG_NNSA: Enum<'virStorageVolWipeAlgorithm', 1> = 1;
export const VIR_STORAGE_VOL_WIPE_ALG_DOD: Enum<'virStorageVolWipeAlgorithm', 2> = 2;
export const VIR_STORAGE_VOL_WIPE_ALG_BSI: Enum<'virStorageVolWipeAlgorithm', 3> = 3;
export const VIR_STORAGE_VOL_WIPE_ALG_GUTMANN: Enum<'virStorageVolWipeAlgorithm', 4> = 4;
export const VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER: Enum<'virStorageVolWipeAlgorithm', 5> = 5;
export const VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7: Enum<'virStorageVolWipeAlgorithm', 6> = 6;
export const VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33: Enum<'virStorageVolWipeAlgorithm', 7> = 7;
export const VIR_STORAGE_VOL_WIPE_ALG_RANDOM: Enum<'virStorageVolWipeAlgorithm', 8> = 8;
export const VIR_STORAGE_VOL_WIPE_ALG_TRIM: Enum<'virStorageVolWipeAlgorithm', 9> = 9;
export const VIR_STORAGE_XML_INACTIVE: Enum<'virStorageXMLFlags', 1> = 1;
export const VIR_STREAM_EVENT_READABLE: Enum<'virStreamEventType', 1> = 1;
export const VIR_STREAM_EVENT_WRITABLE: Enum<'virStreamEventType', 2> = 2;
export const VIR_STREAM_EVENT_ERROR: Enum<'virStreamEventType', 4> = 4;
export const VIR_STREAM_EVENT_HANGUP: Enum<'virStreamEventType', 8> = 8;
export const VIR_STREAM_NONBLOCK: Enum<'virStreamFlags', 1> = 1;
export const VIR_STREAM_RECV_STOP_AT_HOLE: Enum<'virStreamRecvFlagsValues', 1> = 1;
export const VIR_TYPED_PARAM_STRING_OKAY: Enum<'virTypedParameterFlags', 4> = 4;
export const VIR_TYPED_PARAM_INT: Enum<'virTypedParameterType', 1> = 1;
export const VIR_TYPED_PARAM_UINT: Enum<'virTypedParameterType', 2> = 2;
export const VIR_TYPED_PARAM_LLONG: Enum<'virTypedParameterType', 3> = 3;
export const VIR_TYPED_PARAM_ULLONG: Enum<'virTypedParameterType', 4> = 4;
export const VIR_TYPED_PARAM_DOUBLE: Enum<'virTypedParameterType', 5> = 5;
export const VIR_TYPED_PARAM_BOOLEAN: Enum<'virTypedParameterType', 6> = 6;
export const VIR_TYPED_PARAM_STRING: Enum<'virTypedParameterType', 7> = 7;
export const VIR_VCPU_INFO_CPU_UNAVAILABLE: Enum<'virVcpuHostCpuState', -2> = -2;
export const VIR_VCPU_INFO_CPU_OFFLINE: Enum<'virVcpuHostCpuState', -1> = -1;
export const VIR_VCPU_OFFLINE: Enum<'virVcpuState', 0> = 0;
export const VIR_VCPU_RUNNING: Enum<'virVcpuState', 1> = 1;
export const VIR_VCPU_BLOCKED: Enum<'virVcpuState', 2> = 2;
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_GROUP_NAME = 'group-name';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_PROCESS_ID = 'process-id';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_PROCESS_TIME = 'process-time';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_SASL_USER_NAME = 'sasl-user-name';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_SELINUX_CONTEXT = 'selinux-context';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_UNIX_GROUP_ID = 'unix-group-id';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_UNIX_USER_ID = 'unix-user-id';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_USER_NAME = 'user-name';
/** The name of a typed parameter or field. */
export const VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME = 'x509-distinguished-name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_IN_AVERAGE = 'inbound.average';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_IN_BURST = 'inbound.burst';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_IN_FLOOR = 'inbound.floor';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_IN_PEAK = 'inbound.peak';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE = 'outbound.average';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_OUT_BURST = 'outbound.burst';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BANDWIDTH_OUT_PEAK = 'outbound.peak';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLKIO_DEVICE_READ_BPS = 'device_read_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS = 'device_read_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLKIO_DEVICE_WEIGHT = 'device_weight';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS = 'device_write_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS = 'device_write_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLKIO_WEIGHT = 'weight';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_COPY_BANDWIDTH = 'bandwidth';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_COPY_BUF_SIZE = 'buf-size';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_COPY_GRANULARITY = 'granularity';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME = 'group_name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC = 'read_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX = 'read_bytes_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH = 'read_bytes_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC = 'read_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX = 'read_iops_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH = 'read_iops_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC = 'size_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC = 'total_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX = 'total_bytes_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH = 'total_bytes_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC = 'total_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX = 'total_iops_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH = 'total_iops_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC = 'write_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX = 'write_bytes_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH = 'write_bytes_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC = 'write_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX = 'write_iops_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH = 'write_iops_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_ERRS = 'errs';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ = 'flush_operations';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES = 'flush_total_times';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_READ_BYTES = 'rd_bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_READ_REQ = 'rd_operations';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES = 'rd_total_times';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES = 'wr_bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_WRITE_REQ = 'wr_operations';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES = 'wr_total_times';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_CPU_STATS_CPUTIME = 'cpu_time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_CPU_STATS_SYSTEMTIME = 'system_time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_CPU_STATS_USERTIME = 'user_time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_CPU_STATS_VCPUTIME = 'vcpu_time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_COUNT = 'disk.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_PREFIX = 'disk.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_ALIAS = '.alias';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_COUNT = '.dependency.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_PREFIX = '.dependency.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_ALIAS = '.guest_alias';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_BUS = '.guest_bus';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_PARTITION = '.partition';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_SERIAL = '.serial';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_COUNT = 'fs.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_PREFIX = 'fs.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_COUNT = '.disk.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_PREFIX = '.disk.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_ALIAS = '.alias';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_DEVICE = '.device';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_SERIAL = '.serial';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_FSTYPE = '.fstype';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_MOUNTPOINT = '.mountpoint';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_TOTAL_BYTES = '.total-bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_USED_BYTES = '.used-bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME = 'hostname';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_COUNT = 'if.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_PREFIX = 'if.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_COUNT = '.addr.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_PREFIX = '.addr.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_ADDR = '.addr';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_PREFIX = '.prefix';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_TYPE = '.type';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_HWADDR = '.hwaddr';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_LOAD_15M = 'load.15m';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_LOAD_1M = 'load.1m';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_LOAD_5M = 'load.5m';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_ID = 'os.id';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE = 'os.kernel-release';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION = 'os.kernel-version';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_MACHINE = 'os.machine';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_NAME = 'os.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME = 'os.pretty-name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_VARIANT = 'os.variant';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_VARIANT_ID = 'os.variant-id';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_VERSION = 'os.version';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID = 'os.version-id';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME = 'timezone.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET = 'timezone.offset';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_USER_COUNT = 'user.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_USER_PREFIX = 'user.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_DOMAIN = '.domain';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_LOGIN_TIME = '.login-time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_IOTHREAD_POLL_GROW = 'poll_grow';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_IOTHREAD_POLL_MAX_NS = 'poll_max_ns';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_IOTHREAD_POLL_SHRINK = 'poll_shrink';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX = 'thread_pool_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN = 'thread_pool_min';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE = 'auto_converge_throttle';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_COMPRESSION_BYTES = 'compression_bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_COMPRESSION_CACHE = 'compression_cache';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES = 'compression_cache_misses';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW = 'compression_overflow';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_COMPRESSION_PAGES = 'compression_pages';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DATA_PROCESSED = 'data_processed';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DATA_REMAINING = 'data_remaining';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DATA_TOTAL = 'data_total';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DISK_BPS = 'disk_bps';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DISK_PROCESSED = 'disk_processed';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DISK_REMAINING = 'disk_remaining';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DISK_TEMP_TOTAL = 'disk_temp_total';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DISK_TEMP_USED = 'disk_temp_used';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DISK_TOTAL = 'disk_total';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DOWNTIME = 'downtime';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_DOWNTIME_NET = 'downtime_net';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_ERRMSG = 'errmsg';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_BPS = 'memory_bps';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_CONSTANT = 'memory_constant';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE = 'memory_dirty_rate';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_ITERATION = 'memory_iteration';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_NORMAL = 'memory_normal';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES = 'memory_normal_bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE = 'memory_page_size';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS = 'memory_postcopy_requests';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_PROCESSED = 'memory_processed';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_REMAINING = 'memory_remaining';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_MEMORY_TOTAL = 'memory_total';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_OPERATION = 'operation';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_SETUP_TIME = 'setup_time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_SUCCESS = 'success';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_TIME_ELAPSED = 'time_elapsed';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_TIME_ELAPSED_NET = 'time_elapsed_net';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_TIME_REMAINING = 'time_remaining';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_JOB_VFIO_DATA_TRANSFERRED = 'vfio_data_transferred';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MAJOR = 'sev-api-major';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MINOR = 'sev-api-minor';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_BUILD_ID = 'sev-build-id';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_MEASUREMENT = 'sev-measurement';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_POLICY = 'sev-policy';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET = 'sev-secret';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER = 'sev-secret-header';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS = 'sev-secret-set-address';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SNP_POLICY = 'sev-snp-policy';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_MEMORY_HARD_LIMIT = 'hard_limit';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_MEMORY_MIN_GUARANTEE = 'min_guarantee';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_MEMORY_SOFT_LIMIT = 'soft_limit';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT = 'swap_hard_limit';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_NUMA_MODE = 'numa_mode';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_NUMA_NODESET = 'numa_nodeset';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SAVE_PARAM_DXML = 'dxml';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SAVE_PARAM_FILE = 'file';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT = 'image_format';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS = 'parallel.channels';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_CAP = 'cap';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_CPU_SHARES = 'cpu_shares';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD = 'emulator_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA = 'emulator_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD = 'global_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA = 'global_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD = 'iothread_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA = 'iothread_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_LIMIT = 'limit';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_RESERVATION = 'reservation';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_SHARES = 'shares';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_VCPU_PERIOD = 'vcpu_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_VCPU_QUOTA = 'vcpu_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_SCHEDULER_WEIGHT = 'weight';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_AVAILABLE = 'balloon.available';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_CURRENT = 'balloon.current';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_DISK_CACHES = 'balloon.disk_caches';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGALLOC = 'balloon.hugetlb_pgalloc';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGFAIL = 'balloon.hugetlb_pgfail';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_LAST_UPDATE = 'balloon.last-update';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_MAJOR_FAULT = 'balloon.major_fault';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_MAXIMUM = 'balloon.maximum';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_MINOR_FAULT = 'balloon.minor_fault';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_RSS = 'balloon.rss';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_SWAP_IN = 'balloon.swap_in';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_SWAP_OUT = 'balloon.swap_out';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_UNUSED = 'balloon.unused';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BALLOON_USABLE = 'balloon.usable';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_COUNT = 'block.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_PREFIX = 'block.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_ALLOCATION = '.allocation';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_BACKINGINDEX = '.backingIndex';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_CAPACITY = '.capacity';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_ERRORS = '.errors';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_REQS = '.fl.reqs';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_TIMES = '.fl.times';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_PATH = '.path';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_PHYSICAL = '.physical';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_BYTES = '.rd.bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_REQS = '.rd.reqs';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_TIMES = '.rd.times';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_THRESHOLD = '.threshold';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_BYTES = '.wr.bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_REQS = '.wr.reqs';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_TIMES = '.wr.times';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_COUNT = 'cpu.cache.monitor.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_PREFIX = 'cpu.cache.monitor.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_COUNT = '.bank.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_PREFIX = '.bank.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_BYTES = '.bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_ID = '.id';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_VCPUS = '.vcpus';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_HALTPOLL_FAIL_TIME = 'cpu.haltpoll.fail.time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_HALTPOLL_SUCCESS_TIME = 'cpu.haltpoll.success.time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_SYSTEM = 'cpu.system';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_TIME = 'cpu.time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CPU_USER = 'cpu.user';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_CUR = '.cur';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_MAX = '.max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_SUM = '.sum';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE = 'dirtyrate.calc_mode';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD = 'dirtyrate.calc_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME = 'dirtyrate.calc_start_time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS = 'dirtyrate.calc_status';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND = 'dirtyrate.megabytes_per_second';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_VCPU_PREFIX = 'dirtyrate.vcpu.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_DIRTYRATE_VCPU_SUFFIX_MEGABYTES_PER_SECOND = '.megabytes_per_second';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_IOTHREAD_COUNT = 'iothread.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_IOTHREAD_PREFIX = 'iothread.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_GROW = '.poll-grow';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_MAX_NS = '.poll-max-ns';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_SHRINK = '.poll-shrink';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_COUNT = 'memory.bandwidth.monitor.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_PREFIX = 'memory.bandwidth.monitor.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_COUNT = '.node.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_PREFIX = '.node.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_LOCAL =
  '.bytes.local';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_TOTAL =
  '.bytes.total';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_ID = '.id';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_VCPUS = '.vcpus';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_COUNT = 'net.count';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_PREFIX = 'net.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_NAME = '.name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_RX_BYTES = '.rx.bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_RX_DROP = '.rx.drop';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_RX_ERRS = '.rx.errs';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_RX_PKTS = '.rx.pkts';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_TX_BYTES = '.tx.bytes';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_TX_DROP = '.tx.drop';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_TX_ERRS = '.tx.errs';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_NET_SUFFIX_TX_PKTS = '.tx.pkts';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_ALIGNMENT_FAULTS = 'perf.alignment_faults';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_BRANCH_INSTRUCTIONS = 'perf.branch_instructions';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_BRANCH_MISSES = 'perf.branch_misses';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_BUS_CYCLES = 'perf.bus_cycles';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CACHE_MISSES = 'perf.cache_misses';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CACHE_REFERENCES = 'perf.cache_references';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CMT = 'perf.cmt';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CONTEXT_SWITCHES = 'perf.context_switches';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CPU_CLOCK = 'perf.cpu_clock';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CPU_CYCLES = 'perf.cpu_cycles';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_CPU_MIGRATIONS = 'perf.cpu_migrations';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_EMULATION_FAULTS = 'perf.emulation_faults';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_INSTRUCTIONS = 'perf.instructions';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_MBML = 'perf.mbml';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_MBMT = 'perf.mbmt';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_PAGE_FAULTS = 'perf.page_faults';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MAJ = 'perf.page_faults_maj';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MIN = 'perf.page_faults_min';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_REF_CPU_CYCLES = 'perf.ref_cpu_cycles';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_BACKEND = 'perf.stalled_cycles_backend';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_FRONTEND = 'perf.stalled_cycles_frontend';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_PERF_TASK_CLOCK = 'perf.task_clock';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_STATE_REASON = 'state.reason';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_STATE_STATE = 'state.state';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_CURRENT = 'vcpu.current';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_MAXIMUM = 'vcpu.maximum';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_PREFIX = 'vcpu.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_SUFFIX_DELAY = '.delay';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_SUFFIX_HALTED = '.halted';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_SUFFIX_STATE = '.state';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_SUFFIX_TIME = '.time';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VCPU_SUFFIX_WAIT = '.wait';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_STATS_VM_PREFIX = 'vm.';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_DISK = 'blkdeviotune.disk';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME = 'blkdeviotune.group_name';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC = 'blkdeviotune.read_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX = 'blkdeviotune.read_bytes_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH =
  'blkdeviotune.read_bytes_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC = 'blkdeviotune.read_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX = 'blkdeviotune.read_iops_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH =
  'blkdeviotune.read_iops_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC = 'blkdeviotune.size_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC = 'blkdeviotune.total_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX = 'blkdeviotune.total_bytes_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH =
  'blkdeviotune.total_bytes_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC = 'blkdeviotune.total_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX = 'blkdeviotune.total_iops_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH =
  'blkdeviotune.total_iops_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC = 'blkdeviotune.write_bytes_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX = 'blkdeviotune.write_bytes_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH =
  'blkdeviotune.write_bytes_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC = 'blkdeviotune.write_iops_sec';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX = 'blkdeviotune.write_iops_sec_max';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH =
  'blkdeviotune.write_iops_sec_max_length';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES = 'cputune.cpu_shares';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN = 'cputune.emulatorpin';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD = 'cputune.emulator_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA = 'cputune.emulator_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD = 'cputune.global_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA = 'cputune.global_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN = 'cputune.iothreadpin%u';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD = 'cputune.iothread_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA = 'cputune.iothread_quota';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_VCPUPIN = 'cputune.vcpupin%u';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD = 'cputune.vcpu_period';
/** The name of a typed parameter or field. */
export const VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA = 'cputune.vcpu_quota';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT = 'auto_converge.increment';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL = 'auto_converge.initial';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_BANDWIDTH = 'bandwidth';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER = 'bandwidth.avail.switchover';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY = 'bandwidth.postcopy';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION = 'compression';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS = 'compression.mt.dthreads';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL = 'compression.mt.level';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS = 'compression.mt.threads';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE = 'compression.xbzrle.cache';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL = 'compression.zlib.level';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL = 'compression.zstd.level';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_DEST_NAME = 'destination_name';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_DEST_XML = 'destination_xml';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_DISKS_PORT = 'disks_port';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_DISKS_URI = 'disks_uri';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_GRAPHICS_URI = 'graphics_uri';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_LISTEN_ADDRESS = 'listen_address';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_MIGRATE_DISKS = 'migrate_disks';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES = 'migrate_disks_detect_zeroes';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS = 'parallel.connections';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_PERSIST_XML = 'persistent_xml';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_TLS_DESTINATION = 'tls.destination';
/** The name of a typed parameter or field. */
export const VIR_MIGRATE_PARAM_URI = 'migrate_uri';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE = 'inbound.average';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_IN_BURST = 'inbound.burst';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR = 'inbound.floor';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK = 'inbound.peak';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE = 'outbound.average';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST = 'outbound.burst';
/** The name of a typed parameter or field. */
export const VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK = 'outbound.peak';
/** The name of a typed parameter or field. */
export const VIR_NODE_CPU_STATS_IDLE = 'idle';
/** The name of a typed parameter or field. */
export const VIR_NODE_CPU_STATS_INTR = 'intr';
/** The name of a typed parameter or field. */
export const VIR_NODE_CPU_STATS_IOWAIT = 'iowait';
/** The name of a typed parameter or field. */
export const VIR_NODE_CPU_STATS_KERNEL = 'kernel';
/** The name of a typed parameter or field. */
export const VIR_NODE_CPU_STATS_USER = 'user';
/** The name of a typed parameter or field. */
export const VIR_NODE_CPU_STATS_UTILIZATION = 'utilization';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_FULL_SCANS = 'shm_full_scans';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES = 'shm_merge_across_nodes';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_PAGES_SHARED = 'shm_pages_shared';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_PAGES_SHARING = 'shm_pages_sharing';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN = 'shm_pages_to_scan';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED = 'shm_pages_unshared';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE = 'shm_pages_volatile';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS = 'shm_sleep_millisecs';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_STATS_BUFFERS = 'buffers';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_STATS_CACHED = 'cached';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_STATS_FREE = 'free';
/** The name of a typed parameter or field. */
export const VIR_NODE_MEMORY_STATS_TOTAL = 'total';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_CBITPOS = 'cbitpos';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_CERT_CHAIN = 'cert-chain';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_CPU0_ID = 'cpu0-id';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_MAX_ES_GUESTS = 'max-es-guests';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_MAX_GUESTS = 'max-guests';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_PDH = 'pdh';
/** The name of a typed parameter or field. */
export const VIR_NODE_SEV_REDUCED_PHYS_BITS = 'reduced-phys-bits';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_ALIGNMENT_FAULTS = 'alignment_faults';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_BRANCH_INSTRUCTIONS = 'branch_instructions';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_BRANCH_MISSES = 'branch_misses';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_BUS_CYCLES = 'bus_cycles';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CACHE_MISSES = 'cache_misses';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CACHE_REFERENCES = 'cache_references';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CMT = 'cmt';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CONTEXT_SWITCHES = 'context_switches';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CPU_CLOCK = 'cpu_clock';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CPU_CYCLES = 'cpu_cycles';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_CPU_MIGRATIONS = 'cpu_migrations';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_EMULATION_FAULTS = 'emulation_faults';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_INSTRUCTIONS = 'instructions';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_MBML = 'mbml';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_MBMT = 'mbmt';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_PAGE_FAULTS = 'page_faults';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_PAGE_FAULTS_MAJ = 'page_faults_maj';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_PAGE_FAULTS_MIN = 'page_faults_min';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_REF_CPU_CYCLES = 'ref_cpu_cycles';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_STALLED_CYCLES_BACKEND = 'stalled_cycles_backend';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND = 'stalled_cycles_frontend';
/** The name of a typed parameter or field. */
export const VIR_PERF_PARAM_TASK_CLOCK = 'task_clock';
