/** All settings: their names in the file, and the format of their values. `docs/settings.md` describes them. */
export const SETTING_ROWS = {
  PICOSTACK_LISTEN: { key: 'listen', expects: 'address:port, such as 127.0.0.1:8080' },
  PICOSTACK_ALLOWED_HOSTS: {
    key: 'allowedHosts',
    expects:
      'host names and IP addresses without ports, separated by ","; "*.NAME" means all names below NAME',
    separator: ',',
  },
  PICOSTACK_TRUSTED_PROXIES: {
    key: 'trustedProxies',
    expects: 'IP addresses and networks such as 127.0.0.1 or 10.0.0.0/8, separated by ","',
    separator: ',',
  },
  PICOSTACK_DATA_DIR: { key: 'dataDir', expects: 'an absolute path' },
  PICOSTACK_LIBVIRT_URI: { key: 'libvirtUri', expects: 'a libvirt URI, such as qemu:///system' },
  PICOSTACK_VIRT_TYPE: { key: 'virtType', expects: 'auto, kvm or qemu' },
  PICOSTACK_POOL_PREFIX: {
    key: 'poolPrefix',
    expects: 'lower-case letters, digits and dashes, 31 at most, a letter first',
  },
  PICOSTACK_POOL_DIR: { key: 'poolDir', expects: 'an absolute path' },
  PICOSTACK_PORT_RANGE: { key: 'portRange', expects: 'FROM-TO within 1024-65535' },
  PICOSTACK_PORT_ADDRESS: { key: 'portAddress', expects: 'an IPv4 address, such as 0.0.0.0' },
  PICOSTACK_IMPORT_DIRS: { key: 'importDirs', expects: 'absolute paths, separated by ":"' },
  PICOSTACK_MAX_IMAGE_GIB: { key: 'maxImageGiB', expects: 'a whole number of GiB above 0' },
  PICOSTACK_DISK_OVERCOMMIT: { key: 'diskOvercommit', expects: 'a ratio, such as 4 or 1.5' },
  PICOSTACK_MEMORY_OVERCOMMIT: { key: 'memoryOvercommit', expects: 'a ratio, such as 1.5' },
  PICOSTACK_CPU_OVERCOMMIT: { key: 'cpuOvercommit', expects: 'a ratio, such as 16' },
  PICOSTACK_EVENT_RETENTION_DAYS: {
    key: 'eventRetentionDays',
    expects: 'a whole number of days from 1 to 36500',
  },
  PICOSTACK_EVENT_LIMIT: { key: 'eventLimit', expects: 'a whole number from 1000 up' },
  PICOSTACK_TEMPLATE_DIR: { key: 'templateDir', expects: 'an absolute path' },
  PICOSTACK_STOP_TIMEOUT: {
    key: 'stopTimeoutSeconds',
    expects: 'a whole number of seconds from 1 to 86400',
  },
} as const;

/** The name of a setting in the environment. */
export type SettingName = keyof typeof SETTING_ROWS;
