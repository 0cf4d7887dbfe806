import { randomBytes } from 'node:crypto';

/** Return a random MAC address with QEMU's prefix, 52:54:00. */
export function randomMac(): string {
  const tail = [...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0'));
  return ['52', '54', '00', ...tail].join(':');
}
