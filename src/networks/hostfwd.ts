import type { HostEndpoint } from './host-endpoint.js';

/** A forward of QEMU's user-mode network: from an endpoint on the host to a port of the guest. */
export interface Forward extends HostEndpoint {
  readonly guestPort: number;
}

/** The id that libvirt gives the backend of a domain's first network device. */
const NETDEV = 'hostnet0';

/** The monitor command that adds a forward (QEMU's human monitor, `help hostfwd_add`). */
export function hostfwdAdd(forward: Forward): string {
  return `hostfwd_add ${NETDEV} ${forward.protocol}:${forward.hostAddress}:${forward.hostPort}-:${forward.guestPort}`;
}

/** The monitor command that removes a forward. */
export function hostfwdRemove(endpoint: HostEndpoint): string {
  return `hostfwd_remove ${NETDEV} ${endpoint.protocol}:${endpoint.hostAddress}:${endpoint.hostPort}`;
}

/**
 * The forwards that `info usernet` lists, such as
 * `  TCP[HOST_FORWARD]  18       127.0.0.1 40000       10.0.2.15    22     0     0`.
 */
export function parseUsernet(output: string): Forward[] {
  const row = /^\s*(TCP|UDP)\[HOST_FORWARD\]\s+\d+\s+(\S+)\s+(\d+)\s+\S+\s+(\d+)/gm;
  return [...output.matchAll(row)].map(([, protocol, address, hostPort, guestPort]) => ({
    protocol: protocol === 'TCP' ? 'tcp' : 'udp',
    hostAddress: address === '*' ? '0.0.0.0' : (address ?? ''),
    hostPort: Number(hostPort),
    guestPort: Number(guestPort),
  }));
}

/** What to add and what to remove, so that exactly the wanted forwards stand. */
export function diffForwards(standing: readonly Forward[], wanted: readonly Forward[]) {
  const has = (list: readonly Forward[], forward: Forward) =>
    list.some((each) => key(each) === key(forward));
  return {
    remove: standing.filter((forward) => !has(wanted, forward)),
    add: wanted.filter((forward) => !has(standing, forward)),
  };
}

function key(forward: Forward): string {
  return `${forward.protocol}:${forward.hostAddress}:${forward.hostPort}-${forward.guestPort}`;
}
