import { describe, expect, it } from 'vitest';

import { detectFormat } from './image-file';

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
