import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { InvalidInputError, messageOf } from '../common/errors.js';
import { canonicalHost } from '../common/http/host-name.js';
import { SETTING_ROWS, type SettingName } from './setting-rows.js';

/** Everything that can be set, validated. Read once at start. */
export interface Settings {
  /** Address that the HTTP server binds to. */
  readonly listenAddress: string;
  readonly listenPort: number;
  /** Names and addresses that clients may call the server by, besides its own address and localhost. */
  readonly allowedHosts: readonly string[];
  /** Addresses and networks of the reverse proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Folder of the database and of what the server keeps for itself. */
  readonly dataDir: string;
  /** libvirt connection URI; undefined: qemu:///system where it is reachable, else qemu:///session. */
  readonly libvirtUri: string | undefined;
  readonly virtType: 'auto' | 'kvm' | 'qemu';
  /** Prefix of the names of the storage pools: two servers with other prefixes share one libvirtd. */
  readonly poolPrefix: string;
  /** Folder under which libvirt keeps the two pools; undefined: chosen by the connection. */
  readonly poolDir: string | undefined;
  /** Host ports for mappings, both ends included. */
  readonly portRange: { readonly from: number; readonly to: number };
  /** Address that mapped ports listen on, unless a mapping names its own. */
  readonly portAddress: string;
  /** Folders on the host from which an image may be registered by path. */
  readonly importDirs: readonly string[];
  /** The largest virtual size an image may have. */
  readonly maxImageGiB: number;
  /** How many times over a storage pool may be promised to thin disks. */
  readonly diskOvercommit: number;
  /** How many times over the host's memory may be given to running guests. */
  readonly memoryOvercommit: number;
  /** How many virtual processors may run for each processor of the host. */
  readonly cpuOvercommit: number;
  /** How long events are kept. */
  readonly eventRetentionDays: number;
  /** How many events are kept at most; the oldest go first. */
  readonly eventLimit: number;
  /** Folder of the templates that are used in place of picostack's own; each file may be missing. */
  readonly templateDir: string;
  /** How long a graceful stop waits before force is used. */
  readonly stopTimeoutSeconds: number;
}

/**
 * Reads the settings file (YAML) and the environment over it.
 * @throws InvalidInputError that names every setting that is wrong.
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
    // Who opens the server to the network wants its guests reached from there too, and nobody else does.
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
    throw new InvalidInputError(`These settings are wrong:\n${list}`, problems, 'invalidSettings');
  }
  return settings;
}

/** Where the server keeps its own things when nothing is set: /var/lib for root, else the XDG data folder. */
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
    throw new InvalidInputError(`The settings file ${path} cannot be read: ${messageOf(error)}`);
  }
  return fromYaml(path, text);
}

/** In the file the settings bear the names of the environment without the prefix, in camelCase: `portRange: 40000-44999`. */
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
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys of a constant
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

/** A day at most: a timer of Node's that is set for more than 24.8 days goes off at once. */
function parseStopTimeout(text: string): number | undefined {
  const seconds = parsePositive(text);
  return seconds !== undefined && seconds <= 86_400 ? seconds : undefined;
}

/** A hundred years at most: a time that far back can still be written. */
function parseDays(text: string): number | undefined {
  const days = parsePositive(text);
  return days !== undefined && days <= 36_500 ? days : undefined;
}

function parseEventLimit(text: string): number | undefined {
  const limit = parsePositive(text);
  return limit !== undefined && limit >= 1_000 ? limit : undefined;
}
