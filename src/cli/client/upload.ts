import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { HEAD_BYTES } from '@picostack/api-client/formats';
import { messageOf } from '../../common/errors.js';
import { CliError, EXIT } from '../cli-error.js';
import { ProgressLine } from '../terminal/progress-line.js';
import type { Terminal } from '../terminal/terminal.js';
import { type Api, type Image, unreachable } from './api.js';
import { ProblemError } from './problem-error.js';

/**
 * Upload a file as the content of an image, and compare the checksum with the server's. This does not use fetch, whose
 * time limits end an upload to a slow disk.
 */
export async function uploadImage(
  api: Api,
  terminal: Terminal,
  image: Pick<Image, 'id' | 'name'>,
  path: string,
): Promise<Image> {
  const totalBytes = await fileSize(path);
  using line = new ProgressLine(terminal);
  const hash = createHash('sha256');
  let doneBytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      doneBytes += chunk.length;
      line.showTransfer(`Uploading ${image.name}`, doneBytes, totalBytes);
      next(null, chunk);
    },
  });
  await put(api, image.id, path, totalBytes, count);
  const stored = await api.image(image.id);
  const sha256 = hash.digest('hex');
  if (stored.sha256 !== null && stored.sha256 !== sha256) {
    throw new CliError(
      'checksumMismatch',
      `The server received different content for "${image.name}" than was sent. Delete the image and try again.`,
    );
  }
  return stored;
}

async function put(
  { address }: Api,
  id: string,
  path: string,
  totalBytes: number,
  count: Transform,
): Promise<void> {
  const url = new URL(`${address.url}/api/v1/images/${encodeURIComponent(id)}/content`);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${address.token}`,
      'Content-Type': 'application/octet-stream',
      'Content-Length': totalBytes,
    },
  });
  const responded = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  // The server may refuse before it has read everything. Then its response counts, not the broken pipe.
  const sent = pipeline(createReadStream(path), count, request).catch((error: unknown) => error);
  const response = await responded.catch((error: unknown) => {
    throw unreachable(address, error);
  });
  const body = parseJson(await text(response));
  if (response.statusCode !== 200) throw ProblemError.from(response.statusCode ?? 0, body);
  await sent;
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

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
