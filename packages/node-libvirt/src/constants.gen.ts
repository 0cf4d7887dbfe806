// Generated from libvirt-api.xml and libvirt-qemu-api.xml of libvirt-dev 11.3 by
// `node scripts/generate-constants.mjs`. Do not edit.

/** virCPUCompareResult */
export const VIR_CPU_COMPARE_ERROR = -1;
/** virCPUCompareResult */
export const VIR_CPU_COMPARE_INCOMPATIBLE = 0;
/** virCPUCompareResult */
export const VIR_CPU_COMPARE_IDENTICAL = 1;
/** virCPUCompareResult */
export const VIR_CPU_COMPARE_SUPERSET = 2;
/** virConnectBaselineCPUFlags */
export const VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES = 1;
/** virConnectBaselineCPUFlags */
export const VIR_CONNECT_BASELINE_CPU_MIGRATABLE = 2;
/** virConnectCloseReason */
export const VIR_CONNECT_CLOSE_REASON_ERROR = 0;
/** virConnectCloseReason */
export const VIR_CONNECT_CLOSE_REASON_EOF = 1;
/** virConnectCloseReason */
export const VIR_CONNECT_CLOSE_REASON_KEEPALIVE = 2;
/** virConnectCloseReason */
export const VIR_CONNECT_CLOSE_REASON_CLIENT = 3;
/** virConnectCompareCPUFlags */
export const VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE = 1;
/** virConnectCompareCPUFlags */
export const VIR_CONNECT_COMPARE_CPU_VALIDATE_XML = 2;
/** virConnectCredentialType */
export const VIR_CRED_USERNAME = 1;
/** virConnectCredentialType */
export const VIR_CRED_AUTHNAME = 2;
/** virConnectCredentialType */
export const VIR_CRED_LANGUAGE = 3;
/** virConnectCredentialType */
export const VIR_CRED_CNONCE = 4;
/** virConnectCredentialType */
export const VIR_CRED_PASSPHRASE = 5;
/** virConnectCredentialType */
export const VIR_CRED_ECHOPROMPT = 6;
/** virConnectCredentialType */
export const VIR_CRED_NOECHOPROMPT = 7;
/** virConnectCredentialType */
export const VIR_CRED_REALM = 8;
/** virConnectCredentialType */
export const VIR_CRED_EXTERNAL = 9;
/** virConnectDomainEventAgentLifecycleReason */
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN = 0;
/** virConnectDomainEventAgentLifecycleReason */
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED = 1;
/** virConnectDomainEventAgentLifecycleReason */
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL = 2;
/** virConnectDomainEventAgentLifecycleState */
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED = 1;
/** virConnectDomainEventAgentLifecycleState */
export const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED = 2;
/** virConnectDomainEventBlockJobStatus */
export const VIR_DOMAIN_BLOCK_JOB_COMPLETED = 0;
/** virConnectDomainEventBlockJobStatus */
export const VIR_DOMAIN_BLOCK_JOB_FAILED = 1;
/** virConnectDomainEventBlockJobStatus */
export const VIR_DOMAIN_BLOCK_JOB_CANCELED = 2;
/** virConnectDomainEventBlockJobStatus */
export const VIR_DOMAIN_BLOCK_JOB_READY = 3;
/** virConnectDomainEventDiskChangeReason */
export const VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START = 0;
/** virConnectDomainEventDiskChangeReason */
export const VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START = 1;
/** virConnectDomainQemuMonitorEventRegisterFlags */
export const VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX = 1;
/** virConnectDomainQemuMonitorEventRegisterFlags */
export const VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE = 2;
/** virConnectFlags */
export const VIR_CONNECT_RO = 1;
/** virConnectFlags */
export const VIR_CONNECT_NO_ALIASES = 2;
/** virConnectGetAllDomainStatsFlags */
export const VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = 536870912;
/** virConnectGetAllDomainStatsFlags */
export const VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING = 1073741824;
/** virConnectGetAllDomainStatsFlags */
export const VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS = 2147483648;
/** virConnectGetDomainCapabilitiesFlags */
export const VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES = 1;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_ACTIVE = 1;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_INACTIVE = 2;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_PERSISTENT = 4;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_TRANSIENT = 8;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_RUNNING = 16;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_PAUSED = 32;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_SHUTOFF = 64;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_OTHER = 128;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE = 256;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE = 512;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_AUTOSTART = 1024;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART = 2048;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT = 4096;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT = 8192;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT = 16384;
/** virConnectListAllDomainsFlags */
export const VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT = 32768;
/** virConnectListAllInterfacesFlags */
export const VIR_CONNECT_LIST_INTERFACES_INACTIVE = 1;
/** virConnectListAllInterfacesFlags */
export const VIR_CONNECT_LIST_INTERFACES_ACTIVE = 2;
/** virConnectListAllNetworksFlags */
export const VIR_CONNECT_LIST_NETWORKS_INACTIVE = 1;
/** virConnectListAllNetworksFlags */
export const VIR_CONNECT_LIST_NETWORKS_ACTIVE = 2;
/** virConnectListAllNetworksFlags */
export const VIR_CONNECT_LIST_NETWORKS_PERSISTENT = 4;
/** virConnectListAllNetworksFlags */
export const VIR_CONNECT_LIST_NETWORKS_TRANSIENT = 8;
/** virConnectListAllNetworksFlags */
export const VIR_CONNECT_LIST_NETWORKS_AUTOSTART = 16;
/** virConnectListAllNetworksFlags */
export const VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART = 32;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM = 1;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV = 2;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV = 4;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE = 8;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET = 16;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST = 32;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET = 64;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI = 128;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE = 256;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST = 512;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS = 1024;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC = 2048;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM = 4096;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES = 8192;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV = 16384;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV = 32768;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV = 65536;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA = 131072;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD = 262144;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE = 524288;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX = 1048576;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD = 2097152;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV = 4194304;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER = 8388608;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT = 268435456;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT = 536870912;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE = 1073741824;
/** virConnectListAllNodeDeviceFlags */
export const VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE = 2147483648;
/** virConnectListAllSecretsFlags */
export const VIR_CONNECT_LIST_SECRETS_EPHEMERAL = 1;
/** virConnectListAllSecretsFlags */
export const VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL = 2;
/** virConnectListAllSecretsFlags */
export const VIR_CONNECT_LIST_SECRETS_PRIVATE = 4;
/** virConnectListAllSecretsFlags */
export const VIR_CONNECT_LIST_SECRETS_NO_PRIVATE = 8;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE = 1;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE = 2;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT = 4;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT = 8;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART = 16;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART = 32;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_DIR = 64;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_FS = 128;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_NETFS = 256;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL = 512;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_DISK = 1024;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI = 2048;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_SCSI = 4096;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_MPATH = 8192;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_RBD = 16384;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG = 32768;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER = 65536;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_ZFS = 131072;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE = 262144;
/** virConnectListAllStoragePoolsFlags */
export const VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT = 524288;
/** virDomainAbortJobFlagsValues */
export const VIR_DOMAIN_ABORT_JOB_POSTCOPY = 1;
/** virDomainAgentResponseTimeoutValues */
export const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK = -2;
/** virDomainAgentResponseTimeoutValues */
export const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT = -1;
/** virDomainAgentResponseTimeoutValues */
export const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT = 0;
/** virDomainAuthorizedSSHKeysSetFlags */
export const VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND = 1;
/** virDomainAuthorizedSSHKeysSetFlags */
export const VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE = 2;
/** virDomainBackupBeginFlags */
export const VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL = 1;
/** virDomainBlockCommitFlags */
export const VIR_DOMAIN_BLOCK_COMMIT_SHALLOW = 1;
/** virDomainBlockCommitFlags */
export const VIR_DOMAIN_BLOCK_COMMIT_DELETE = 2;
/** virDomainBlockCommitFlags */
export const VIR_DOMAIN_BLOCK_COMMIT_ACTIVE = 4;
/** virDomainBlockCommitFlags */
export const VIR_DOMAIN_BLOCK_COMMIT_RELATIVE = 8;
/** virDomainBlockCommitFlags */
export const VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES = 16;
/** virDomainBlockCopyFlags */
export const VIR_DOMAIN_BLOCK_COPY_SHALLOW = 1;
/** virDomainBlockCopyFlags */
export const VIR_DOMAIN_BLOCK_COPY_REUSE_EXT = 2;
/** virDomainBlockCopyFlags */
export const VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB = 4;
/** virDomainBlockCopyFlags */
export const VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES = 8;
/** virDomainBlockJobAbortFlags */
export const VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC = 1;
/** virDomainBlockJobAbortFlags */
export const VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT = 2;
/** virDomainBlockJobInfoFlags */
export const VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES = 1;
/** virDomainBlockJobSetSpeedFlags */
export const VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES = 1;
/** virDomainBlockJobType */
export const VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN = 0;
/** virDomainBlockJobType */
export const VIR_DOMAIN_BLOCK_JOB_TYPE_PULL = 1;
/** virDomainBlockJobType */
export const VIR_DOMAIN_BLOCK_JOB_TYPE_COPY = 2;
/** virDomainBlockJobType */
export const VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT = 3;
/** virDomainBlockJobType */
export const VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT = 4;
/** virDomainBlockJobType */
export const VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP = 5;
/** virDomainBlockPullFlags */
export const VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES = 64;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_SHALLOW = 1;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT = 2;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_COPY_RAW = 4;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_COPY = 8;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_RELATIVE = 16;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_COPY_DEV = 32;
/** virDomainBlockRebaseFlags */
export const VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES = 64;
/** virDomainBlockResizeFlags */
export const VIR_DOMAIN_BLOCK_RESIZE_BYTES = 1;
/** virDomainBlockResizeFlags */
export const VIR_DOMAIN_BLOCK_RESIZE_CAPACITY = 2;
/** virDomainBlockedReason */
export const VIR_DOMAIN_BLOCKED_UNKNOWN = 0;
/** virDomainChannelFlags */
export const VIR_DOMAIN_CHANNEL_FORCE = 1;
/** virDomainCheckpointCreateFlags */
export const VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE = 1;
/** virDomainCheckpointCreateFlags */
export const VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE = 2;
/** virDomainCheckpointCreateFlags */
export const VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE = 4;
/** virDomainCheckpointDeleteFlags */
export const VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN = 1;
/** virDomainCheckpointDeleteFlags */
export const VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY = 2;
/** virDomainCheckpointDeleteFlags */
export const VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY = 4;
/** virDomainCheckpointListFlags */
export const VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS = 1;
/** virDomainCheckpointListFlags */
export const VIR_DOMAIN_CHECKPOINT_LIST_ROOTS = 1;
/** virDomainCheckpointListFlags */
export const VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL = 2;
/** virDomainCheckpointListFlags */
export const VIR_DOMAIN_CHECKPOINT_LIST_LEAVES = 4;
/** virDomainCheckpointListFlags */
export const VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES = 8;
/** virDomainCheckpointXMLFlags */
export const VIR_DOMAIN_CHECKPOINT_XML_SECURE = 1;
/** virDomainCheckpointXMLFlags */
export const VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN = 2;
/** virDomainCheckpointXMLFlags */
export const VIR_DOMAIN_CHECKPOINT_XML_SIZE = 4;
/** virDomainConsoleFlags */
export const VIR_DOMAIN_CONSOLE_FORCE = 1;
/** virDomainConsoleFlags */
export const VIR_DOMAIN_CONSOLE_SAFE = 2;
/** virDomainControlErrorReason */
export const VIR_DOMAIN_CONTROL_ERROR_REASON_NONE = 0;
/** virDomainControlErrorReason */
export const VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN = 1;
/** virDomainControlErrorReason */
export const VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR = 2;
/** virDomainControlErrorReason */
export const VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL = 3;
/** virDomainControlState */
export const VIR_DOMAIN_CONTROL_OK = 0;
/** virDomainControlState */
export const VIR_DOMAIN_CONTROL_JOB = 1;
/** virDomainControlState */
export const VIR_DOMAIN_CONTROL_OCCUPIED = 2;
/** virDomainControlState */
export const VIR_DOMAIN_CONTROL_ERROR = 3;
/** virDomainCoreDumpFlags */
export const VIR_DUMP_CRASH = 1;
/** virDomainCoreDumpFlags */
export const VIR_DUMP_LIVE = 2;
/** virDomainCoreDumpFlags */
export const VIR_DUMP_BYPASS_CACHE = 4;
/** virDomainCoreDumpFlags */
export const VIR_DUMP_RESET = 8;
/** virDomainCoreDumpFlags */
export const VIR_DUMP_MEMORY_ONLY = 16;
/** virDomainCoreDumpFormat */
export const VIR_DOMAIN_CORE_DUMP_FORMAT_RAW = 0;
/** virDomainCoreDumpFormat */
export const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB = 1;
/** virDomainCoreDumpFormat */
export const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_LZO = 2;
/** virDomainCoreDumpFormat */
export const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_SNAPPY = 3;
/** virDomainCoreDumpFormat */
export const VIR_DOMAIN_CORE_DUMP_FORMAT_WIN_DMP = 4;
/** virDomainCrashedReason */
export const VIR_DOMAIN_CRASHED_UNKNOWN = 0;
/** virDomainCrashedReason */
export const VIR_DOMAIN_CRASHED_PANICKED = 1;
/** virDomainCreateFlags */
export const VIR_DOMAIN_NONE = 0;
/** virDomainCreateFlags */
export const VIR_DOMAIN_START_PAUSED = 1;
/** virDomainCreateFlags */
export const VIR_DOMAIN_START_AUTODESTROY = 2;
/** virDomainCreateFlags */
export const VIR_DOMAIN_START_BYPASS_CACHE = 4;
/** virDomainCreateFlags */
export const VIR_DOMAIN_START_FORCE_BOOT = 8;
/** virDomainCreateFlags */
export const VIR_DOMAIN_START_VALIDATE = 16;
/** virDomainCreateFlags */
export const VIR_DOMAIN_START_RESET_NVRAM = 32;
/** virDomainDefineFlags */
export const VIR_DOMAIN_DEFINE_VALIDATE = 1;
/** virDomainDestroyFlagsValues */
export const VIR_DOMAIN_DESTROY_DEFAULT = 0;
/** virDomainDestroyFlagsValues */
export const VIR_DOMAIN_DESTROY_GRACEFUL = 1;
/** virDomainDestroyFlagsValues */
export const VIR_DOMAIN_DESTROY_REMOVE_LOGS = 2;
/** virDomainDeviceModifyFlags */
export const VIR_DOMAIN_DEVICE_MODIFY_FORCE = 4;
/** virDomainDirtyRateCalcFlags */
export const VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING = 0;
/** virDomainDirtyRateCalcFlags */
export const VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP = 1;
/** virDomainDirtyRateCalcFlags */
export const VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING = 2;
/** virDomainDirtyRateStatus */
export const VIR_DOMAIN_DIRTYRATE_UNSTARTED = 0;
/** virDomainDirtyRateStatus */
export const VIR_DOMAIN_DIRTYRATE_MEASURING = 1;
/** virDomainDirtyRateStatus */
export const VIR_DOMAIN_DIRTYRATE_MEASURED = 2;
/** virDomainDiskErrorCode */
export const VIR_DOMAIN_DISK_ERROR_NONE = 0;
/** virDomainDiskErrorCode */
export const VIR_DOMAIN_DISK_ERROR_UNSPEC = 1;
/** virDomainDiskErrorCode */
export const VIR_DOMAIN_DISK_ERROR_NO_SPACE = 2;
/** virDomainEventCrashedDetailType */
export const VIR_DOMAIN_EVENT_CRASHED_PANICKED = 0;
/** virDomainEventCrashedDetailType */
export const VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED = 1;
/** virDomainEventDefinedDetailType */
export const VIR_DOMAIN_EVENT_DEFINED_ADDED = 0;
/** virDomainEventDefinedDetailType */
export const VIR_DOMAIN_EVENT_DEFINED_UPDATED = 1;
/** virDomainEventDefinedDetailType */
export const VIR_DOMAIN_EVENT_DEFINED_RENAMED = 2;
/** virDomainEventDefinedDetailType */
export const VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT = 3;
/** virDomainEventGraphicsAddressType */
export const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4 = 0;
/** virDomainEventGraphicsAddressType */
export const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6 = 1;
/** virDomainEventGraphicsAddressType */
export const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX = 2;
/** virDomainEventGraphicsPhase */
export const VIR_DOMAIN_EVENT_GRAPHICS_CONNECT = 0;
/** virDomainEventGraphicsPhase */
export const VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE = 1;
/** virDomainEventGraphicsPhase */
export const VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT = 2;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_LIFECYCLE = 0;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_REBOOT = 1;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_RTC_CHANGE = 2;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_WATCHDOG = 3;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_IO_ERROR = 4;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_GRAPHICS = 5;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON = 6;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_CONTROL_ERROR = 7;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_BLOCK_JOB = 8;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_DISK_CHANGE = 9;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_TRAY_CHANGE = 10;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_PMWAKEUP = 11;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_PMSUSPEND = 12;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE = 13;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK = 14;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED = 15;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2 = 16;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_TUNABLE = 17;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE = 18;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_DEVICE_ADDED = 19;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION = 20;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_JOB_COMPLETED = 21;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED = 22;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_METADATA_CHANGE = 23;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD = 24;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE = 25;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE = 26;
/** virDomainEventID */
export const VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE = 27;
/** virDomainEventIOErrorAction */
export const VIR_DOMAIN_EVENT_IO_ERROR_NONE = 0;
/** virDomainEventIOErrorAction */
export const VIR_DOMAIN_EVENT_IO_ERROR_PAUSE = 1;
/** virDomainEventIOErrorAction */
export const VIR_DOMAIN_EVENT_IO_ERROR_REPORT = 2;
/** virDomainEventPMSuspendedDetailType */
export const VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY = 0;
/** virDomainEventPMSuspendedDetailType */
export const VIR_DOMAIN_EVENT_PMSUSPENDED_DISK = 1;
/** virDomainEventResumedDetailType */
export const VIR_DOMAIN_EVENT_RESUMED_UNPAUSED = 0;
/** virDomainEventResumedDetailType */
export const VIR_DOMAIN_EVENT_RESUMED_MIGRATED = 1;
/** virDomainEventResumedDetailType */
export const VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT = 2;
/** virDomainEventResumedDetailType */
export const VIR_DOMAIN_EVENT_RESUMED_POSTCOPY = 3;
/** virDomainEventResumedDetailType */
export const VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED = 4;
/** virDomainEventShutdownDetailType */
export const VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED = 0;
/** virDomainEventShutdownDetailType */
export const VIR_DOMAIN_EVENT_SHUTDOWN_GUEST = 1;
/** virDomainEventShutdownDetailType */
export const VIR_DOMAIN_EVENT_SHUTDOWN_HOST = 2;
/** virDomainEventStartedDetailType */
export const VIR_DOMAIN_EVENT_STARTED_BOOTED = 0;
/** virDomainEventStartedDetailType */
export const VIR_DOMAIN_EVENT_STARTED_MIGRATED = 1;
/** virDomainEventStartedDetailType */
export const VIR_DOMAIN_EVENT_STARTED_RESTORED = 2;
/** virDomainEventStartedDetailType */
export const VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT = 3;
/** virDomainEventStartedDetailType */
export const VIR_DOMAIN_EVENT_STARTED_WAKEUP = 4;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN = 0;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_DESTROYED = 1;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_CRASHED = 2;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_MIGRATED = 3;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_SAVED = 4;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_FAILED = 5;
/** virDomainEventStoppedDetailType */
export const VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT = 6;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_PAUSED = 0;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED = 1;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_IOERROR = 2;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG = 3;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_RESTORED = 4;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT = 5;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR = 6;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY = 7;
/** virDomainEventSuspendedDetailType */
export const VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED = 8;
/** virDomainEventTrayChangeReason */
export const VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN = 0;
/** virDomainEventTrayChangeReason */
export const VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE = 1;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_DEFINED = 0;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_UNDEFINED = 1;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_STARTED = 2;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_SUSPENDED = 3;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_RESUMED = 4;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_STOPPED = 5;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_SHUTDOWN = 6;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_PMSUSPENDED = 7;
/** virDomainEventType */
export const VIR_DOMAIN_EVENT_CRASHED = 8;
/** virDomainEventUndefinedDetailType */
export const VIR_DOMAIN_EVENT_UNDEFINED_REMOVED = 0;
/** virDomainEventUndefinedDetailType */
export const VIR_DOMAIN_EVENT_UNDEFINED_RENAMED = 1;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_NONE = 0;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_PAUSE = 1;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_RESET = 2;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF = 3;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN = 4;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_DEBUG = 5;
/** virDomainEventWatchdogAction */
export const VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI = 6;
/** virDomainFDAssociateFlags */
export const VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE = 1;
/** virDomainFDAssociateFlags */
export const VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE = 2;
/** virDomainGetHostnameFlags */
export const VIR_DOMAIN_GET_HOSTNAME_LEASE = 1;
/** virDomainGetHostnameFlags */
export const VIR_DOMAIN_GET_HOSTNAME_AGENT = 2;
/** virDomainGetJobStatsFlags */
export const VIR_DOMAIN_JOB_STATS_COMPLETED = 1;
/** virDomainGetJobStatsFlags */
export const VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED = 2;
/** virDomainGraphicsReloadType */
export const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY = 0;
/** virDomainGraphicsReloadType */
export const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC = 1;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_USERS = 1;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_OS = 2;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_TIMEZONE = 4;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_HOSTNAME = 8;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_FILESYSTEM = 16;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_DISKS = 32;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_INTERFACES = 64;
/** virDomainGuestInfoTypes */
export const VIR_DOMAIN_GUEST_INFO_LOAD = 128;
/** virDomainInterfaceAddressesSource */
export const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE = 0;
/** virDomainInterfaceAddressesSource */
export const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT = 1;
/** virDomainInterfaceAddressesSource */
export const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP = 2;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_UNKNOWN = 0;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_START = 1;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_SAVE = 2;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_RESTORE = 3;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN = 4;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT = 5;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT = 6;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_REVERT = 7;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_DUMP = 8;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_BACKUP = 9;
/** virDomainJobOperation */
export const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_DELETE = 10;
/** virDomainJobType */
export const VIR_DOMAIN_JOB_NONE = 0;
/** virDomainJobType */
export const VIR_DOMAIN_JOB_BOUNDED = 1;
/** virDomainJobType */
export const VIR_DOMAIN_JOB_UNBOUNDED = 2;
/** virDomainJobType */
export const VIR_DOMAIN_JOB_COMPLETED = 3;
/** virDomainJobType */
export const VIR_DOMAIN_JOB_FAILED = 4;
/** virDomainJobType */
export const VIR_DOMAIN_JOB_CANCELLED = 5;
/** virDomainLifecycle */
export const VIR_DOMAIN_LIFECYCLE_POWEROFF = 0;
/** virDomainLifecycle */
export const VIR_DOMAIN_LIFECYCLE_REBOOT = 1;
/** virDomainLifecycle */
export const VIR_DOMAIN_LIFECYCLE_CRASH = 2;
/** virDomainLifecycleAction */
export const VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY = 0;
/** virDomainLifecycleAction */
export const VIR_DOMAIN_LIFECYCLE_ACTION_RESTART = 1;
/** virDomainLifecycleAction */
export const VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME = 2;
/** virDomainLifecycleAction */
export const VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE = 3;
/** virDomainLifecycleAction */
export const VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY = 4;
/** virDomainLifecycleAction */
export const VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART = 5;
/** virDomainMemoryFailureActionType */
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE = 0;
/** virDomainMemoryFailureActionType */
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT = 1;
/** virDomainMemoryFailureActionType */
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL = 2;
/** virDomainMemoryFailureActionType */
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET = 3;
/** virDomainMemoryFailureFlags */
export const VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED = 1;
/** virDomainMemoryFailureFlags */
export const VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE = 2;
/** virDomainMemoryFailureRecipientType */
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR = 0;
/** virDomainMemoryFailureRecipientType */
export const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST = 1;
/** virDomainMemoryFlags */
export const VIR_MEMORY_VIRTUAL = 1;
/** virDomainMemoryFlags */
export const VIR_MEMORY_PHYSICAL = 2;
/** virDomainMemoryModFlags */
export const VIR_DOMAIN_MEM_MAXIMUM = 4;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_SWAP_IN = 0;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_SWAP_OUT = 1;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT = 2;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT = 3;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_UNUSED = 4;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_AVAILABLE = 5;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON = 6;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_RSS = 7;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_USABLE = 8;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE = 9;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_DISK_CACHES = 10;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC = 11;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL = 12;
/** virDomainMemoryStatTags */
export const VIR_DOMAIN_MEMORY_STAT_NR = 13;
/** virDomainMessageType */
export const VIR_DOMAIN_MESSAGE_DEPRECATION = 1;
/** virDomainMessageType */
export const VIR_DOMAIN_MESSAGE_TAINTING = 2;
/** virDomainMessageType */
export const VIR_DOMAIN_MESSAGE_IOERRORS = 4;
/** virDomainMetadataType */
export const VIR_DOMAIN_METADATA_DESCRIPTION = 0;
/** virDomainMetadataType */
export const VIR_DOMAIN_METADATA_TITLE = 1;
/** virDomainMetadataType */
export const VIR_DOMAIN_METADATA_ELEMENT = 2;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_LIVE = 1;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_PEER2PEER = 2;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_TUNNELLED = 4;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_PERSIST_DEST = 8;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_UNDEFINE_SOURCE = 16;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_PAUSED = 32;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_NON_SHARED_DISK = 64;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_NON_SHARED_INC = 128;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_CHANGE_PROTECTION = 256;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_UNSAFE = 512;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_OFFLINE = 1024;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_COMPRESSED = 2048;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_ABORT_ON_ERROR = 4096;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_AUTO_CONVERGE = 8192;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_RDMA_PIN_ALL = 16384;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_POSTCOPY = 32768;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_TLS = 65536;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_PARALLEL = 131072;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES = 262144;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_POSTCOPY_RESUME = 524288;
/** virDomainMigrateFlags */
export const VIR_MIGRATE_ZEROCOPY = 1048576;
/** virDomainMigrateMaxSpeedFlags */
export const VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY = 1;
/** virDomainModificationImpact */
export const VIR_DOMAIN_AFFECT_CURRENT = 0;
/** virDomainModificationImpact */
export const VIR_DOMAIN_AFFECT_LIVE = 1;
/** virDomainModificationImpact */
export const VIR_DOMAIN_AFFECT_CONFIG = 2;
/** virDomainNostateReason */
export const VIR_DOMAIN_NOSTATE_UNKNOWN = 0;
/** virDomainNumatuneMemMode */
export const VIR_DOMAIN_NUMATUNE_MEM_STRICT = 0;
/** virDomainNumatuneMemMode */
export const VIR_DOMAIN_NUMATUNE_MEM_PREFERRED = 1;
/** virDomainNumatuneMemMode */
export const VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE = 2;
/** virDomainNumatuneMemMode */
export const VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE = 3;
/** virDomainOpenGraphicsFlags */
export const VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH = 1;
/** virDomainPMSuspendedDiskReason */
export const VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN = 0;
/** virDomainPMSuspendedReason */
export const VIR_DOMAIN_PMSUSPENDED_UNKNOWN = 0;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_UNKNOWN = 0;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_USER = 1;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_MIGRATION = 2;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_SAVE = 3;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_DUMP = 4;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_IOERROR = 5;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_WATCHDOG = 6;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_FROM_SNAPSHOT = 7;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_SHUTTING_DOWN = 8;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_SNAPSHOT = 9;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_CRASHED = 10;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_STARTING_UP = 11;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_POSTCOPY = 12;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_POSTCOPY_FAILED = 13;
/** virDomainPausedReason */
export const VIR_DOMAIN_PAUSED_API_ERROR = 14;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_NOP = 0;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_HUP = 1;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_INT = 2;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_QUIT = 3;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_ILL = 4;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_TRAP = 5;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_ABRT = 6;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_BUS = 7;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_FPE = 8;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_KILL = 9;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_USR1 = 10;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_SEGV = 11;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_USR2 = 12;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_PIPE = 13;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_ALRM = 14;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_TERM = 15;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_STKFLT = 16;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_CHLD = 17;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_CONT = 18;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_STOP = 19;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_TSTP = 20;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_TTIN = 21;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_TTOU = 22;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_URG = 23;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_XCPU = 24;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_XFSZ = 25;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_VTALRM = 26;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_PROF = 27;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_WINCH = 28;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_POLL = 29;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_PWR = 30;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_SYS = 31;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT0 = 32;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT1 = 33;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT2 = 34;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT3 = 35;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT4 = 36;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT5 = 37;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT6 = 38;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT7 = 39;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT8 = 40;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT9 = 41;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT10 = 42;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT11 = 43;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT12 = 44;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT13 = 45;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT14 = 46;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT15 = 47;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT16 = 48;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT17 = 49;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT18 = 50;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT19 = 51;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT20 = 52;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT21 = 53;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT22 = 54;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT23 = 55;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT24 = 56;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT25 = 57;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT26 = 58;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT27 = 59;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT28 = 60;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT29 = 61;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT30 = 62;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT31 = 63;
/** virDomainProcessSignal */
export const VIR_DOMAIN_PROCESS_SIGNAL_RT32 = 64;
/** virDomainQemuAgentCommandTimeoutValues */
export const VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN = 60;
/** virDomainQemuMonitorCommandFlags */
export const VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT = 0;
/** virDomainQemuMonitorCommandFlags */
export const VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP = 1;
/** virDomainRebootFlagValues */
export const VIR_DOMAIN_REBOOT_DEFAULT = 0;
/** virDomainRebootFlagValues */
export const VIR_DOMAIN_REBOOT_ACPI_POWER_BTN = 1;
/** virDomainRebootFlagValues */
export const VIR_DOMAIN_REBOOT_GUEST_AGENT = 2;
/** virDomainRebootFlagValues */
export const VIR_DOMAIN_REBOOT_INITCTL = 4;
/** virDomainRebootFlagValues */
export const VIR_DOMAIN_REBOOT_SIGNAL = 8;
/** virDomainRebootFlagValues */
export const VIR_DOMAIN_REBOOT_PARAVIRT = 16;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_UNKNOWN = 0;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_BOOTED = 1;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_MIGRATED = 2;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_RESTORED = 3;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_FROM_SNAPSHOT = 4;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_UNPAUSED = 5;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_MIGRATION_CANCELED = 6;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_SAVE_CANCELED = 7;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_WAKEUP = 8;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_CRASHED = 9;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_POSTCOPY = 10;
/** virDomainRunningReason */
export const VIR_DOMAIN_RUNNING_POSTCOPY_FAILED = 11;
/** virDomainSaveRestoreFlags */
export const VIR_DOMAIN_SAVE_BYPASS_CACHE = 1;
/** virDomainSaveRestoreFlags */
export const VIR_DOMAIN_SAVE_RUNNING = 2;
/** virDomainSaveRestoreFlags */
export const VIR_DOMAIN_SAVE_PAUSED = 4;
/** virDomainSaveRestoreFlags */
export const VIR_DOMAIN_SAVE_RESET_NVRAM = 8;
/** virDomainSetTimeFlags */
export const VIR_DOMAIN_TIME_SYNC = 1;
/** virDomainSetUserPasswordFlags */
export const VIR_DOMAIN_PASSWORD_ENCRYPTED = 1;
/** virDomainShutdownFlagValues */
export const VIR_DOMAIN_SHUTDOWN_DEFAULT = 0;
/** virDomainShutdownFlagValues */
export const VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN = 1;
/** virDomainShutdownFlagValues */
export const VIR_DOMAIN_SHUTDOWN_GUEST_AGENT = 2;
/** virDomainShutdownFlagValues */
export const VIR_DOMAIN_SHUTDOWN_INITCTL = 4;
/** virDomainShutdownFlagValues */
export const VIR_DOMAIN_SHUTDOWN_SIGNAL = 8;
/** virDomainShutdownFlagValues */
export const VIR_DOMAIN_SHUTDOWN_PARAVIRT = 16;
/** virDomainShutdownReason */
export const VIR_DOMAIN_SHUTDOWN_UNKNOWN = 0;
/** virDomainShutdownReason */
export const VIR_DOMAIN_SHUTDOWN_USER = 1;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_UNKNOWN = 0;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_SHUTDOWN = 1;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_DESTROYED = 2;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_CRASHED = 3;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_MIGRATED = 4;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_SAVED = 5;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_FAILED = 6;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT = 7;
/** virDomainShutoffReason */
export const VIR_DOMAIN_SHUTOFF_DAEMON = 8;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE = 1;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT = 2;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA = 4;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_HALT = 8;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY = 16;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT = 32;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE = 64;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC = 128;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_LIVE = 256;
/** virDomainSnapshotCreateFlags */
export const VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE = 512;
/** virDomainSnapshotDeleteFlags */
export const VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN = 1;
/** virDomainSnapshotDeleteFlags */
export const VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY = 2;
/** virDomainSnapshotDeleteFlags */
export const VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY = 4;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS = 1;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_ROOTS = 1;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_METADATA = 2;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_LEAVES = 4;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES = 8;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA = 16;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE = 32;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE = 64;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY = 128;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL = 256;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL = 512;
/** virDomainSnapshotListFlags */
export const VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL = 1024;
/** virDomainSnapshotRevertFlags */
export const VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING = 1;
/** virDomainSnapshotRevertFlags */
export const VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED = 2;
/** virDomainSnapshotRevertFlags */
export const VIR_DOMAIN_SNAPSHOT_REVERT_FORCE = 4;
/** virDomainSnapshotRevertFlags */
export const VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM = 8;
/** virDomainState */
export const VIR_DOMAIN_NOSTATE = 0;
/** virDomainState */
export const VIR_DOMAIN_RUNNING = 1;
/** virDomainState */
export const VIR_DOMAIN_BLOCKED = 2;
/** virDomainState */
export const VIR_DOMAIN_PAUSED = 3;
/** virDomainState */
export const VIR_DOMAIN_SHUTDOWN = 4;
/** virDomainState */
export const VIR_DOMAIN_SHUTOFF = 5;
/** virDomainState */
export const VIR_DOMAIN_CRASHED = 6;
/** virDomainState */
export const VIR_DOMAIN_PMSUSPENDED = 7;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_STATE = 1;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_CPU_TOTAL = 2;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_BALLOON = 4;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_VCPU = 8;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_INTERFACE = 16;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_BLOCK = 32;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_PERF = 64;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_IOTHREAD = 128;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_MEMORY = 256;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_DIRTYRATE = 512;
/** virDomainStatsTypes */
export const VIR_DOMAIN_STATS_VM = 1024;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_MANAGED_SAVE = 1;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA = 2;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_NVRAM = 4;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_KEEP_NVRAM = 8;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA = 16;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_TPM = 32;
/** virDomainUndefineFlagsValues */
export const VIR_DOMAIN_UNDEFINE_KEEP_TPM = 64;
/** virDomainVcpuFlags */
export const VIR_DOMAIN_VCPU_MAXIMUM = 4;
/** virDomainVcpuFlags */
export const VIR_DOMAIN_VCPU_GUEST = 8;
/** virDomainVcpuFlags */
export const VIR_DOMAIN_VCPU_HOTPLUGGABLE = 16;
/** virDomainXMLFlags */
export const VIR_DOMAIN_XML_SECURE = 1;
/** virDomainXMLFlags */
export const VIR_DOMAIN_XML_INACTIVE = 2;
/** virDomainXMLFlags */
export const VIR_DOMAIN_XML_UPDATE_CPU = 4;
/** virDomainXMLFlags */
export const VIR_DOMAIN_XML_MIGRATABLE = 8;
/** virErrorDomain */
export const VIR_FROM_NONE = 0;
/** virErrorDomain */
export const VIR_FROM_XEN = 1;
/** virErrorDomain */
export const VIR_FROM_XEND = 2;
/** virErrorDomain */
export const VIR_FROM_XENSTORE = 3;
/** virErrorDomain */
export const VIR_FROM_SEXPR = 4;
/** virErrorDomain */
export const VIR_FROM_XML = 5;
/** virErrorDomain */
export const VIR_FROM_DOM = 6;
/** virErrorDomain */
export const VIR_FROM_RPC = 7;
/** virErrorDomain */
export const VIR_FROM_PROXY = 8;
/** virErrorDomain */
export const VIR_FROM_CONF = 9;
/** virErrorDomain */
export const VIR_FROM_QEMU = 10;
/** virErrorDomain */
export const VIR_FROM_NET = 11;
/** virErrorDomain */
export const VIR_FROM_TEST = 12;
/** virErrorDomain */
export const VIR_FROM_REMOTE = 13;
/** virErrorDomain */
export const VIR_FROM_OPENVZ = 14;
/** virErrorDomain */
export const VIR_FROM_XENXM = 15;
/** virErrorDomain */
export const VIR_FROM_STATS_LINUX = 16;
/** virErrorDomain */
export const VIR_FROM_LXC = 17;
/** virErrorDomain */
export const VIR_FROM_STORAGE = 18;
/** virErrorDomain */
export const VIR_FROM_NETWORK = 19;
/** virErrorDomain */
export const VIR_FROM_DOMAIN = 20;
/** virErrorDomain */
export const VIR_FROM_UML = 21;
/** virErrorDomain */
export const VIR_FROM_NODEDEV = 22;
/** virErrorDomain */
export const VIR_FROM_XEN_INOTIFY = 23;
/** virErrorDomain */
export const VIR_FROM_SECURITY = 24;
/** virErrorDomain */
export const VIR_FROM_VBOX = 25;
/** virErrorDomain */
export const VIR_FROM_INTERFACE = 26;
/** virErrorDomain */
export const VIR_FROM_ONE = 27;
/** virErrorDomain */
export const VIR_FROM_ESX = 28;
/** virErrorDomain */
export const VIR_FROM_PHYP = 29;
/** virErrorDomain */
export const VIR_FROM_SECRET = 30;
/** virErrorDomain */
export const VIR_FROM_CPU = 31;
/** virErrorDomain */
export const VIR_FROM_XENAPI = 32;
/** virErrorDomain */
export const VIR_FROM_NWFILTER = 33;
/** virErrorDomain */
export const VIR_FROM_HOOK = 34;
/** virErrorDomain */
export const VIR_FROM_DOMAIN_SNAPSHOT = 35;
/** virErrorDomain */
export const VIR_FROM_AUDIT = 36;
/** virErrorDomain */
export const VIR_FROM_SYSINFO = 37;
/** virErrorDomain */
export const VIR_FROM_STREAMS = 38;
/** virErrorDomain */
export const VIR_FROM_VMWARE = 39;
/** virErrorDomain */
export const VIR_FROM_EVENT = 40;
/** virErrorDomain */
export const VIR_FROM_LIBXL = 41;
/** virErrorDomain */
export const VIR_FROM_LOCKING = 42;
/** virErrorDomain */
export const VIR_FROM_HYPERV = 43;
/** virErrorDomain */
export const VIR_FROM_CAPABILITIES = 44;
/** virErrorDomain */
export const VIR_FROM_URI = 45;
/** virErrorDomain */
export const VIR_FROM_AUTH = 46;
/** virErrorDomain */
export const VIR_FROM_DBUS = 47;
/** virErrorDomain */
export const VIR_FROM_PARALLELS = 48;
/** virErrorDomain */
export const VIR_FROM_DEVICE = 49;
/** virErrorDomain */
export const VIR_FROM_SSH = 50;
/** virErrorDomain */
export const VIR_FROM_LOCKSPACE = 51;
/** virErrorDomain */
export const VIR_FROM_INITCTL = 52;
/** virErrorDomain */
export const VIR_FROM_IDENTITY = 53;
/** virErrorDomain */
export const VIR_FROM_CGROUP = 54;
/** virErrorDomain */
export const VIR_FROM_ACCESS = 55;
/** virErrorDomain */
export const VIR_FROM_SYSTEMD = 56;
/** virErrorDomain */
export const VIR_FROM_BHYVE = 57;
/** virErrorDomain */
export const VIR_FROM_CRYPTO = 58;
/** virErrorDomain */
export const VIR_FROM_FIREWALL = 59;
/** virErrorDomain */
export const VIR_FROM_POLKIT = 60;
/** virErrorDomain */
export const VIR_FROM_THREAD = 61;
/** virErrorDomain */
export const VIR_FROM_ADMIN = 62;
/** virErrorDomain */
export const VIR_FROM_LOGGING = 63;
/** virErrorDomain */
export const VIR_FROM_XENXL = 64;
/** virErrorDomain */
export const VIR_FROM_PERF = 65;
/** virErrorDomain */
export const VIR_FROM_LIBSSH = 66;
/** virErrorDomain */
export const VIR_FROM_RESCTRL = 67;
/** virErrorDomain */
export const VIR_FROM_FIREWALLD = 68;
/** virErrorDomain */
export const VIR_FROM_DOMAIN_CHECKPOINT = 69;
/** virErrorDomain */
export const VIR_FROM_TPM = 70;
/** virErrorDomain */
export const VIR_FROM_BPF = 71;
/** virErrorDomain */
export const VIR_FROM_CH = 72;
/** virErrorLevel */
export const VIR_ERR_NONE = 0;
/** virErrorLevel */
export const VIR_ERR_WARNING = 1;
/** virErrorLevel */
export const VIR_ERR_ERROR = 2;
/** virErrorNumber */
export const VIR_ERR_OK = 0;
/** virErrorNumber */
export const VIR_ERR_INTERNAL_ERROR = 1;
/** virErrorNumber */
export const VIR_ERR_NO_MEMORY = 2;
/** virErrorNumber */
export const VIR_ERR_NO_SUPPORT = 3;
/** virErrorNumber */
export const VIR_ERR_UNKNOWN_HOST = 4;
/** virErrorNumber */
export const VIR_ERR_NO_CONNECT = 5;
/** virErrorNumber */
export const VIR_ERR_INVALID_CONN = 6;
/** virErrorNumber */
export const VIR_ERR_INVALID_DOMAIN = 7;
/** virErrorNumber */
export const VIR_ERR_INVALID_ARG = 8;
/** virErrorNumber */
export const VIR_ERR_OPERATION_FAILED = 9;
/** virErrorNumber */
export const VIR_ERR_GET_FAILED = 10;
/** virErrorNumber */
export const VIR_ERR_POST_FAILED = 11;
/** virErrorNumber */
export const VIR_ERR_HTTP_ERROR = 12;
/** virErrorNumber */
export const VIR_ERR_SEXPR_SERIAL = 13;
/** virErrorNumber */
export const VIR_ERR_NO_XEN = 14;
/** virErrorNumber */
export const VIR_ERR_XEN_CALL = 15;
/** virErrorNumber */
export const VIR_ERR_OS_TYPE = 16;
/** virErrorNumber */
export const VIR_ERR_NO_KERNEL = 17;
/** virErrorNumber */
export const VIR_ERR_NO_ROOT = 18;
/** virErrorNumber */
export const VIR_ERR_NO_SOURCE = 19;
/** virErrorNumber */
export const VIR_ERR_NO_TARGET = 20;
/** virErrorNumber */
export const VIR_ERR_NO_NAME = 21;
/** virErrorNumber */
export const VIR_ERR_NO_OS = 22;
/** virErrorNumber */
export const VIR_ERR_NO_DEVICE = 23;
/** virErrorNumber */
export const VIR_ERR_NO_XENSTORE = 24;
/** virErrorNumber */
export const VIR_ERR_DRIVER_FULL = 25;
/** virErrorNumber */
export const VIR_ERR_CALL_FAILED = 26;
/** virErrorNumber */
export const VIR_ERR_XML_ERROR = 27;
/** virErrorNumber */
export const VIR_ERR_DOM_EXIST = 28;
/** virErrorNumber */
export const VIR_ERR_OPERATION_DENIED = 29;
/** virErrorNumber */
export const VIR_ERR_OPEN_FAILED = 30;
/** virErrorNumber */
export const VIR_ERR_READ_FAILED = 31;
/** virErrorNumber */
export const VIR_ERR_PARSE_FAILED = 32;
/** virErrorNumber */
export const VIR_ERR_CONF_SYNTAX = 33;
/** virErrorNumber */
export const VIR_ERR_WRITE_FAILED = 34;
/** virErrorNumber */
export const VIR_ERR_XML_DETAIL = 35;
/** virErrorNumber */
export const VIR_ERR_INVALID_NETWORK = 36;
/** virErrorNumber */
export const VIR_ERR_NETWORK_EXIST = 37;
/** virErrorNumber */
export const VIR_ERR_SYSTEM_ERROR = 38;
/** virErrorNumber */
export const VIR_ERR_RPC = 39;
/** virErrorNumber */
export const VIR_ERR_GNUTLS_ERROR = 40;
/** virErrorNumber */
export const VIR_WAR_NO_NETWORK = 41;
/** virErrorNumber */
export const VIR_ERR_NO_DOMAIN = 42;
/** virErrorNumber */
export const VIR_ERR_NO_NETWORK = 43;
/** virErrorNumber */
export const VIR_ERR_INVALID_MAC = 44;
/** virErrorNumber */
export const VIR_ERR_AUTH_FAILED = 45;
/** virErrorNumber */
export const VIR_ERR_INVALID_STORAGE_POOL = 46;
/** virErrorNumber */
export const VIR_ERR_INVALID_STORAGE_VOL = 47;
/** virErrorNumber */
export const VIR_WAR_NO_STORAGE = 48;
/** virErrorNumber */
export const VIR_ERR_NO_STORAGE_POOL = 49;
/** virErrorNumber */
export const VIR_ERR_NO_STORAGE_VOL = 50;
/** virErrorNumber */
export const VIR_WAR_NO_NODE = 51;
/** virErrorNumber */
export const VIR_ERR_INVALID_NODE_DEVICE = 52;
/** virErrorNumber */
export const VIR_ERR_NO_NODE_DEVICE = 53;
/** virErrorNumber */
export const VIR_ERR_NO_SECURITY_MODEL = 54;
/** virErrorNumber */
export const VIR_ERR_OPERATION_INVALID = 55;
/** virErrorNumber */
export const VIR_WAR_NO_INTERFACE = 56;
/** virErrorNumber */
export const VIR_ERR_NO_INTERFACE = 57;
/** virErrorNumber */
export const VIR_ERR_INVALID_INTERFACE = 58;
/** virErrorNumber */
export const VIR_ERR_MULTIPLE_INTERFACES = 59;
/** virErrorNumber */
export const VIR_WAR_NO_NWFILTER = 60;
/** virErrorNumber */
export const VIR_ERR_INVALID_NWFILTER = 61;
/** virErrorNumber */
export const VIR_ERR_NO_NWFILTER = 62;
/** virErrorNumber */
export const VIR_ERR_BUILD_FIREWALL = 63;
/** virErrorNumber */
export const VIR_WAR_NO_SECRET = 64;
/** virErrorNumber */
export const VIR_ERR_INVALID_SECRET = 65;
/** virErrorNumber */
export const VIR_ERR_NO_SECRET = 66;
/** virErrorNumber */
export const VIR_ERR_CONFIG_UNSUPPORTED = 67;
/** virErrorNumber */
export const VIR_ERR_OPERATION_TIMEOUT = 68;
/** virErrorNumber */
export const VIR_ERR_MIGRATE_PERSIST_FAILED = 69;
/** virErrorNumber */
export const VIR_ERR_HOOK_SCRIPT_FAILED = 70;
/** virErrorNumber */
export const VIR_ERR_INVALID_DOMAIN_SNAPSHOT = 71;
/** virErrorNumber */
export const VIR_ERR_NO_DOMAIN_SNAPSHOT = 72;
/** virErrorNumber */
export const VIR_ERR_INVALID_STREAM = 73;
/** virErrorNumber */
export const VIR_ERR_ARGUMENT_UNSUPPORTED = 74;
/** virErrorNumber */
export const VIR_ERR_STORAGE_PROBE_FAILED = 75;
/** virErrorNumber */
export const VIR_ERR_STORAGE_POOL_BUILT = 76;
/** virErrorNumber */
export const VIR_ERR_SNAPSHOT_REVERT_RISKY = 77;
/** virErrorNumber */
export const VIR_ERR_OPERATION_ABORTED = 78;
/** virErrorNumber */
export const VIR_ERR_AUTH_CANCELLED = 79;
/** virErrorNumber */
export const VIR_ERR_NO_DOMAIN_METADATA = 80;
/** virErrorNumber */
export const VIR_ERR_MIGRATE_UNSAFE = 81;
/** virErrorNumber */
export const VIR_ERR_OVERFLOW = 82;
/** virErrorNumber */
export const VIR_ERR_BLOCK_COPY_ACTIVE = 83;
/** virErrorNumber */
export const VIR_ERR_OPERATION_UNSUPPORTED = 84;
/** virErrorNumber */
export const VIR_ERR_SSH = 85;
/** virErrorNumber */
export const VIR_ERR_AGENT_UNRESPONSIVE = 86;
/** virErrorNumber */
export const VIR_ERR_RESOURCE_BUSY = 87;
/** virErrorNumber */
export const VIR_ERR_ACCESS_DENIED = 88;
/** virErrorNumber */
export const VIR_ERR_DBUS_SERVICE = 89;
/** virErrorNumber */
export const VIR_ERR_STORAGE_VOL_EXIST = 90;
/** virErrorNumber */
export const VIR_ERR_CPU_INCOMPATIBLE = 91;
/** virErrorNumber */
export const VIR_ERR_XML_INVALID_SCHEMA = 92;
/** virErrorNumber */
export const VIR_ERR_MIGRATE_FINISH_OK = 93;
/** virErrorNumber */
export const VIR_ERR_AUTH_UNAVAILABLE = 94;
/** virErrorNumber */
export const VIR_ERR_NO_SERVER = 95;
/** virErrorNumber */
export const VIR_ERR_NO_CLIENT = 96;
/** virErrorNumber */
export const VIR_ERR_AGENT_UNSYNCED = 97;
/** virErrorNumber */
export const VIR_ERR_LIBSSH = 98;
/** virErrorNumber */
export const VIR_ERR_DEVICE_MISSING = 99;
/** virErrorNumber */
export const VIR_ERR_INVALID_NWFILTER_BINDING = 100;
/** virErrorNumber */
export const VIR_ERR_NO_NWFILTER_BINDING = 101;
/** virErrorNumber */
export const VIR_ERR_INVALID_DOMAIN_CHECKPOINT = 102;
/** virErrorNumber */
export const VIR_ERR_NO_DOMAIN_CHECKPOINT = 103;
/** virErrorNumber */
export const VIR_ERR_NO_DOMAIN_BACKUP = 104;
/** virErrorNumber */
export const VIR_ERR_INVALID_NETWORK_PORT = 105;
/** virErrorNumber */
export const VIR_ERR_NETWORK_PORT_EXIST = 106;
/** virErrorNumber */
export const VIR_ERR_NO_NETWORK_PORT = 107;
/** virErrorNumber */
export const VIR_ERR_NO_HOSTNAME = 108;
/** virErrorNumber */
export const VIR_ERR_CHECKPOINT_INCONSISTENT = 109;
/** virErrorNumber */
export const VIR_ERR_MULTIPLE_DOMAINS = 110;
/** virErrorNumber */
export const VIR_ERR_NO_NETWORK_METADATA = 111;
/** virErrorNumber */
export const VIR_ERR_AGENT_COMMAND_TIMEOUT = 112;
/** virErrorNumber */
export const VIR_ERR_AGENT_COMMAND_FAILED = 113;
/** virEventHandleType */
export const VIR_EVENT_HANDLE_READABLE = 1;
/** virEventHandleType */
export const VIR_EVENT_HANDLE_WRITABLE = 2;
/** virEventHandleType */
export const VIR_EVENT_HANDLE_ERROR = 4;
/** virEventHandleType */
export const VIR_EVENT_HANDLE_HANGUP = 8;
/** virIPAddrType */
export const VIR_IP_ADDR_TYPE_IPV4 = 0;
/** virIPAddrType */
export const VIR_IP_ADDR_TYPE_IPV6 = 1;
/** virInterfaceDefineFlags */
export const VIR_INTERFACE_DEFINE_VALIDATE = 1;
/** virInterfaceXMLFlags */
export const VIR_INTERFACE_XML_INACTIVE = 1;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_LINUX = 0;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_XT = 1;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_ATSET1 = 2;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_ATSET2 = 3;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_ATSET3 = 4;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_OSX = 5;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_XT_KBD = 6;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_USB = 7;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_WIN32 = 8;
/** virKeycodeSet */
export const VIR_KEYCODE_SET_QNUM = 9;
/** virNWFilterBindingCreateFlags */
export const VIR_NWFILTER_BINDING_CREATE_VALIDATE = 1;
/** virNWFilterDefineFlags */
export const VIR_NWFILTER_DEFINE_VALIDATE = 1;
/** virNetworkCreateFlags */
export const VIR_NETWORK_CREATE_VALIDATE = 1;
/** virNetworkDefineFlags */
export const VIR_NETWORK_DEFINE_VALIDATE = 1;
/** virNetworkEventID */
export const VIR_NETWORK_EVENT_ID_LIFECYCLE = 0;
/** virNetworkEventID */
export const VIR_NETWORK_EVENT_ID_METADATA_CHANGE = 1;
/** virNetworkEventLifecycleType */
export const VIR_NETWORK_EVENT_DEFINED = 0;
/** virNetworkEventLifecycleType */
export const VIR_NETWORK_EVENT_UNDEFINED = 1;
/** virNetworkEventLifecycleType */
export const VIR_NETWORK_EVENT_STARTED = 2;
/** virNetworkEventLifecycleType */
export const VIR_NETWORK_EVENT_STOPPED = 3;
/** virNetworkMetadataType */
export const VIR_NETWORK_METADATA_DESCRIPTION = 0;
/** virNetworkMetadataType */
export const VIR_NETWORK_METADATA_TITLE = 1;
/** virNetworkMetadataType */
export const VIR_NETWORK_METADATA_ELEMENT = 2;
/** virNetworkPortCreateFlags */
export const VIR_NETWORK_PORT_CREATE_RECLAIM = 1;
/** virNetworkPortCreateFlags */
export const VIR_NETWORK_PORT_CREATE_VALIDATE = 2;
/** virNetworkUpdateCommand */
export const VIR_NETWORK_UPDATE_COMMAND_NONE = 0;
/** virNetworkUpdateCommand */
export const VIR_NETWORK_UPDATE_COMMAND_MODIFY = 1;
/** virNetworkUpdateCommand */
export const VIR_NETWORK_UPDATE_COMMAND_DELETE = 2;
/** virNetworkUpdateCommand */
export const VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST = 4;
/** virNetworkUpdateFlags */
export const VIR_NETWORK_UPDATE_AFFECT_CURRENT = 0;
/** virNetworkUpdateFlags */
export const VIR_NETWORK_UPDATE_AFFECT_LIVE = 1;
/** virNetworkUpdateFlags */
export const VIR_NETWORK_UPDATE_AFFECT_CONFIG = 2;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_NONE = 0;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_BRIDGE = 1;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_DOMAIN = 2;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_IP = 3;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_IP_DHCP_HOST = 4;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_IP_DHCP_RANGE = 5;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_FORWARD = 6;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_FORWARD_INTERFACE = 7;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_FORWARD_PF = 8;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_PORTGROUP = 9;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_DNS_HOST = 10;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_DNS_TXT = 11;
/** virNetworkUpdateSection */
export const VIR_NETWORK_SECTION_DNS_SRV = 12;
/** virNetworkXMLFlags */
export const VIR_NETWORK_XML_INACTIVE = 1;
/** virNodeAllocPagesFlags */
export const VIR_NODE_ALLOC_PAGES_ADD = 0;
/** virNodeAllocPagesFlags */
export const VIR_NODE_ALLOC_PAGES_SET = 1;
/** virNodeDeviceCreateXMLFlags */
export const VIR_NODE_DEVICE_CREATE_XML_VALIDATE = 1;
/** virNodeDeviceDefineXMLFlags */
export const VIR_NODE_DEVICE_DEFINE_XML_VALIDATE = 1;
/** virNodeDeviceEventID */
export const VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE = 0;
/** virNodeDeviceEventID */
export const VIR_NODE_DEVICE_EVENT_ID_UPDATE = 1;
/** virNodeDeviceEventLifecycleType */
export const VIR_NODE_DEVICE_EVENT_CREATED = 0;
/** virNodeDeviceEventLifecycleType */
export const VIR_NODE_DEVICE_EVENT_DELETED = 1;
/** virNodeDeviceEventLifecycleType */
export const VIR_NODE_DEVICE_EVENT_DEFINED = 2;
/** virNodeDeviceEventLifecycleType */
export const VIR_NODE_DEVICE_EVENT_UNDEFINED = 3;
/** virNodeDeviceUpdateFlags */
export const VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT = 0;
/** virNodeDeviceUpdateFlags */
export const VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE = 1;
/** virNodeDeviceUpdateFlags */
export const VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG = 2;
/** virNodeDeviceXMLFlags */
export const VIR_NODE_DEVICE_XML_INACTIVE = 1;
/** virNodeGetCPUStatsAllCPUs */
export const VIR_NODE_CPU_STATS_ALL_CPUS = -1;
/** virNodeGetMemoryStatsAllCells */
export const VIR_NODE_MEMORY_STATS_ALL_CELLS = -1;
/** virNodeSuspendTarget */
export const VIR_NODE_SUSPEND_TARGET_MEM = 0;
/** virNodeSuspendTarget */
export const VIR_NODE_SUSPEND_TARGET_DISK = 1;
/** virNodeSuspendTarget */
export const VIR_NODE_SUSPEND_TARGET_HYBRID = 2;
/** virSecretDefineFlags */
export const VIR_SECRET_DEFINE_VALIDATE = 1;
/** virSecretEventID */
export const VIR_SECRET_EVENT_ID_LIFECYCLE = 0;
/** virSecretEventID */
export const VIR_SECRET_EVENT_ID_VALUE_CHANGED = 1;
/** virSecretEventLifecycleType */
export const VIR_SECRET_EVENT_DEFINED = 0;
/** virSecretEventLifecycleType */
export const VIR_SECRET_EVENT_UNDEFINED = 1;
/** virSecretUsageType */
export const VIR_SECRET_USAGE_TYPE_NONE = 0;
/** virSecretUsageType */
export const VIR_SECRET_USAGE_TYPE_VOLUME = 1;
/** virSecretUsageType */
export const VIR_SECRET_USAGE_TYPE_CEPH = 2;
/** virSecretUsageType */
export const VIR_SECRET_USAGE_TYPE_ISCSI = 3;
/** virSecretUsageType */
export const VIR_SECRET_USAGE_TYPE_TLS = 4;
/** virSecretUsageType */
export const VIR_SECRET_USAGE_TYPE_VTPM = 5;
/** virStoragePoolBuildFlags */
export const VIR_STORAGE_POOL_BUILD_NEW = 0;
/** virStoragePoolBuildFlags */
export const VIR_STORAGE_POOL_BUILD_REPAIR = 1;
/** virStoragePoolBuildFlags */
export const VIR_STORAGE_POOL_BUILD_RESIZE = 2;
/** virStoragePoolBuildFlags */
export const VIR_STORAGE_POOL_BUILD_NO_OVERWRITE = 4;
/** virStoragePoolBuildFlags */
export const VIR_STORAGE_POOL_BUILD_OVERWRITE = 8;
/** virStoragePoolCreateFlags */
export const VIR_STORAGE_POOL_CREATE_NORMAL = 0;
/** virStoragePoolCreateFlags */
export const VIR_STORAGE_POOL_CREATE_WITH_BUILD = 1;
/** virStoragePoolCreateFlags */
export const VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE = 2;
/** virStoragePoolCreateFlags */
export const VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE = 4;
/** virStoragePoolDefineFlags */
export const VIR_STORAGE_POOL_DEFINE_VALIDATE = 1;
/** virStoragePoolDeleteFlags */
export const VIR_STORAGE_POOL_DELETE_NORMAL = 0;
/** virStoragePoolDeleteFlags */
export const VIR_STORAGE_POOL_DELETE_ZEROED = 1;
/** virStoragePoolEventID */
export const VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE = 0;
/** virStoragePoolEventID */
export const VIR_STORAGE_POOL_EVENT_ID_REFRESH = 1;
/** virStoragePoolEventLifecycleType */
export const VIR_STORAGE_POOL_EVENT_DEFINED = 0;
/** virStoragePoolEventLifecycleType */
export const VIR_STORAGE_POOL_EVENT_UNDEFINED = 1;
/** virStoragePoolEventLifecycleType */
export const VIR_STORAGE_POOL_EVENT_STARTED = 2;
/** virStoragePoolEventLifecycleType */
export const VIR_STORAGE_POOL_EVENT_STOPPED = 3;
/** virStoragePoolEventLifecycleType */
export const VIR_STORAGE_POOL_EVENT_CREATED = 4;
/** virStoragePoolEventLifecycleType */
export const VIR_STORAGE_POOL_EVENT_DELETED = 5;
/** virStoragePoolState */
export const VIR_STORAGE_POOL_INACTIVE = 0;
/** virStoragePoolState */
export const VIR_STORAGE_POOL_BUILDING = 1;
/** virStoragePoolState */
export const VIR_STORAGE_POOL_RUNNING = 2;
/** virStoragePoolState */
export const VIR_STORAGE_POOL_DEGRADED = 3;
/** virStoragePoolState */
export const VIR_STORAGE_POOL_INACCESSIBLE = 4;
/** virStorageVolCreateFlags */
export const VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA = 1;
/** virStorageVolCreateFlags */
export const VIR_STORAGE_VOL_CREATE_REFLINK = 2;
/** virStorageVolCreateFlags */
export const VIR_STORAGE_VOL_CREATE_VALIDATE = 4;
/** virStorageVolDeleteFlags */
export const VIR_STORAGE_VOL_DELETE_NORMAL = 0;
/** virStorageVolDeleteFlags */
export const VIR_STORAGE_VOL_DELETE_ZEROED = 1;
/** virStorageVolDeleteFlags */
export const VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS = 2;
/** virStorageVolDownloadFlags */
export const VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM = 1;
/** virStorageVolInfoFlags */
export const VIR_STORAGE_VOL_USE_ALLOCATION = 0;
/** virStorageVolInfoFlags */
export const VIR_STORAGE_VOL_GET_PHYSICAL = 1;
/** virStorageVolResizeFlags */
export const VIR_STORAGE_VOL_RESIZE_ALLOCATE = 1;
/** virStorageVolResizeFlags */
export const VIR_STORAGE_VOL_RESIZE_DELTA = 2;
/** virStorageVolResizeFlags */
export const VIR_STORAGE_VOL_RESIZE_SHRINK = 4;
/** virStorageVolType */
export const VIR_STORAGE_VOL_FILE = 0;
/** virStorageVolType */
export const VIR_STORAGE_VOL_BLOCK = 1;
/** virStorageVolType */
export const VIR_STORAGE_VOL_DIR = 2;
/** virStorageVolType */
export const VIR_STORAGE_VOL_NETWORK = 3;
/** virStorageVolType */
export const VIR_STORAGE_VOL_NETDIR = 4;
/** virStorageVolType */
export const VIR_STORAGE_VOL_PLOOP = 5;
/** virStorageVolUploadFlags */
export const VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM = 1;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_ZERO = 0;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_NNSA = 1;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_DOD = 2;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_BSI = 3;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_GUTMANN = 4;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER = 5;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7 = 6;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33 = 7;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_RANDOM = 8;
/** virStorageVolWipeAlgorithm */
export const VIR_STORAGE_VOL_WIPE_ALG_TRIM = 9;
/** virStorageXMLFlags */
export const VIR_STORAGE_XML_INACTIVE = 1;
/** virStreamEventType */
export const VIR_STREAM_EVENT_READABLE = 1;
/** virStreamEventType */
export const VIR_STREAM_EVENT_WRITABLE = 2;
/** virStreamEventType */
export const VIR_STREAM_EVENT_ERROR = 4;
/** virStreamEventType */
export const VIR_STREAM_EVENT_HANGUP = 8;
/** virStreamFlags */
export const VIR_STREAM_NONBLOCK = 1;
/** virStreamRecvFlagsValues */
export const VIR_STREAM_RECV_STOP_AT_HOLE = 1;
/** virTypedParameterFlags */
export const VIR_TYPED_PARAM_STRING_OKAY = 4;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_INT = 1;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_UINT = 2;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_LLONG = 3;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_ULLONG = 4;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_DOUBLE = 5;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_BOOLEAN = 6;
/** virTypedParameterType */
export const VIR_TYPED_PARAM_STRING = 7;
/** virVcpuHostCpuState */
export const VIR_VCPU_INFO_CPU_UNAVAILABLE = -2;
/** virVcpuHostCpuState */
export const VIR_VCPU_INFO_CPU_OFFLINE = -1;
/** virVcpuState */
export const VIR_VCPU_OFFLINE = 0;
/** virVcpuState */
export const VIR_VCPU_RUNNING = 1;
/** virVcpuState */
export const VIR_VCPU_BLOCKED = 2;
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
