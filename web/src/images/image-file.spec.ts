import { describe, expect, it } from 'vitest';

import { detectFormat, inspectImageFile } from './image-file';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('detectFormat', () => {
  it('detects qcow2 by its magic number', () => {
    expect(detectFormat('disk', bytes(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3))).toEqual({
      format: 'qcow2',
      error: null,
    });
  });

  it('is raw without a known signature', () => {
    expect(detectFormat('disk', bytes(0xeb, 0x63, 0x90, 0, 0, 0, 0, 0))).toEqual({
      format: 'raw',
      error: null,
    });
    expect(detectFormat('disk', bytes(0x51, 0x46, 0x49)).format).toBe('raw');
  });

  it.each([
    ['vmdk', 'disk', bytes(0x4b, 0x44, 0x4d, 0x56)],
    ['vdi', 'disk', bytes(0x3c, 0x3c, 0x3c, 0x20)],
    ['vhdx', 'disk', new TextEncoder().encode('vhdxfile')],
    ['vpc', 'disk', new TextEncoder().encode('conectix')],
    ['vpc', 'disk.vhd', bytes(0xeb, 0x63, 0x90, 0, 0, 0, 0, 0)],
  ])('detects %s', (format, name, head) => {
    expect(detectFormat(name, head)).toEqual({ format, error: null });
  });

  it.each([
    ['disk.raw.xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), 'raw', 'xz'],
    ['disk.vmdk.gz', bytes(0x1f, 0x8b, 8, 0), 'vmdk', 'gzip'],
    ['disk.gz', bytes(0x1f, 0x8b, 8, 0), 'qcow2', 'gzip'],
  ])(
    'takes the format of the compressed disk in %s from its name',
    (name, head, format, compression) => {
      expect(detectFormat(name, head)).toEqual({ format, error: null, compression });
    },
  );

  it.each([
    ['disk.zip', bytes(0x50, 0x4b, 3, 4), 'zip'],
    ['disk.tar.gz', bytes(0x1f, 0x8b, 8, 0), 'tar'],
    ['disk', new TextEncoder().encode('QED\0'), 'QED'],
  ])('refuses %s', (name, head, format) => {
    expect(detectFormat(name, head).error).toContain(format);
  });

  it('detects a CD, unless its name says that it is a disk', () => {
    const head = new Uint8Array(64 * 1024);
    head.set(new TextEncoder().encode('CD001'), 0x8001);
    expect(detectFormat('setup', head)).toEqual({ format: 'iso', error: null });
    expect(detectFormat('setup.iso', head)).toEqual({ format: 'iso', error: null });
    expect(detectFormat('stick.raw', head)).toEqual({ format: 'raw', error: null });
  });

  it('detects an OVA by its name, because it is an archive like any other', () => {
    const head = new Uint8Array(1024);
    head.set(new TextEncoder().encode('ustar'), 257);
    expect(detectFormat('machine.ova', head)).toEqual({ format: 'ova', error: null });
    expect(detectFormat('machine.tar', head).error).toContain('tar archive');
  });

  it('refuses an empty file', () => {
    expect(detectFormat('disk', bytes()).error).toContain('empty');
  });
});

describe('inspectImageFile', () => {
  const text = new TextEncoder().encode('not a disk\n'.repeat(100));
  const qcow2 = bytes(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3);
  const signed = (offset: number, ...signature: number[]): Uint8Array => {
    const head = new Uint8Array(34 * 1024);
    head.set(signature, offset);
    return head;
  };

  it.each([
    ['bad.qcow2', text, 'indicates qcow2, but the content is not qcow2'],
    ['disk.raw', qcow2, 'indicates raw, but the content is qcow2'],
    ['disk.vmdk', text, 'indicates VMDK'],
    ['disk.raw.gz', text, 'indicates gzip'],
    ['disk.QCOW2', text, 'indicates qcow2'],
  ])('refuses %s with other content', (name, head, message) => {
    expect(inspectImageFile(name, head).error).toContain(message);
  });

  it.each([
    ['disk.qcow2', qcow2],
    ['disk.img', qcow2],
    ['disk.img', text],
    ['disk', text],
    ['toString', text],
    ['disk.raw', text],
  ])('accepts %s', (name, head) => {
    expect(inspectImageFile(name, head).error).toBeNull();
  });

  it('reports raw content without a boot signature', () => {
    expect(inspectImageFile('disk.raw', text).lacksBootSignature).toBe(true);
    expect(inspectImageFile('disk.qcow2', qcow2).lacksBootSignature).toBe(false);
    for (const head of [
      signed(510, 0x55, 0xaa),
      signed(512, ...new TextEncoder().encode('EFI PART')),
      signed(0x8001, ...new TextEncoder().encode('CD001')),
    ]) {
      expect(inspectImageFile('disk.raw', head).lacksBootSignature).toBe(false);
    }
  });
});
