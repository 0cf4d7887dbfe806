import { describe, expect, it } from 'vitest';
import { writeCpio } from './cpio.js';

const FIELD = 8;

/** The number at an index of a header. Index 0 follows the magic. */
function field(archive: Buffer, header: number, index: number): number {
  const start = header + 6 + index * FIELD;
  return Number.parseInt(archive.toString('latin1', start, start + FIELD), 16);
}

describe('writeCpio', () => {
  it('writes a file as a header, its name and its content, each padded to four bytes', () => {
    const archive = writeCpio([
      { type: 'file', path: 'etc/issue', mode: 0o644, data: Buffer.from('hello') },
    ]);
    expect(archive.toString('latin1', 0, 6)).toBe('070701');
    expect(field(archive, 0, 1)).toBe(0o100644);
    expect(field(archive, 0, 6)).toBe(5);
    expect(field(archive, 0, 11)).toBe('etc/issue\0'.length);
    expect(archive.toString('latin1', 110, 120)).toBe('etc/issue\0');
    expect(archive.toString('latin1', 120, 128)).toBe('hello\0\0\0');
    expect(archive.toString('latin1', 128, 134)).toBe('070701');
    expect(archive.includes('TRAILER!!!\0')).toBe(true);
    expect(archive.length % 4).toBe(0);
  });

  it('writes device nodes and links that belong to root, even if another user runs it', () => {
    const archive = writeCpio([
      { type: 'characterDevice', path: 'dev/console', mode: 0o600, major: 5, minor: 1 },
      { type: 'link', path: 'init', target: 'bin/busybox' },
    ]);
    expect(field(archive, 0, 1)).toBe(0o020600);
    expect([field(archive, 0, 2), field(archive, 0, 3)]).toEqual([0, 0]);
    expect([field(archive, 0, 9), field(archive, 0, 10)]).toEqual([5, 1]);
    const link = archive.indexOf('070701', 6);
    expect(field(archive, link, 1)).toBe(0o120777);
    expect(archive.includes('bin/busybox')).toBe(true);
  });
});
