import type { Machine } from './machine.js';

/** A TCP socket that a program listens on. */
export interface ListeningSocket {
  readonly port: number;
  /** An IPv4 address, or "*" for all addresses and for IPv6. */
  readonly address: string;
  readonly inode: string;
}

const LISTENING = '0A';

/** Read them from /proc/net/tcp and tcp6, whose addresses are in the byte order of the host. */
export function listeningSockets(machine: Machine): ListeningSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    (machine.read(file) ?? '').split('\n').flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state !== LISTENING) return [];
      return [{ port: Number.parseInt(port, 16), address: readAddress(address), inode }];
    }),
  );
}

/** Return "NAME (pid PID)"; undefined if this user may not see it. */
export function ownerOf(machine: Machine, { inode }: ListeningSocket): string | undefined {
  const link = `socket:[${inode}]`;
  for (const pid of machine.list('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of machine.list(`/proc/${pid}/fd`)) {
      if (machine.readLink(`/proc/${pid}/fd/${descriptor}`) !== link) continue;
      return `${machine.read(`/proc/${pid}/comm`)?.trim() ?? 'a program'} (pid ${pid})`;
    }
  }
  return undefined;
}

function readAddress(hex: string): string {
  if (hex.length !== 8 || hex === '00000000') return '*';
  const bytes = hex.match(/../g) ?? [];
  return bytes
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}
