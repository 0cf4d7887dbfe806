import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32, gzipSync } from 'node:zlib';
import { type Compression, COMPRESSIONS } from '@picostack/api-client/formats';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { decompress } from './decompress.js';
import { IncomingSource } from './incoming-source.js';

const MIB = 1024 ** 2;
const PLAIN = Buffer.concat([randomBytes(3 * MIB), Buffer.alloc(5 * MIB), randomBytes(1000)]);

const compress = (compression: Compression, data: Buffer): Buffer =>
  compression === 'gzip'
    ? gzipSync(data)
    : execFileSync(compression, ['-1', '-c'], { input: data, maxBuffer: 64 * MIB });

/** In pieces, as they arrive from a network. */
async function* pieces(data: Buffer, bytes = 100_000): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < data.length; at += bytes) {
    await new Promise((next) => setImmediate(next));
    yield data.subarray(at, at + bytes);
  }
}

async function digest(source: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return hash.digest('hex');
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );

/** The names of the programs that this process started, and that are still running. */
function childNames(): string[] {
  return readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '))
    .filter((pid) => pid !== '')
    .map((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
}

/** Change the size of the dictionary in the first block header of xz content, which is 12 bytes long and begins at 12. */
function setDictionary(content: Buffer, size: number): Buffer {
  content[12 + 4] = size;
  content.writeUInt32LE(crc32(content.subarray(12, 20)), 20);
  return content;
}

describe.each(COMPRESSIONS)('%s', { timeout: 20_000 }, (compression) => {
  const compressed = compress(compression, PLAIN);

  it('is decompressed as it arrives, also in several parts', async () => {
    const expected = createHash('sha256').update(PLAIN).digest('hex');
    expect(await digest(decompress(compression, pieces(compressed)))).toBe(expected);
    const twice = createHash('sha256').update(PLAIN).update(PLAIN).digest('hex');
    const parts = Buffer.concat([compressed, compressed]);
    expect(await digest(decompress(compression, pieces(parts, 77_777)))).toBe(twice);
  });

  it.each([
    ['ends too early', compressed.subarray(0, compressed.length - 20)],
    ['ends in its header', compressed.subarray(0, 5)],
    [
      'is damaged',
      Buffer.concat([
        compressed.subarray(0, 1_000_000),
        Buffer.from('damage'),
        compressed.subarray(1_000_006),
      ]),
    ],
  ])('is refused when it %s', async (_, content) => {
    const error = await failure(digest(decompress(compression, pieces(content))));
    expect(error).toMatchObject({ code: 'imageCorrupt' });
    expect(String(error)).toContain(`The ${compression} content is damaged or ends too early`);
  });

  it('reports the error of the sender, not one of the decompressor', async () => {
    async function* broken(): AsyncGenerator<Buffer, void> {
      yield* pieces(compressed.subarray(0, 500_000));
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    }
    const source = new IncomingSource(broken());
    const error = await failure(digest(decompress(compression, source)));
    expect(error).toMatchObject({ code: 'uploadCutOff' });
  });

  it('stops when it is cancelled, or nobody reads on', async () => {
    const cancel = new AbortController();
    const run = async (): Promise<void> => {
      for await (const chunk of decompress(compression, pieces(compressed), cancel)) {
        if (chunk.length > 0) cancel.abort(new Error('cancelled'));
      }
    };
    expect(String(await failure(run()))).toContain('cancelled');

    const source = Readable.from(pieces(compressed));
    const reader = decompress(compression, source);
    await reader.next();
    await reader.return();
    await vi.waitFor(() => expect(source.destroyed).toBe(true));
    await vi.waitFor(() => expect(childNames()).not.toContain(compression));
  });
});

it.each([
  // The header of a block has the size of the dictionary: 40 is 4 GiB.
  ['xz', (content: Buffer) => setDictionary(content, 40)],
  // The header of a frame has the exponent of its window in 5 bits: 10 + 20 is 1 GiB.
  ['zstd', (content: Buffer) => content.fill(20 << 3, 5, 6)],
] as const)('refuses %s content that needs much memory', async (compression, change) => {
  const content = change(compress(compression, PLAIN));
  const error = await failure(digest(decompress(compression, pieces(content))));
  expect(error).toMatchObject({ code: 'imageCorrupt' });
  expect(String(error)).toMatch(/memory/i);
});

it('accepts a larger window than zstd does by default', async () => {
  // 10 + 18 is 256 MiB.
  const content = compress('zstd', PLAIN).fill(18 << 3, 5, 6);
  const expected = createHash('sha256').update(PLAIN).digest('hex');
  expect(await digest(decompress('zstd', pieces(content)))).toBe(expected);
});

it('stops when content becomes far larger than a disk does', async () => {
  const bomb = compress('zstd', Buffer.alloc(64 * MIB));
  const work = digest(decompress('zstd', pieces(bomb), { harmlessBytes: MIB }));
  expect(await failure(work)).toMatchObject({ code: 'imageTooLarge' });
  expect(await digest(decompress('zstd', pieces(bomb)))).toHaveLength(64);
});

describe('without the program', () => {
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it('names the package to install', async () => {
    process.env['PATH'] = '/nowhere';
    const error = await failure(
      digest(decompress('xz', pieces(Buffer.from('\xfd7zXZ\0', 'latin1')))),
    );
    expect(error).toMatchObject({ code: 'decompressorMissing' });
    expect(String(error)).toContain('Install the package xz-utils');
  });
});
