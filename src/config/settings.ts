import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { InvalidInputError, messageOf } from '../common/errors.js';
import { canonicalHost } from '../common/http/host-name.js';
import { SETTING_ROWS, type SettingName } from './setting-rows.js';

/** All settings, validated. They are read once at the start. */
export interface Settings {
  /** The address that the HTTP server listens on. */
  readonly listenAddress: string;
  readonly listenPort: number;
  /** Names and addresses by which clients may call the server, in addition to its own address and localhost. */
  readonly allowedHosts: readonly string[];
  /** Addresses and networks of trusted reverse proxies, whose `X-Forwarded-*` headers are used. */
  readonly trustedProxies: readonly string[];
  /** The folder of the database and of other files of the server. */
  readonly dataDir: string;
  /** The libvirt connection URI; undefined: qemu:///system if it is reachable, otherwise qemu:///session. */
  readonly libvirtUri: string | undefined;
  readonly virtType: 'auto' | 'kvm' | 'qemu';
  /** The prefix of the names of the storage pools: servers with different prefixes can share a libvirtd. */
  readonly poolPrefix: string;
  /** The folder of the two pools; undefined: depends on the connection. */
  readonly poolDir: string | undefined;
  /** The range of host ports for mappings, including both ends. */
  readonly portRange: { readonly from: number; readonly to: number };
  /** The default address of port mappings. */
  readonly portAddress: string;
  /** Folders on the host from which images can be registered by path. */
  readonly importDirs: readonly string[];
  /** The maximum virtual size of an image. */
  readonly maxImageGiB: number;
  /** The ratio by which the sizes of thin disks may exceed a storage pool. */
  readonly diskOvercommit: number;
  /** The ratio by which the memory of running guests may exceed the host's. */
  readonly memoryOvercommit: number;
  /** The number of virtual processors per processor of the host. */
  readonly cpuOvercommit: number;
  /** The age after which events are deleted. */
  readonly eventRetentionDays: number;
  /** The maximum number of events; the oldest are deleted first. */
  readonly eventLimit: number;
  /** The folder of templates that replace picostack's own; each file is optional. */
  readonly templateDir: string;
  /** The time limit of a graceful stop, before the guest is forced off. */
  readonly stopTimeoutSeconds: number;
}

/**
 * Read the settings file (YAML); the environment overrides it.
 * @throws InvalidInputError with all problems
 */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const raw = { ...readSettingsFile(env), ...fromEnvironment(env) };
  const problems: { field: string; message: string }[] = [];
  const value = <T>(
    name: SettingName,
    parseValue: (text: string) => T | undefined,
    otherwise: T,
  ): T => {
    const text = raw[name];
    if (text === undefined || text === '') return otherwise;
    const parsed = parseValue(text);
    if (parsed !== undefined) return parsed;
    problems.push({
      field: name,
      message: `${JSON.stringify(text)}: expected ${SETTING_ROWS[name].expects}`,
    });
    return otherwise;
  };

  const listen = value('PICOSTACK_LISTEN', parseListen, { address: '127.0.0.1', port: 8080 });
  const settings: Settings = {
    listenAddress: listen.address,
    listenPort: listen.port,
    allowedHosts: value('PICOSTACK_ALLOWED_HOSTS', parseHostList, []),
    trustedProxies: value('PICOSTACK_TRUSTED_PROXIES', parseNetworkList, []),
    dataDir: value('PICOSTACK_DATA_DIR', parseAbsolutePath, defaultDataDir(env)),
    libvirtUri: value<string | undefined>('PICOSTACK_LIBVIRT_URI', parseUri, undefined),
    virtType: value('PICOSTACK_VIRT_TYPE', parseVirtType, 'auto'),
    poolPrefix: value('PICOSTACK_POOL_PREFIX', parsePrefix, 'picostack'),
    poolDir: value<string | undefined>('PICOSTACK_POOL_DIR', parseAbsolutePath, undefined),
    portRange: value('PICOSTACK_PORT_RANGE', parsePortRange, { from: 40000, to: 44999 }),
    // If clients reach the server over the network, they need to reach its guests too; otherwise nobody does.
    portAddress: value(
      'PICOSTACK_PORT_ADDRESS',
      parseIpv4,
      parseIpv4(listen.address) ?? '127.0.0.1',
    ),
    importDirs: value('PICOSTACK_IMPORT_DIRS', parsePathList, []),
    maxImageGiB: value('PICOSTACK_MAX_IMAGE_GIB', parsePositive, 2048),
    diskOvercommit: value('PICOSTACK_DISK_OVERCOMMIT', parseRatio, 4),
    memoryOvercommit: value('PICOSTACK_MEMORY_OVERCOMMIT', parseRatio, 1.5),
    cpuOvercommit: value('PICOSTACK_CPU_OVERCOMMIT', parseRatio, 16),
    eventRetentionDays: value('PICOSTACK_EVENT_RETENTION_DAYS', parseDays, 90),
    eventLimit: value('PICOSTACK_EVENT_LIMIT', parseEventLimit, 100_000),
    templateDir: value(
      'PICOSTACK_TEMPLATE_DIR',
      parseAbsolutePath,
      join(dirname(settingsFile(env)), 'templates'),
    ),
    stopTimeoutSeconds: value('PICOSTACK_STOP_TIMEOUT', parseStopTimeout, 60),
  };
  if (problems.length > 0) {
    const list = problems.map(({ field, message }) => `  ${field}: ${message}`).join('\n');
    throw new InvalidInputError(
      `These settings are invalid:\n${list}`,
      problems,
      'invalidSettings',
    );
  }
  return settings;
}

/** The default data folder: below /var/lib for root, otherwise the XDG data folder. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  if (process.getuid?.() === 0) return '/var/lib/picostack';
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'picostack');
}

function settingsFile(env: NodeJS.ProcessEnv): string {
  return resolve(env['PICOSTACK_CONFIG'] || join(defaultConfigDir(env), 'picostack.yaml'));
}

function readSettingsFile(env: NodeJS.ProcessEnv): Partial<Record<SettingName, string>> {
  const named = env['PICOSTACK_CONFIG'];
  const path = settingsFile(env);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (absent && !named) return {};
    throw new InvalidInputError(`Cannot read the settings file ${path}: ${messageOf(error)}`);
  }
  return fromYaml(path, text);
}

/** In the file, settings have the names of the environment without the prefix, in camelCase: `portRange: 40000-44999`. */
function fromYaml(path: string, text: string): Partial<Record<SettingName, string>> {
  let document: unknown;
  try {
    document = parse(text) ?? {};
  } catch (error) {
    throw new InvalidInputError(`The settings file ${path} is not valid YAML: ${messageOf(error)}`);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new InvalidInputError(`The settings file ${path} must be a list of "name: value" lines.`);
  }
  const byKey = new Map<string, SettingName>(
    settingNames().map((name) => [SETTING_ROWS[name].key, name]),
  );
  const settings: Partial<Record<SettingName, string>> = {};
  for (const [key, entry] of Object.entries(document)) {
    const name = byKey.get(key);
    if (!name) {
      const known = [...byKey.keys()].join(', ');
      throw new InvalidInputError(
        `The settings file ${path} has an unknown setting "${key}". Known: ${known}.`,
      );
    }
    const row = SETTING_ROWS[name];
    const separator = 'separator' in row ? row.separator : ':';
    settings[name] = Array.isArray(entry) ? entry.join(separator) : String(entry);
  }
  return settings;
}

function fromEnvironment(env: NodeJS.ProcessEnv): Partial<Record<SettingName, string>> {
  const set = settingNames().filter((name) => env[name] !== undefined);
  return Object.fromEntries(set.map((name) => [name, env[name]]));
}

function settingNames(): SettingName[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys loses the keys of a constant
  return Object.keys(SETTING_ROWS) as SettingName[];
}

function defaultConfigDir(env: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return '/etc/picostack';
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'picostack');
}

function parseListen(text: string): { address: string; port: number } | undefined {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([0-9a-zA-Z.-]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) return undefined;
  return { address: match[1] ?? (match[2] || '0.0.0.0'), port };
}

function parseAbsolutePath(text: string): string | undefined {
  return text.startsWith('/') && !text.includes('\0') ? text : undefined;
}

function parsePathList(text: string): string[] | undefined {
  const paths = text.split(':').filter(Boolean);
  return paths.every(parseAbsolutePath) ? paths : undefined;
}

function parseHostList(text: string): string[] | undefined {
  const hosts = splitList(text).map((entry) => canonicalHost(entry.replace(/^\*\./, '')));
  if (hosts.includes(undefined)) return undefined;
  return hosts.map((host, index) =>
    splitList(text)[index]?.startsWith('*.') ? `*.${host}` : `${host}`,
  );
}

function parseNetworkList(text: string): string[] | undefined {
  const networks = splitList(text);
  return networks.every(isNetwork) ? networks : undefined;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function parseUri(text: string): string | undefined {
  return /^[a-z+]+:\/\/\S+$/.test(text) ? text : undefined;
}

function parseVirtType(text: string): Settings['virtType'] | undefined {
  return text === 'auto' || text === 'kvm' || text === 'qemu' ? text : undefined;
}

function parsePrefix(text: string): string | undefined {
  return /^[a-z][a-z0-9-]{0,30}$/.test(text) ? text : undefined;
}

function parsePortRange(text: string): { from: number; to: number } | undefined {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  return match && from >= 1024 && to <= 65535 && from <= to ? { from, to } : undefined;
}

function parseIpv4(text: string): string | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  return match?.slice(1).every((part) => Number(part) <= 255) ? text : undefined;
}

function parseRatio(text: string): number | undefined {
  const ratio = Number(text);
  return Number.isFinite(ratio) && ratio > 0 && ratio <= 1000 ? ratio : undefined;
}

function parsePositive(text: string): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

/** At most a day: Node fires a timer of more than 24.8 days at once. */
function parseStopTimeout(text: string): number | undefined {
  const seconds = parsePositive(text);
  return seconds !== undefined && seconds <= 86_400 ? seconds : undefined;
}

/** At most a hundred years: such a time can still be formatted. */
function parseDays(text: string): number | undefined {
  const days = parsePositive(text);
  return days !== undefined && days <= 36_500 ? days : undefined;
}

function parseEventLimit(text: string): number | undefined {
  const limit = parsePositive(text);
  return limit !== undefined && limit >= 1_000 ? limit : undefined;
}
