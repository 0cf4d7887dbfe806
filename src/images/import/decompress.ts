import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Compression } from '@picostack/api-client/formats';
import { messageOf, ImageRefusedError, PicostackError } from '../../common/errors.js';
import { shortText } from '../../common/text.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/**
 * How many times its own size content may decompress to, beyond a size that is harmless. An empty disk compresses best, and its
 * zeros become holes, but reading them takes time.
 */
const MAX_RATIO = 4096;
const HARMLESS_BYTES = 8 * GIB;
const MAX_MEMORY_BYTES = 512 * MIB;
const MAX_MESSAGE = 300;

/** What decompresses other formats than gzip: far faster than JavaScript, and in a process of its own. */
const PROGRAMS = {
  xz: ['xz', '--decompress', '--stdout', `--memlimit-decompress=${MAX_MEMORY_BYTES}`],
  zstd: ['zstd', '--decompress', '--stdout', `--memory=${MAX_MEMORY_BYTES / MIB}MB`],
  bzip2: ['bzip2', '--decompress', '--stdout'],
} as const satisfies Record<Exclude<Compression, 'gzip'>, readonly string[]>;

/** How to decompress. */
export interface DecompressOptions {
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined;
  /** The size up to which any ratio is accepted. */
  readonly harmlessBytes?: number;
}

/**
 * Decompress content as it arrives.
 * @param source its errors are thrown here too
 * @throws ImageRefusedError if the content is damaged or far larger than it looks, or the program is not installed
 */
export async function* decompress(
  compression: Compression,
  source: AsyncIterable<Buffer>,
  { signal, harmlessBytes = HARMLESS_BYTES }: DecompressOptions = {},
): AsyncGenerator<Buffer, void> {
  const counted = { bytes: 0 };
  const input = Readable.from(counting(source, counted));
  const run = compression === 'gzip' ? gunzip(input) : runProgram(PROGRAMS[compression], input);
  let bytes = 0;
  try {
    for await (const chunk of run.output) {
      signal?.throwIfAborted();
      bytes += chunk.length;
      if (bytes > Math.max(harmlessBytes, MAX_RATIO * counted.bytes)) {
        throw new ImageRefusedError(
          'imageTooLarge',
          `The content decompresses to more than ${MAX_RATIO} times its size. If you trust it, decompress it first, then upload the result.`,
          { compressedBytes: counted.bytes, bytes },
        );
      }
      yield chunk;
    }
    await run.ended();
  } catch (error) {
    // The sender's own error explains the end of the input.
    const cause: unknown = input.errored ?? error;
    if (cause instanceof PicostackError || signal?.aborted) throw cause;
    throw new ImageRefusedError(
      'imageCorrupt',
      `The ${compression} content is damaged or ends too early: ${shortText(messageOf(cause), MAX_MESSAGE)}. Download it again and check its checksum.`,
    );
  } finally {
    input.destroy();
    run.stop();
  }
}

interface Decompressor {
  readonly output: AsyncIterable<Buffer>;
  /** Resolves if everything was decompressed. */
  ended(): Promise<void>;
  stop(): void;
}

function gunzip(input: Readable): Decompressor {
  const output = createGunzip();
  feed(input, output);
  return { output, ended: () => Promise.resolve(), stop: () => output.destroy() };
}

function runProgram([program, ...options]: readonly string[], input: Readable): Decompressor {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
  const child = spawn(program ?? '', options, { stdio: 'pipe', env });
  const exited = exitOf(child, program ?? '');
  // Awaited only at the end; until then an error must not be unhandled.
  exited.catch(() => undefined);
  feed(input, child.stdin);
  return {
    output: child.stdout,
    ended: () => exited,
    stop: () => child.kill('SIGKILL'),
  };
}

/** Write the input into a decompressor; its errors end the output. */
function feed(input: Readable, sink: Writable): void {
  // A program that fails closes its input; its exit says why.
  sink.on('error', () => input.destroy());
  input.on('error', (error) => sink.destroy(error));
  input.pipe(sink);
}

async function exitOf(child: ChildProcess, program: string): Promise<void> {
  let message = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (message.length < MAX_MESSAGE) message += text;
  });
  const [code] = await once(child, 'close').catch((error: unknown) => {
    throw new ImageRefusedError(
      'decompressorMissing',
      `Cannot run ${program}, which decompresses this content: ${messageOf(error)}. Install the package ${PACKAGES[program] ?? program} on the host of the server, or decompress the content first.`,
    );
  });
  if (code !== 0) throw new Error(message.trim() || `${program} ended with ${String(code)}`);
}

const PACKAGES: Readonly<Record<string, string>> = { xz: 'xz-utils' };

async function* counting(
  source: AsyncIterable<Buffer>,
  counted: { bytes: number },
): AsyncGenerator<Buffer, void> {
  for await (const chunk of source) {
    counted.bytes += chunk.length;
    yield chunk;
  }
}
