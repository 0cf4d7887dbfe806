import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { HEAD_BYTES } from '@picostack/api-client/formats';
import { messageOf } from '../../common/errors.js';
import { CliError, EXIT } from '../cli-error.js';
import { ProgressLine } from '../terminal/progress-line.js';
import type { Terminal } from '../terminal/terminal.js';
import { Api, type Image, type Operation } from './api.js';
import { discoverServer } from './discover.js';
import { waitForOperation } from './operations.js';
import { ProblemError } from './problem-error.js';
import { TusClient } from './tus-client.js';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
/** The command gives up when it could send nothing for this long; running it again continues. */
const GIVE_UP_AFTER_MS = 300_000;
/** Problems that pass: a restart of the server or of libvirt, and requests that crossed. */
const PASSING_CODES = new Set(['uploadOffsetMismatch', 'uploadStalled', 'libvirtUnavailable']);
const INTERRUPTED_CODES = new Set(['interrupted', 'libvirtUnavailable']);

/**
 * Upload a file as the content of an image, wait for its import, and compare the checksum with the server's. After a lost
 * connection or a restart of the server, it continues where the server is; also if an earlier command sent a part.
 */
export async function uploadImage(
  api: Api,
  terminal: Terminal,
  image: Pick<Image, 'id' | 'name'>,
  path: string,
): Promise<Image> {
  const upload = new Upload(api, terminal, image, new HashedFile(path, await fileSize(path)));
  await upload.send();
  const stored = await upload.imported();
  const sha256 = await upload.sha256();
  if (stored.sha256 !== null && stored.sha256 !== sha256) {
    throw new CliError(
      'checksumMismatch',
      `The server received different content for "${image.name}" than was sent. Delete the image and try again.`,
    );
  }
  return stored;
}

/** Cancel an upload that is not complete, and delete its image. */
export async function cancelUpload(api: Api, id: string): Promise<void> {
  const header = { 'Tus-Resumable': '1.0.0' };
  const params = { path: { id }, header };
  await api.done(api.client.DELETE('/api/v1/images/{id}/upload', { params }));
}

/** One upload, over as many connections as it takes. */
class Upload {
  private failedSince: number | undefined;
  private retryMs = FIRST_RETRY_MS;
  private furthest = -1;

  constructor(
    private api: Api,
    private readonly terminal: Terminal,
    private readonly image: Pick<Image, 'id' | 'name'>,
    private readonly file: HashedFile,
  ) {}

  /** Send the content until the server has all of it. */
  async send(): Promise<void> {
    using line = new ProgressLine(this.terminal);
    while (!(await this.retrying(line, () => this.sendRest(line))));
  }

  /** Wait until the image is ready. @throws the error of its import */
  async imported(): Promise<Image> {
    using line = new ProgressLine(this.terminal);
    for (;;) {
      const image = await this.retrying(line, () => this.checkImport());
      if (image) return image;
    }
  }

  /** Return the hash of the whole file, also of the part that an earlier command sent. */
  sha256(): Promise<string> {
    return this.file.sha256();
  }

  /** Send the bytes that the server does not have. @returns true when it has all */
  private async sendRest(line: ProgressLine): Promise<boolean> {
    const { sizeBytes, name } = this.file;
    const client = new TusClient(this.api.address, this.image.id);
    const offset = await client.offset();
    if (offset === undefined) {
      if (await this.isComplete()) return true;
      await client.create(sizeBytes, name);
      return false;
    }
    if (offset > this.furthest) this.succeeded();
    this.furthest = Math.max(this.furthest, offset);
    if (offset >= sizeBytes) return true;
    const label = `Uploading ${this.image.name}`;
    const body = this.file.readFrom(offset, (done) => line.showTransfer(label, done, sizeBytes));
    return (await client.append(offset, sizeBytes, body)) >= sizeBytes;
  }

  /** Whether the server has all bytes, although the upload does not exist any more: the last response was lost. */
  private async isComplete(): Promise<boolean> {
    const image = await this.api.image(this.image.id).catch((error: unknown) => {
      // The image is deleted when its content is refused.
      if (this.furthest >= 0 && isNotFound(error)) return undefined;
      throw error;
    });
    return image?.status !== 'importing' || image.uploadedBytes !== null;
  }

  /** Wait for the operation that imports the content. @returns the image, if it is ready */
  private async checkImport(): Promise<Image | undefined> {
    const operation = await this.importOperation();
    if (operation && ['queued', 'running'].includes(operation.status)) {
      this.succeeded();
      await waitForOperation(this.api, this.terminal, operation);
    }
    const image = await this.api.image(this.image.id).catch(async (error: unknown) => {
      throw (isNotFound(error) && failureOf(await this.importOperation())) || error;
    });
    if (image.status === 'ready') return image;
    // The server or libvirt has restarted, and the next operation has not begun.
    throw failureOf(operation) ?? new CliError('importPending', 'Waiting', EXIT.unreachable);
  }

  private async importOperation(): Promise<Operation | undefined> {
    const query = { resourceId: this.image.id, limit: 10 };
    const page = await this.api.result(
      this.api.client.GET('/api/v1/operations', { params: { query } }),
    );
    return page.items.find(({ kind }) => kind === 'image.import');
  }

  /** Run an attempt. After an error that passes, wait and return undefined. */
  private async retrying<T>(line: ProgressLine, attempt: () => Promise<T>): Promise<T | undefined> {
    try {
      return await attempt();
    } catch (error) {
      this.failedSince ??= Date.now();
      const isOver = Date.now() - this.failedSince > GIVE_UP_AFTER_MS;
      const hasNewToken = this.reconnect();
      if (isOver || !(passes(error) || hasNewToken)) throw error;
      line.show(`Uploading ${this.image.name}: waiting for the server (${messageOf(error)})`);
      await sleep(this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
      return undefined;
    }
  }

  private succeeded(): void {
    this.failedSince = undefined;
    this.retryMs = FIRST_RETRY_MS;
  }

  /** A server on this host has another token after a restart. @returns whether it has */
  private reconnect(): boolean {
    const { token } = this.api.address;
    try {
      this.api = new Api(discoverServer(this.terminal.env));
    } catch {
      // It has not started yet.
    }
    return this.api.address.token !== token;
  }
}

/** A file that is sent in parts, and its hash: each byte is hashed once, whether it is sent once, often or not at all. */
class HashedFile {
  private readonly hash = createHash('sha256');
  private hashedBytes = 0;

  constructor(
    private readonly path: string,
    readonly sizeBytes: number,
  ) {}

  get name(): string {
    return basename(this.path);
  }

  /** Read from an offset to the end; `onBytes` receives the position in the file. */
  readFrom(offset: number, onBytes: (position: number) => void): Readable {
    return Readable.from(this.chunksFrom(offset, onBytes));
  }

  async sha256(): Promise<string> {
    await this.hashTo(this.sizeBytes);
    return this.hash.digest('hex');
  }

  private async *chunksFrom(
    offset: number,
    onBytes: (position: number) => void,
  ): AsyncGenerator<Buffer, void> {
    await this.hashTo(offset);
    let position = offset;
    for await (const chunk of this.read(offset, this.sizeBytes)) {
      this.add(chunk, position);
      position += chunk.length;
      onBytes(position);
      yield chunk;
    }
  }

  private async hashTo(end: number): Promise<void> {
    let position = this.hashedBytes;
    for await (const chunk of this.read(position, end)) {
      this.add(chunk, position);
      position += chunk.length;
    }
  }

  private add(chunk: Buffer, position: number): void {
    const end = position + chunk.length;
    if (end <= this.hashedBytes) return;
    this.hash.update(chunk.subarray(this.hashedBytes - position));
    this.hashedBytes = end;
  }

  private async *read(start: number, end: number): AsyncGenerator<Buffer, void> {
    if (start >= end) return;
    let position = start;
    const chunks: AsyncIterable<Buffer> = createReadStream(this.path, {
      start,
      end: end - 1,
      highWaterMark: 256 * 1024,
    });
    for await (const chunk of chunks) {
      position += chunk.length;
      yield chunk;
    }
    if (position < end) {
      throw new CliError(
        'fileChanged',
        `${this.path} had ${this.sizeBytes} bytes, and has only ${position} now. Delete the image, and add the file again.`,
      );
    }
  }
}

/** Whether an error may be over at the next attempt. */
function passes(error: unknown): boolean {
  if (error instanceof CliError) return error.exitCode === EXIT.unreachable;
  if (!(error instanceof ProblemError)) return false;
  const status = Number(error.details['status']);
  // 502 and 504 are the answers of a proxy whose server restarts; it answers HEAD with 503.
  return (
    PASSING_CODES.has(error.code) ||
    INTERRUPTED_CODES.has(error.code) ||
    [502, 503, 504].includes(status)
  );
}

function isNotFound(error: unknown): boolean {
  return error instanceof ProblemError && error.details['status'] === 404;
}

/** The error of an operation that failed. */
function failureOf(operation: Operation | undefined): ProblemError | undefined {
  if (!operation?.error) return undefined;
  return new ProblemError(500, operation.error.code, operation.error.detail);
}

/**
 * Return the size and the first bytes of a regular file.
 * @throws CliError if it cannot be read, or is not a regular file
 */
export async function readHead(path: string): Promise<{ sizeBytes: number; head: Buffer }> {
  const sizeBytes = await fileSize(path);
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { sizeBytes, head: buffer.subarray(0, bytesRead) };
  } catch (error) {
    throw new CliError('fileUnreadable', `Cannot read ${path}: ${messageOf(error)}`, EXIT.usage, {
      cause: error,
    });
  }
}

/**
 * Return the size of a regular file.
 * @throws CliError if it cannot be read, or is not a regular file
 */
export async function fileSize(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Error('it is not a regular file');
    return found.size;
  } catch (error) {
    throw new CliError('fileUnreadable', `Cannot read ${path}: ${messageOf(error)}`, EXIT.usage, {
      cause: error,
    });
  }
}
