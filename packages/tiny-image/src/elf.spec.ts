import { describe, expect, it } from 'vitest';
import { neededLibraries, neededModules, readElfSection } from './elf.js';

/** A 64-bit little-endian ELF file with these sections and nothing else. */
function elfFile(sections: Readonly<Record<string, Buffer>>): Buffer {
  const all = Object.entries({ '': Buffer.alloc(0), ...sections });
  const nameTable = Buffer.from(
    [...all.map(([name]) => name), '.shstrtab', ''].join('\0'),
    'latin1',
  );
  const bodies = [...all, ['.shstrtab', nameTable] as const];
  const header = Buffer.alloc(64);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(header);
  let offset = header.length;
  const table = bodies.map(([name, body]) => {
    const entry = Buffer.alloc(64);
    entry.writeUInt32LE(name === '' ? 0 : nameTable.indexOf(`${name}\0`), 0);
    entry.writeBigUInt64LE(BigInt(offset), 0x18);
    entry.writeBigUInt64LE(BigInt(body.length), 0x20);
    offset += body.length;
    return entry;
  });
  header.writeBigUInt64LE(BigInt(offset), 0x28);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(bodies.length, 0x3c);
  header.writeUInt16LE(bodies.length - 1, 0x3e);
  return Buffer.concat([header, ...bodies.map(([, body]) => body), ...table]);
}

function dynamicEntry(tag: number, value: number): Buffer {
  const entry = Buffer.alloc(16);
  entry.writeBigInt64LE(BigInt(tag), 0);
  entry.writeBigUInt64LE(BigInt(value), 8);
  return entry;
}

describe('the ELF reader', () => {
  it('finds the modules that a kernel module depends on', () => {
    const modinfo = Buffer.from('license=GPL\0depends=virtio,virtio_ring\0name=virtio_net\0');
    expect(neededModules(elfFile({ '.modinfo': modinfo }))).toEqual(['virtio', 'virtio_ring']);
    expect(neededModules(elfFile({ '.modinfo': Buffer.from('depends=\0') }))).toEqual([]);
  });

  it('finds the libraries that a program needs, and no other dynamic entries', () => {
    const strings = Buffer.from('\0libc.so.6\0libz.so.1\0');
    const dynamic = Buffer.concat([dynamicEntry(1, 1), dynamicEntry(14, 1), dynamicEntry(1, 11)]);
    const file = elfFile({ '.dynamic': dynamic, '.dynstr': strings });
    expect(neededLibraries(file)).toEqual(['libc.so.6', 'libz.so.1']);
  });

  it('finds nothing in other files', () => {
    expect(readElfSection(Buffer.from('#!/bin/sh\n'), '.modinfo')).toBeUndefined();
    expect(neededLibraries(Buffer.alloc(200))).toEqual([]);
  });
});
