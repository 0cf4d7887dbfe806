import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatBytes } from '@picostack/api-client/formats';
import { messageOf } from '../../common/errors.js';
import { CliError, EXIT } from '../cli-error.js';
import { ProgressLine } from '../terminal/progress-line.js';
import type { Terminal } from '../terminal/terminal.js';
import { type Api, type Image, unreachable } from './api.js';
import { ProblemError } from './problem-error.js';

const SILENCE_LIMIT_MS = 60_000;
const RETRY_AFTER_MS = 1_000;
/** The command gives up after this many attempts without a byte; running it again continues. */
const MAX_VAIN_ATTEMPTS = 30;

/** What to download, and where to. */
export interface Download {
  readonly image: Pick<Image, 'id' | 'name'>;
  readonly format: 'qcow2' | 'raw' | 'zst';
  readonly path: string;
}

/**
 * Download the content of an image into a file. Until it is complete, the content is in `PATH.part`; after a lost connection, or
 * when the command runs again, the download continues there, unless the content is another one.
 * @returns the size of the file in bytes
 */
export async function downloadImage(
  api: Api,
  terminal: Terminal,
  download: Download,
): Promise<number> {
  using line = new ProgressLine(terminal);
  const part = new PartFile(download.path);
  let vain = 0;
  for (;;) {
    const before = await part.size();
    try {
      await receive(api, line, download, part);
      return await part.complete();
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== EXIT.unreachable) throw error;
      vain = (await part.size()) > before ? 0 : vain + 1;
      if (vain > MAX_VAIN_ATTEMPTS) {
        throw new CliError(
          error.code,
          `${error.message} Run the command again to continue the download.`,
          error.exitCode,
        );
      }
      line.show(`Downloading ${download.image.name}: waiting for the server (${error.message})`);
      await sleep(RETRY_AFTER_MS);
    }
  }
}

/** The content that has arrived, and which version it is of. */
class PartFile {
  readonly path: string;
  private readonly tagPath: string;

  constructor(private readonly target: string) {
    this.path = `${target}.part`;
    this.tagPath = `${this.path}.etag`;
  }

  async size(): Promise<number> {
    return (await stat(this.path).catch(() => undefined))?.size ?? 0;
  }

  /** The ETag of the content; undefined if it is unknown, so that the download cannot continue. */
  async tag(): Promise<string | undefined> {
    return readFile(this.tagPath, 'utf8').catch(() => undefined);
  }

  /** Begin with an empty file. */
  async begin(tag: string | undefined): Promise<void> {
    await rm(this.tagPath, { force: true });
    await writeFile(this.path, '');
    if (tag !== undefined) await writeFile(this.tagPath, tag);
  }

  async complete(): Promise<number> {
    const size = await this.size();
    await rename(this.path, this.target);
    await rm(this.tagPath, { force: true });
    return size;
  }
}

async function receive(
  api: Api,
  line: ProgressLine,
  { image, format }: Download,
  part: PartFile,
): Promise<void> {
  const tag = await part.tag();
  const size = tag === undefined ? 0 : await part.size();
  const response = await get(
    api,
    `${image.id}/content?format=${format}`,
    tag !== undefined && size > 0 ? { Range: `bytes=${size}-`, 'If-Range': tag } : {},
  );
  const status = response.statusCode ?? 0;
  // The whole content was there before.
  if (status === 416 && response.headers['content-range'] === `bytes */${size}`) {
    response.resume();
    return;
  }
  if (status !== 200 && status !== 206) {
    throw ProblemError.from(status, parsed(await text(response)));
  }
  if (status === 200) await part.begin(response.headers.etag);
  const start = status === 206 ? size : 0;
  const length = response.headers['content-length'];
  const total = length === undefined ? undefined : start + Number(length);
  const label = `Downloading ${image.name}`;
  let done = start;
  response.on('data', (chunk: Buffer) => {
    done += chunk.length;
    if (total === undefined) line.show(`${label} ${formatBytes(done)}`);
    else line.showTransfer(label, done, total);
  });
  try {
    await pipeline(response, createWriteStream(part.path, { flags: 'a' }));
  } catch (error) {
    if (isFileProblem(error)) {
      throw new CliError(
        'fileNotWritable',
        `Cannot write ${part.path}: ${messageOf(error)}. Run the command again to continue the download.`,
        EXIT.failed,
        { cause: error },
      );
    }
    throw unreachable(api.address, error);
  }
}

/** Send a request without the client of the API, which reads whole bodies. */
function get(api: Api, path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const url = new URL(`${api.address.url}/api/v1/images/${path}`);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      agent: false,
      timeout: SILENCE_LIMIT_MS,
      headers: { Authorization: `Bearer ${api.address.token}`, ...headers },
    });
    request.once('response', resolve);
    request.on('error', (error) => reject(unreachable(api.address, error)));
    request.once('timeout', () =>
      request.destroy(new Error(`nothing received for ${SILENCE_LIMIT_MS / 1000} s`)),
    );
    request.end();
  });
}

function isFileProblem(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EFBIG', 'EISDIR', 'ENOENT'].includes(
      String(error.code),
    )
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
