/** How the bytes travel; the part of a URI behind the `+`. */
export type TransportName = 'unix' | 'ssh' | 'tcp' | 'tls' | 'ext' | 'libssh' | 'libssh2';

/** A libvirt connection URI, taken apart. */
export interface ConnectionUri {
  driver: string;
  transport: TransportName;
  user: string | undefined;
  host: string;
  port: number | undefined;
  path: string;
  /** Settings of the transport, such as `socket`; the daemon does not see them. */
  parameters: ReadonlyMap<string, string>;
  /** What the daemon is asked to open. */
  remoteName: string;
}

const TRANSPORTS: readonly string[] = ['unix', 'ssh', 'tcp', 'tls', 'ext', 'libssh', 'libssh2'];
// https://libvirt.org/uri.html: these are for the client; all others belong to the driver.
const CLIENT_PARAMETERS = new Set([
  'name',
  'command',
  'socket',
  'auth',
  'sshauth',
  'netcat',
  'keyfile',
  'pkipath',
  'known_hosts',
  'known_hosts_verify',
  'no_sanity',
  'no_verify',
  'no_tty',
  'mode',
  'proxy',
  'tls_priority',
]);

/** Reads a libvirt connection URI (https://libvirt.org/uri.html); throws TypeError on a bad one. */
export function parseConnectionUri(text: string): ConnectionUri {
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw new TypeError(`'${text}' is no libvirt URI`, { cause: error });
  }
  const [driver = '', named, ...more] = url.protocol.slice(0, -1).split('+');
  if (driver === '' || more.length > 0) {
    throw new TypeError(`'${text}' is no libvirt URI`);
  }
  if (named !== undefined && !isTransport(named)) {
    throw new TypeError(`unsupported transport '${named}' in '${text}'`);
  }
  const host = decodeURIComponent(url.hostname);
  const parameters = new Map<string, string>();
  const forDriver = new URLSearchParams();
  for (const [key, value] of url.searchParams) {
    if (CLIENT_PARAMETERS.has(key)) {
      parameters.set(key, value);
    } else {
      forDriver.append(key, value);
    }
  }
  const query = forDriver.size > 0 ? `?${forDriver.toString()}` : '';
  return {
    driver,
    // libvirt's rule: a host without a transport means TLS.
    transport: named ?? (host === '' ? 'unix' : 'tls'),
    user: url.username === '' ? undefined : decodeURIComponent(url.username),
    host,
    port: url.port === '' ? undefined : Number(url.port),
    path: url.pathname,
    parameters,
    remoteName: parameters.get('name') ?? `${driver}://${url.pathname}${query}`,
  };
}

function isTransport(name: string): name is TransportName {
  return TRANSPORTS.includes(name);
}

/** The URI that libvirt's own client takes when it is given none. */
export function defaultUri(): string {
  const fromEnvironment = process.env['LIBVIRT_DEFAULT_URI'];
  if (fromEnvironment) {
    return fromEnvironment;
  }
  return process.getuid?.() === 0 ? 'qemu:///system' : 'qemu:///session';
}
