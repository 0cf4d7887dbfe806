import { randomBytes } from 'node:crypto';

const SECTOR_BYTES = 2048;

/** The content of a CD (ISO 9660) with random files; a hybrid one also has a boot sector, as a disk has. */
export function cd({ isHybrid = false, sectors = 600 } = {}): Buffer {
  const content = Buffer.concat([
    Buffer.alloc(18 * SECTOR_BYTES),
    randomBytes((sectors - 18) * SECTOR_BYTES),
  ]);
  if (isHybrid) {
    randomBytes(440).copy(content);
    content.writeUInt16LE(0xaa55, 510);
  }
  const descriptor = 16 * SECTOR_BYTES;
  content.write('\x01CD001\x01', descriptor, 'latin1');
  content.write('INSTALLER'.padEnd(32), descriptor + 40, 'latin1');
  content.writeUInt32LE(sectors, descriptor + 80);
  content.writeUInt32BE(sectors, descriptor + 84);
  content.writeUInt16LE(SECTOR_BYTES, descriptor + 128);
  content.writeUInt16BE(SECTOR_BYTES, descriptor + 130);
  content.write('\xffCD001\x01', descriptor + SECTOR_BYTES, 'latin1');
  return content;
}
