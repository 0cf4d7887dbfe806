import { expect, it } from 'vitest';
import { crc32c } from './crc32c.js';

it.each([
  // RFC 3720, appendix B.4
  [Buffer.alloc(32), 0x8a91_36aa],
  [Buffer.alloc(32, 0xff), 0x62a8_ab43],
  [Buffer.from('123456789'), 0xe306_9283],
])('the CRC-32C of %j is %i', (bytes, expected) => {
  expect(crc32c(bytes)).toBe(expected);
});
