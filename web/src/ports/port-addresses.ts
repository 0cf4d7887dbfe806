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

/** How to reach a mapped port from this browser. */
export interface PortAddress {
  host: string;
  /** "host:40001" */
  address: string;
  url: string | null;
  ssh: string | null;
  /** The mapping listens only on the loopback address of the host, and the browser is on another machine. */
  onlyOnHost: boolean;
}

/**
 * Return the address of a mapping. A mapping on all addresses is reachable at the host name of the page, as is a mapping
 * on the loopback address if the page is open there too.
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
