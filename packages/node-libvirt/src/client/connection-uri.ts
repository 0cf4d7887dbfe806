/** The transport of a connection: the part of a URI's scheme after the `+`. */
export type TransportName = 'unix' | 'ssh' | 'tcp' | 'tls' | 'ext' | 'libssh' | 'libssh2';

/** The parts of a libvirt connection URI. */
export interface ConnectionUri {
  driver: string;
  transport: TransportName;
  user: string | undefined;
  /** The host without brackets; an IPv6 address may end in a zone, such as `fe80::1%eth0`. */
  host: string;
  port: number | undefined;
  path: string;
  /** Parameters for the client, such as `socket`. An empty value is ignored. */
  parameters: ReadonlyMap<string, string>;
  /** The URI for the daemon to open. */
  remoteName: string;
}

const TRANSPORTS: readonly string[] = ['unix', 'ssh', 'tcp', 'tls', 'ext', 'libssh', 'libssh2'];
// https://libvirt.org/uri.html
const KNOWN_PARAMETERS: readonly string[] = [
  'auth',
  'authfile',
  'command',
  'keyfile',
  'known_hosts',
  'known_hosts_verify',
  'mode',
  'name',
  'netcat',
  'no_sanity',
  'no_tty',
  'no_verify',
  'pkipath',
  'proxy',
  'socket',
  'sshauth',
  'tls_priority',
];
/** Drivers that libvirt runs in its C library, inside the client, and what they connect to. */
const CLIENT_SIDE_DRIVERS: ReadonlyMap<string, string> = new Map([
  ['esx', 'a VMware ESX server'],
  ['gsx', 'a VMware GSX server'],
  ['vpx', 'a VMware vCenter server'],
  ['hyperv', 'a Microsoft Hyper-V server'],
]);
// The WHATWG parser of Node does not accept the zone of an IPv6 address (RFC 6874).
const ZONE = /^([^/]*\/\/[^/?#]*\[[^\]/?#]*)%25([^\]/?#]+)(?=\])/;

/**
 * Parse a libvirt connection URI (https://libvirt.org/uri.html).
 * @throws TypeError on a URI that is malformed or that this client cannot open
 */
export function parseConnectionUri(text: string): ConnectionUri {
  const { url, zone } = parseUrl(text);
  const [driver = '', named, ...more] = url.protocol.slice(0, -1).split('+');
  if (driver === '' || more.length > 0) {
    throw malformed(text);
  }
  const server = CLIENT_SIDE_DRIVERS.get(driver);
  if (server !== undefined) {
    throw new TypeError(
      `Cannot open '${text}': libvirt connects to ${server} from its C library, without a daemon, ` +
        'and this client talks to libvirt daemons only. Use virsh or a binding of the C library.',
    );
  }
  if (named !== undefined && !isTransport(named)) {
    throw new TypeError(
      `Unknown transport '${named}' in '${text}'. The transports are unix, ssh, tls and tcp.`,
    );
  }
  const parameters = new Map<string, string>();
  for (const [key, value] of url.searchParams) {
    if (!KNOWN_PARAMETERS.includes(key)) {
      throw new TypeError(
        `Unknown parameter '${key}' in '${text}'. The parameters are ${KNOWN_PARAMETERS.join(', ')}. ` +
          `Pass a parameter of the driver inside 'name', such as ?name=${driver}://${url.pathname}%3F${key}=...`,
      );
    }
    if (value !== '') {
      parameters.set(key, value);
    }
  }
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
  return {
    driver,
    // libvirt's rule: a host without a transport means TLS.
    transport: named ?? (host === '' ? 'unix' : 'tls'),
    user: url.username === '' ? undefined : decodeURIComponent(url.username),
    host: zone === undefined ? host : `${host}%${zone}`,
    port: url.port === '' ? undefined : Number(url.port),
    path: url.pathname,
    parameters,
    remoteName: parameters.get('name') ?? `${driver}://${url.pathname}`,
  };
}

function parseUrl(text: string): { url: URL; zone: string | undefined } {
  const [, , zone] = ZONE.exec(text) ?? [];
  try {
    const url = new URL(text.replace(ZONE, '$1'));
    return { url, zone: zone === undefined ? undefined : decodeURIComponent(zone) };
  } catch (error) {
    throw malformed(text, error);
  }
}

function malformed(text: string, cause?: unknown): TypeError {
  const hint = /\[[^\]%]*%(?!25)/.test(text)
    ? " Write the '%' in front of a zone as '%25', such as [fe80::1%25eth0]."
    : '';
  return new TypeError(`'${text}' is not a valid libvirt URI, such as qemu:///system.${hint}`, {
    cause,
  });
}

function isTransport(name: string): name is TransportName {
  return TRANSPORTS.includes(name);
}

/** Return the URI that libvirt's own client opens by default. */
export function defaultUri(): string {
  const fromEnvironment = process.env['LIBVIRT_DEFAULT_URI'];
  if (fromEnvironment) {
    return fromEnvironment;
  }
  return process.getuid?.() === 0 ? 'qemu:///system' : 'qemu:///session';
}
