import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { formatBytes } from '@picostack/api-client/formats';
import { Semaphore, type SemaphoreInterface } from 'async-mutex';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  ConflictError,
  InsufficientStorageError,
  PicostackError,
  messageOf,
} from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { findMissing, type NeededFile, thisHost } from '../../image-builds/host-check.js';
import { StorageService } from '../../storage/storage.service.js';
import type { ImageEntity } from '../image.entity.js';
import { QemuImgError, runQemuImg } from './run-qemu-img.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const NEEDED: readonly NeededFile[] = [
  ['qemu-img', 'qemu-utils'],
  ['prlimit', 'util-linux'],
  ['setpriv', 'util-linux'],
];
/** QEMU compresses with a few threads, so that several compressions at once would not be faster. */
const AT_ONCE = 1;
/** `qemu-img` needs 300 MiB of address space. */
const MEMORY_BYTES = 2 * GIB;
/** A slow processor compresses 20 MiB in a second. */
const CPU_SECONDS = { least: 60, perMiB: 1 } as const;
/** The tables of the compressed file, and clusters that cannot be compressed, may make it larger than the plain one. */
const MAX_GROWTH_BYTES = 16 * MIB;
/** A file system with less free space is full. */
const FULL_BYTES = MIB;

/** A compressed file in a temporary folder. */
export interface CompressedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Cancels a compression, and receives its progress. */
export interface CompressionContext {
  readonly signal?: AbortSignal | undefined;
  /** Receives the bytes of the plain file that are compressed. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Compresses the content of images with zstd. libvirt cannot do that, and only libvirt may open the files of a pool: the
 * plain file is copied into a temporary folder in the data folder, where `qemu-img` compresses it. The server has written
 * that file itself; `qemu-img` never opens content of others here.
 */
@Injectable()
export class ImageCompressor implements OnApplicationBootstrap {
  private readonly logger = new Logger(ImageCompressor.name);
  private readonly host = thisHost(process.env);
  private readonly turns = new Semaphore(AT_ONCE);
  private cleanedUp: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly storage: StorageService,
  ) {}

  /** Delete what a server that was killed has left; its `qemu-img` has ended with it. */
  onApplicationBootstrap(): void {
    this.cleanedUp = rm(this.parent, { recursive: true, force: true }).catch((error: unknown) =>
      this.logger.warn(`Cannot delete the files of an earlier compression: ${messageOf(error)}`),
    );
  }

  /** @throws ConflictError `compressionUnavailable` if the host lacks a program, or its QEMU lacks zstd */
  async requireAvailable(): Promise<void> {
    const missing = await findMissing(NEEDED, this.host);
    if (missing.length > 0) {
      const names = missing.map(([what]) => what).join(', ');
      const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
      throw new ConflictError(
        'compressionUnavailable',
        `The image cannot be compressed, because the host of the server has no ${names}. On Debian or Ubuntu, run as root: apt-get install ${packages}. Or register the image without compression.`,
      );
    }
    await this.inFolder(async (folder) => {
      const options = ['-q', '-f', 'qcow2', '-o', 'compression_type=zstd'];
      const args = ['create', ...options, join(folder, 'empty.qcow2'), '1M'];
      await this.run(args, MIB).catch((error: unknown) => {
        throw new ConflictError(
          'compressionUnavailable',
          `The image cannot be compressed, because qemu-img on the host of the server cannot write qcow2 with zstd: ${messageOf(error)}. Install QEMU 5.1 or newer, built with zstd (Debian 11 or newer: the package qemu-utils), or register the image without compression.`,
          {},
          { cause: error },
        );
      });
    });
  }

  /**
   * @param plainBytes the maximum size of the file before it is compressed
   * @throws InsufficientStorageError if the data folder has too little space for it and for the compressed one
   */
  async requireSpace({ name }: ImageEntity, plainBytes: number): Promise<void> {
    const { dataDir } = this.settings;
    const neededBytes = 2 * plainBytes + MAX_GROWTH_BYTES;
    const availableBytes = await freeBytes(dataDir);
    if (neededBytes <= availableBytes) return;
    throw new InsufficientStorageError(
      `The image "${name}" needs ${formatBytes(neededBytes)} to be compressed in the data folder ${dataDir}, which has ${formatBytes(availableBytes)} free. Free some space, or register the image without compression.`,
      { neededBytes, availableBytes },
    );
  }

  /**
   * Compress a volume of the images pool. One compression runs at a time.
   * @param use receives the compressed file, which is deleted afterwards
   * @throws InsufficientStorageError; ConflictError `compressionFailed`; the reason of the signal if it aborts
   */
  async withCompressed<T>(
    image: ImageEntity,
    volume: string,
    context: CompressionContext,
    use: (file: CompressedFile) => Promise<T>,
  ): Promise<T> {
    const release = await turnOf(this.turns, context.signal);
    try {
      return await this.inFolder(async (folder) =>
        use(await this.compress(image, volume, folder, context)),
      );
    } finally {
      release();
    }
  }

  private async compress(
    image: ImageEntity,
    volume: string,
    folder: string,
    { signal, onBytes }: CompressionContext,
  ): Promise<CompressedFile> {
    const plain = await this.storage.describe('images', volume);
    if (!plain) throw new Error(`The volume ${volume} disappeared after it was written.`);
    await this.requireSpace(image, plain.fileBytes);
    const plainPath = join(folder, 'plain.qcow2');
    const path = join(folder, 'compressed.qcow2');
    try {
      const source = await this.storage.download('images', volume);
      await pipeline(source, createWriteStream(plainPath), signal ? { signal } : {});
      const options = ['-p', '-c', '-f', 'qcow2', '-O', 'qcow2'];
      const format = ['-o', 'compat=1.1,compression_type=zstd'];
      await this.run(['convert', ...options, ...format, plainPath, path], plain.fileBytes, {
        signal,
        onProgress: (fraction) => onBytes(Math.round(fraction * plain.fileBytes)),
      });
      await rm(plainPath);
      return { path, bytes: (await stat(path)).size };
    } catch (error) {
      throw await this.explain(error, image, signal);
    }
  }

  private run(
    args: readonly string[],
    plainBytes: number,
    more: Pick<Parameters<typeof runQemuImg>[1], 'signal' | 'onProgress'> = {},
  ): Promise<void> {
    const limits = {
      cpuSeconds: CPU_SECONDS.least + Math.ceil((CPU_SECONDS.perMiB * plainBytes) / MIB),
      memoryBytes: MEMORY_BYTES,
      fileBytes: plainBytes + MAX_GROWTH_BYTES,
    };
    return runQemuImg(args, { env: this.host.env, limits, ...more });
  }

  /** qemu-img reports its errors only as text, so check the free space. */
  private async explain(
    error: unknown,
    { name }: ImageEntity,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    if (signal?.aborted) return signal.reason;
    if (error instanceof PicostackError) return error;
    const { dataDir } = this.settings;
    const availableBytes = await freeBytes(dataDir);
    if (availableBytes < FULL_BYTES) {
      return new InsufficientStorageError(
        `The data folder ${dataDir} became full while the image "${name}" was compressed there. Free some space, or register the image without compression.`,
        { availableBytes },
        { cause: error },
      );
    }
    if (!(error instanceof QemuImgError)) return error;
    return new ConflictError(
      'compressionFailed',
      `The image "${name}" could not be compressed: qemu-img failed (${error.message}). Try again, or register the image without compression.`,
      {},
      { cause: error },
    );
  }

  /** Run work with a temporary folder. */
  private async inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await this.cleanedUp;
    await mkdir(this.parent, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(this.parent, 'image-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Only compressions use it. */
  private get parent(): string {
    return join(this.settings.dataDir, 'compressions');
  }
}

/**
 * Wait for a turn.
 * @returns a function that ends it
 * @throws the reason of the signal if it aborts meanwhile
 */
export async function turnOf(
  turns: SemaphoreInterface,
  signal: AbortSignal | undefined,
): Promise<() => void> {
  signal?.throwIfAborted();
  const turn = turns.acquire();
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      turn.then(([, release]) => resolve(release), reject);
    });
  } catch (error) {
    void turn.then(([, release]) => release());
    throw error;
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
