import type { HostEndpoint } from './host-endpoint.js';

/** A port forward of QEMU's user-mode network: from an endpoint on the host to a port of the guest. */
export interface Forward extends HostEndpoint {
  readonly guestPort: number;
}

/** The monitor command that adds a forward (QEMU's human monitor, `help hostfwd_add`). */
export function hostfwdAdd(netdev: string, forward: Forward): string {
  return `hostfwd_add ${netdev} ${forward.protocol}:${forward.hostAddress}:${forward.hostPort}-:${forward.guestPort}`;
}

/** The monitor command that removes a forward. */
export function hostfwdRemove(netdev: string, endpoint: HostEndpoint): string {
  return `hostfwd_remove ${netdev} ${endpoint.protocol}:${endpoint.hostAddress}:${endpoint.hostPort}`;
}

/** An existing forward, and its network backend. */
export type StandingForward = Forward & { readonly netdev: string };

/**
 * Parse the forwards in the output of `info usernet`. It lists them below the name of each backend, such as
 * `Hub -1 (hostnet0):` and `  TCP[HOST_FORWARD]  18       127.0.0.1 40000       10.0.2.15    22     0     0`.
 */
export function parseUsernet(output: string): StandingForward[] {
  const forwards: StandingForward[] = [];
  let netdev = '';
  for (const line of output.split(/\r?\n/)) {
    const backend = /^\S.*\((.+)\):$/.exec(line);
    if (backend) netdev = backend[1] ?? '';
    const row = /^\s*(TCP|UDP)\[HOST_FORWARD\]\s+\d+\s+(\S+)\s+(\d+)\s+\S+\s+(\d+)/.exec(line);
    if (!row) continue;
    const [, protocol, address, hostPort, guestPort] = row;
    forwards.push({
      netdev,
      protocol: protocol === 'TCP' ? 'tcp' : 'udp',
      hostAddress: address === '*' ? '0.0.0.0' : (address ?? ''),
      hostPort: Number(hostPort),
      guestPort: Number(guestPort),
    });
  }
  return forwards;
}

/** Check whether two forwards listen on the same endpoint. */
export function isSameEndpoint(a: HostEndpoint, b: HostEndpoint): boolean {
  return a.protocol === b.protocol && a.hostAddress === b.hostAddress && a.hostPort === b.hostPort;
}
