import type { Protocol } from '../common/protocol.js';

/** The host side of a port mapping. */
export interface HostEndpoint {
  readonly protocol: Protocol;
  readonly hostAddress: string;
  readonly hostPort: number;
}

/** Check whether two endpoints conflict; the address 0.0.0.0 includes all others. */
export function collide(a: HostEndpoint, b: HostEndpoint): boolean {
  if (a.protocol !== b.protocol || a.hostPort !== b.hostPort) return false;
  return (
    a.hostAddress === b.hostAddress || a.hostAddress === '0.0.0.0' || b.hostAddress === '0.0.0.0'
  );
}

/** Format an endpoint: `127.0.0.1:8080/tcp`. */
export function formatEndpoint({ protocol, hostAddress, hostPort }: HostEndpoint): string {
  return `${hostAddress}:${hostPort}/${protocol}`;
}
