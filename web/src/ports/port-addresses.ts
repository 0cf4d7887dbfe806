import type { PortMappingDto } from '../api/types';

const EVERYWHERE = new Set(['0.0.0.0', '::', '*', '']);
const WEB_PORTS = new Map([
  [80, 'http'],
  [8080, 'http'],
  [443, 'https'],
]);

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');
}

/** How a person reaches a mapped port from this browser. */
export interface PortAddress {
  host: string;
  /** "host:40001", what one copies. */
  address: string;
  url: string | null;
  ssh: string | null;
  /** The mapping listens on the host's loopback only, and this browser is elsewhere. */
  onlyOnHost: boolean;
}

/**
 * A mapping on every address is reached under the name by which the page itself was reached. One on the
 * loopback is too when the page is; for a browser elsewhere the address holds on the host only.
 */
export function portAddress(
  port: Pick<PortMappingDto, 'hostAddress' | 'hostPort' | 'guestPort' | 'protocol'>,
  pageHost: string,
  user: string | null,
): PortAddress {
  const onLoopback = isLoopback(port.hostAddress);
  const followsPage = EVERYWHERE.has(port.hostAddress) || (onLoopback && isLoopback(pageHost));
  const host = followsPage ? pageHost : port.hostAddress;
  const onlyOnHost = onLoopback && !followsPage;
  const inUrl = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const scheme = port.protocol === 'tcp' ? WEB_PORTS.get(port.guestPort) : undefined;
  const isSsh = port.protocol === 'tcp' && port.guestPort === 22;
  return {
    host,
    address: `${inUrl}:${port.hostPort}`,
    url: scheme && !onlyOnHost ? `${scheme}://${inUrl}:${port.hostPort}` : null,
    ssh: isSsh ? `ssh -p ${port.hostPort} ${user ?? 'root'}@${host.replace(/^\[|\]$/g, '')}` : null,
    onlyOnHost,
  };
}
