import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireLocalFilesystem } from './local-filesystem.js';

describe('the filesystem of the data folder', () => {
  it.each([
    ['NFS', 0x6969],
    ['CIFS', 0xff534d42],
    ['9P', 0x01021997],
  ])('is refused if it is %s', (name, type) => {
    expect(() => requireLocalFilesystem('/srv/picostack', () => type)).toThrow(
      `The data folder /srv/picostack is on a network filesystem (${name})`,
    );
  });

  it('is accepted if it is local, also for a folder that does not exist yet', () => {
    expect(() => requireLocalFilesystem(tmpdir())).not.toThrow();
    expect(() => requireLocalFilesystem(join(tmpdir(), 'not', 'yet', 'there'))).not.toThrow();
  });
});
