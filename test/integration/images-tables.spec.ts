import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEADER_BYTES } from '../../src/images/import/inspect-header.js';
import { measureQcow2 } from '../../src/images/qcow2/qcow2-tables.js';
import { run } from '../support/virsh.js';

const KIB = 1024;
const MIB = 1024 ** 2;

const measure = (file: Buffer) =>
  measureQcow2(file.subarray(0, HEADER_BYTES), file.length, (offset, length) =>
    Promise.resolve(file.subarray(offset, offset + length)),
  );

describe('the data size of a qcow2 file that QEMU created', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'picostack-tables-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const create = async (options: string, ...commands: string[]): Promise<Buffer> => {
    const path = join(folder, 'made.qcow2');
    await run('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', options, path, '1G');
    const args = commands.flatMap((command) => ['-c', command]);
    if (args.length > 0) await run('qemu-io', '-f', 'qcow2', ...args, path);
    return readFile(path);
  };

  it('is 0 for an empty file', async () => {
    expect(await measure(await create('compat=0.10'))).toEqual({ dataBytes: 0 });
  });

  it('is the size of the written clusters', async () => {
    const file = await create(
      'compat=1.1',
      'write -P 7 0 1M',
      'write -P 8 900M 3M',
      'write -z 800M 9M',
    );
    expect(await measure(file)).toEqual({ dataBytes: 4 * MIB });
  });

  it.each([512, 4 * KIB, 2 * MIB])(
    'is rounded up to the clusters of the copy: clusters of %i bytes',
    async (size) => {
      const file = await create(
        `cluster_size=${size}`,
        'write -P 7 100k 512',
        'write -P 7 500M 1k',
      );
      expect(await measure(file)).toEqual({ dataBytes: 2 * Math.max(size, 64 * KIB) });
    },
  );

  it('includes compressed clusters and extended L2 entries, and leaves out snapshots', async () => {
    expect(
      await measure(await create('compat=1.1', 'write -c -P 7 0 64k', 'write -c -P 8 1M 128k')),
    ).toEqual({
      dataBytes: 192 * KIB,
    });
    expect(await measure(await create('extended_l2=on', 'write -P 7 4k 4k'))).toEqual({
      dataBytes: 64 * KIB,
    });
    const path = join(folder, 'made.qcow2');
    await run('qemu-img', 'snapshot', '-c', 'before', path);
    await run('qemu-io', '-f', 'qcow2', '-c', 'write -P 9 10M 64k', path);
    expect(await measure(await readFile(path))).toEqual({ dataBytes: 128 * KIB });
  });
});
