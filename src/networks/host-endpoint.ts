import type { Protocol } from '../common/protocol.js';

/** A place on the host that a mapping listens at. */
export interface HostEndpoint {
  readonly protocol: Protocol;
  readonly hostAddress: string;
  readonly hostPort: number;
}

/** Whether two endpoints cannot both be listened at: an address of 0.0.0.0 means them all. */
export function collide(a: HostEndpoint, b: HostEndpoint): boolean {
  if (a.protocol !== b.protocol || a.hostPort !== b.hostPort) return false;
  return (
    a.hostAddress === b.hostAddress || a.hostAddress === '0.0.0.0' || b.hostAddress === '0.0.0.0'
  );
}

/** An endpoint as people read it: `127.0.0.1:8080/tcp`. */
export function formatEndpoint({ protocol, hostAddress, hostPort }: HostEndpoint): string {
  return `${hostAddress}:${hostPort}/${protocol}`;
}
