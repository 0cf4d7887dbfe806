import { describe, expect, it } from 'vitest';

import { detectFormat, judgeFile } from './image-file';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('detectFormat', () => {
  it('knows qcow2 by its magic number', () => {
    expect(detectFormat(bytes(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3))).toEqual({
      format: 'qcow2',
      warning: null,
    });
  });

  it('takes anything else for raw', () => {
    expect(detectFormat(bytes(0xeb, 0x63, 0x90, 0, 0, 0, 0, 0))).toEqual({
      format: 'raw',
      warning: null,
    });
    expect(detectFormat(bytes(0x51, 0x46, 0x49)).format).toBe('raw');
  });

  it.each([
    ['gzip', bytes(0x1f, 0x8b, 8, 0)],
    ['xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
    ['VMDK', bytes(0x4b, 0x44, 0x4d, 0x56)],
    ['VDI', bytes(0x3c, 0x3c, 0x3c, 0x20)],
  ])('warns of %s', (name, head) => {
    expect(detectFormat(head).warning).toContain(name);
  });

  it('warns of an empty file', () => {
    expect(detectFormat(bytes()).warning).toContain('empty');
  });
});

describe('judgeFile', () => {
  const text = new TextEncoder().encode('not a disk\n'.repeat(100));
  const qcow2 = bytes(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3);
  const signed = (offset: number, ...signature: number[]): Uint8Array => {
    const head = new Uint8Array(34 * 1024);
    head.set(signature, offset);
    return head;
  };

  it.each([
    ['bad.qcow2', text, 'says qcow2, and its content is not qcow2'],
    ['disk.raw', qcow2, 'says raw, and its content is qcow2'],
    ['disk.vmdk', text, 'says VMDK'],
    ['disk.QCOW2', text, 'says qcow2'],
  ])('refuses %s for what is in it', (name, head, words) => {
    expect(judgeFile(name, head).refusal).toContain(words);
  });

  it.each([
    ['disk.qcow2', qcow2],
    ['disk.img', qcow2],
    ['disk.img', text],
    ['disk', text],
    ['toString', text],
    ['disk.raw', text],
  ])('takes %s for what it is', (name, head) => {
    expect(judgeFile(name, head).refusal).toBeNull();
  });

  it('asks about raw content that nothing boots from, and about no other', () => {
    expect(judgeFile('disk.raw', text).lacksBootSignature).toBe(true);
    expect(judgeFile('disk.qcow2', qcow2).lacksBootSignature).toBe(false);
    for (const head of [
      signed(510, 0x55, 0xaa),
      signed(512, ...new TextEncoder().encode('EFI PART')),
      signed(0x8001, ...new TextEncoder().encode('CD001')),
    ]) {
      expect(judgeFile('disk.raw', head).lacksBootSignature).toBe(false);
    }
  });
});
