import { join } from 'node:path';
import { defaultDataDir } from './folders.js';
import {
  oneOf,
  parseAbsolutePath,
  parseBasePath,
  parseHosts,
  parseHttpUrl,
  parseIpv4,
  parseListen,
  parseNetworks,
  parsePaths,
  parsePoolPrefix,
  parsePools,
  parsePortRange,
  parseRatio,
  parseUri,
  wholeNumber,
} from './setting-values.js';

/** What a computed default depends on. */
export interface DefaultContext {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the settings file. */
  readonly configDir: string;
  /** The address that the server listens on. */
  readonly listenAddress: string;
}

interface Described {
  /** The name in the environment; in the file it is the key of the row. */
  readonly env: `PICOSTACK_${string}`;
  /** One or two sentences for the reference and for the sample file. */
  readonly meaning: string;
  /** The format of the value, for errors: "expected ...". */
  readonly expects: string;
  /** A value other than the default, for the sample file. */
  readonly example: string;
  /** Whether a reload (SIGHUP) applies a new value; otherwise it needs a restart. */
  readonly reload: boolean;
  /** The default in words, if it is computed or none. */
  readonly defaultText?: string;
  /** Whether to hide the value in `picostk config show`. */
  readonly secret?: boolean;
}

/** A setting with one value. A computed default may be undefined: "not set". */
interface TextRow<T> extends Described {
  readonly separator?: undefined;
  readonly parse: (text: string) => T | undefined;
  readonly default: string | ((context: DefaultContext) => string | undefined);
}

/** A setting with a list: a YAML list, or text with separators. Its default is the empty list. */
interface ListRow<T> extends Described {
  readonly separator: ',' | ':';
  readonly parse: (entries: readonly string[]) => T | undefined;
}

export type SettingRow = TextRow<unknown> | ListRow<unknown>;

/**
 * All settings by their names in the file. `docs/settings.md`, the sample file of `picostk init config` and
 * `picostk config show` come from this table. To add a setting, add a row.
 */
export const SETTINGS_TABLE = {
  listen: {
    env: 'PICOSTACK_LISTEN',
    meaning: 'Address and port of the server. By default only this host can reach it.',
    expects: 'address:port, such as 127.0.0.1:8080',
    example: '0.0.0.0:8080',
    reload: false,
    parse: parseListen,
    default: '127.0.0.1:8080',
  },
  basePath: {
    env: 'PICOSTACK_BASE_PATH',
    meaning:
      'Path below which a reverse proxy serves picostack, if it does not have a host name of its own.',
    expects:
      'a path such as /picostack, of letters, digits, ".", "_", "~" and "-", which does not begin with a path of the server (/api, /assets, /healthz, /readyz, /metrics)',
    example: '/picostack',
    reload: false,
    parse: parseBasePath,
    default: '/',
  },
  allowedHosts: {
    env: 'PICOSTACK_ALLOWED_HOSTS',
    meaning:
      'Names by which clients may call the server, in addition to its own address and localhost.',
    expects:
      'host names and IP addresses without ports, separated by ","; "*.NAME" means all names below NAME',
    example: 'cloud.example,*.lab.example',
    reload: true,
    separator: ',',
    parse: parseHosts,
  },
  trustedProxies: {
    env: 'PICOSTACK_TRUSTED_PROXIES',
    meaning:
      'Addresses and networks of reverse proxies whose X-Forwarded headers the server trusts.',
    expects: 'IP addresses and networks such as 127.0.0.1 or 10.0.0.0/8, separated by ","',
    example: '127.0.0.1,10.0.0.0/8',
    reload: true,
    separator: ',',
    parse: parseNetworks,
  },
  dataDir: {
    env: 'PICOSTACK_DATA_DIR',
    meaning: 'Folder of the database and other files; only the user of the server can read it.',
    expects: 'an absolute path',
    example: '/srv/picostack',
    reload: false,
    parse: parseAbsolutePath,
    default: ({ env }) => defaultDataDir(env),
    defaultText:
      '/var/lib/picostack for root and the user pstk, otherwise ~/.local/share/picostack',
  },
  libvirtUri: {
    env: 'PICOSTACK_LIBVIRT_URI',
    meaning: 'Connection URI of libvirt.',
    expects: 'a libvirt URI, such as qemu:///system',
    example: 'qemu:///session',
    reload: false,
    parse: parseUri,
    default: () => undefined,
    defaultText: 'qemu:///system if it is reachable, otherwise qemu:///session',
  },
  virtType: {
    env: 'PICOSTACK_VIRT_TYPE',
    meaning:
      'How guests run: kvm, qemu (software emulation), or auto: KVM if libvirt and the processor support it.',
    expects: 'auto, kvm or qemu',
    example: 'qemu',
    reload: false,
    parse: oneOf('auto', 'kvm', 'qemu'),
    default: 'auto',
  },
  poolPrefix: {
    env: 'PICOSTACK_POOL_PREFIX',
    meaning:
      'Prefix of the names of the storage pools. Two servers on one libvirt need different ones.',
    expects: 'lower-case letters, digits and dashes, 31 at most, a letter first',
    example: 'lab',
    reload: false,
    parse: parsePoolPrefix,
    default: 'picostack',
  },
  poolDir: {
    env: 'PICOSTACK_POOL_DIR',
    meaning:
      "Folder of the two storage pools on libvirt's host. It is used when the pools are created.",
    expects: 'an absolute path',
    example: '/srv/guests',
    reload: false,
    parse: parseAbsolutePath,
    default: () => undefined,
    defaultText: '/var/lib/libvirt/images/PREFIX, with qemu:///session in the data folder',
  },
  portRange: {
    env: 'PICOSTACK_PORT_RANGE',
    meaning: 'Range of host ports for mappings. picostack checks that a port is free.',
    expects: 'FROM-TO within 1024-65535',
    example: '20000-20999',
    reload: true,
    parse: parsePortRange,
    default: '40000-44999',
  },
  portAddress: {
    env: 'PICOSTACK_PORT_ADDRESS',
    meaning:
      'Default address of port mappings: clients that reach the server need to reach its guests too.',
    expects: 'an IPv4 address, such as 0.0.0.0',
    example: '0.0.0.0',
    reload: true,
    parse: parseIpv4,
    default: ({ listenAddress }) => parseIpv4(listenAddress) ?? '127.0.0.1',
    defaultText: 'the address of listen',
  },
  importDirs: {
    env: 'PICOSTACK_IMPORT_DIRS',
    meaning: 'Folders on the host from which images may be registered by path.',
    expects: 'absolute paths, separated by ":"',
    example: '/srv/images:/mnt/nas/images',
    reload: true,
    separator: ':',
    parse: parsePaths,
  },
  importNetworks: {
    env: 'PICOSTACK_IMPORT_NETWORKS',
    meaning:
      'Networks that are not public, such as the local network, from which images may be imported by URL. Public addresses are always allowed.',
    expects: 'IP addresses and networks such as 192.0.2.7 or 10.0.0.0/8, separated by ","',
    example: '10.20.0.0/16,fd00:20::/48',
    reload: true,
    separator: ',',
    parse: parseNetworks,
  },
  importPools: {
    env: 'PICOSTACK_IMPORT_POOLS',
    meaning:
      'Storage pools of libvirt whose volumes may be registered as images, by everyone with the role operator. "*" means all, "none" means none.',
    expects: '"*", "none", or names of pools, separated by ","',
    example: 'default,isos',
    reload: true,
    parse: parsePools,
    default: '*',
  },
  catalogue: {
    env: 'PICOSTACK_CATALOGUE',
    meaning:
      "File with a catalogue of cloud images (JSON); its entries extend or replace picostack's own.",
    expects: 'an absolute path',
    example: '/etc/picostack/catalogue.json',
    reload: true,
    parse: parseAbsolutePath,
    default: () => undefined,
    defaultText: "only picostack's own catalogue",
  },
  debianMirror: {
    env: 'PICOSTACK_DEBIAN_MIRROR',
    meaning: 'Mirror of Debian for the images that the server builds, and for their guests.',
    expects: 'an http or https URL',
    example: 'http://mirror.example/debian',
    reload: true,
    parse: parseHttpUrl,
    default: () => undefined,
    defaultText: "Debian's own servers",
  },
  maxImageGiB: {
    env: 'PICOSTACK_MAX_IMAGE_GIB',
    meaning: 'Maximum size of the disk of an image in GiB. The size of the pool is a limit too.',
    expects: 'a whole number of GiB above 0',
    example: '100',
    reload: true,
    parse: wholeNumber(1, 1_000_000),
    default: '2048',
  },
  diskOvercommit: {
    env: 'PICOSTACK_DISK_OVERCOMMIT',
    meaning: 'Ratio by which the sizes of thin disks may exceed a storage pool.',
    expects: 'a ratio above 0 and at most 1000, such as 4 or 1.5',
    example: '1.5',
    reload: true,
    parse: parseRatio,
    default: '4',
  },
  memoryOvercommit: {
    env: 'PICOSTACK_MEMORY_OVERCOMMIT',
    meaning: "Ratio by which the memory of running guests may exceed the host's.",
    expects: 'a ratio above 0 and at most 1000, such as 1.5',
    example: '1',
    reload: true,
    parse: parseRatio,
    default: '1.5',
  },
  cpuOvercommit: {
    env: 'PICOSTACK_CPU_OVERCOMMIT',
    meaning: 'Number of virtual processors per processor of the host.',
    expects: 'a ratio above 0 and at most 1000, such as 16',
    example: '4',
    reload: true,
    parse: parseRatio,
    default: '16',
  },
  stopTimeoutSeconds: {
    env: 'PICOSTACK_STOP_TIMEOUT',
    meaning: 'Seconds until a graceful stop forces the guest off.',
    // At most a day: Node fires a timer of more than 24.8 days at once.
    expects: 'a whole number of seconds from 1 to 86400',
    example: '120',
    reload: true,
    parse: wholeNumber(1, 86_400),
    default: '60',
  },
  templateDir: {
    env: 'PICOSTACK_TEMPLATE_DIR',
    meaning: "Folder of the templates that replace picostack's own; each file is optional.",
    expects: 'an absolute path',
    example: '/srv/picostack/templates',
    reload: false,
    parse: parseAbsolutePath,
    default: ({ configDir }) => join(configDir, 'templates'),
    defaultText: 'the folder templates next to the settings file',
  },
  eventRetentionDays: {
    env: 'PICOSTACK_EVENT_RETENTION_DAYS',
    meaning: 'Days after which events are deleted. The newest 1000 always stay.',
    // At most a hundred years: such a time can still be formatted.
    expects: 'a whole number of days from 1 to 36500',
    example: '365',
    reload: true,
    parse: wholeNumber(1, 36_500),
    default: '90',
  },
  eventLimit: {
    env: 'PICOSTACK_EVENT_LIMIT',
    meaning: 'Maximum number of events. The oldest are deleted first.',
    expects: 'a whole number from 1000 up',
    example: '20000',
    reload: true,
    parse: wholeNumber(1_000, Number.MAX_SAFE_INTEGER),
    default: '100000',
  },
  logLevel: {
    env: 'PICOSTACK_LOG_LEVEL',
    meaning: 'The least important messages that are logged. "debug" adds requests that only read.',
    expects: 'fatal, error, warn, info, debug or trace',
    example: 'debug',
    reload: true,
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    default: 'info',
  },
  logFormat: {
    env: 'PICOSTACK_LOG_FORMAT',
    meaning: 'Format of the log: json, text, or auto: text on a terminal, otherwise json.',
    expects: 'auto, json or text',
    example: 'json',
    reload: false,
    parse: oneOf('auto', 'json', 'text'),
    default: 'auto',
  },
  metricsAccess: {
    env: 'PICOSTACK_METRICS_ACCESS',
    meaning:
      'Who may read /metrics: open (everybody who reaches the server), token (users and bearer tokens), or off.',
    expects: 'open, token or off',
    example: 'token',
    reload: true,
    parse: oneOf('open', 'token', 'off'),
    default: 'open',
  },
} as const satisfies Record<string, SettingRow>;

/** The name of a setting in the file. */
export type SettingKey = keyof typeof SETTINGS_TABLE;

/** The rows in order, without their individual types. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries loses the keys of a constant
export const SETTING_ROWS = Object.entries(SETTINGS_TABLE) as readonly (readonly [
  SettingKey,
  SettingRow,
])[];
