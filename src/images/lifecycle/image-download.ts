import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ConflictError,
  ImageRefusedError,
  InvalidInputError,
  RangeNotSatisfiableError,
  messageOf,
} from '../../common/errors.js';
import { StorageService } from '../../storage/storage.service.js';
import { VolumePieces } from '../../storage/volume-pieces.js';
import type { DownloadFormat } from '../dto.js';
import { readGuestContent } from '../qcow2/guest-content.js';
import type { ImageEntity } from '../image.entity.js';
import { kindOf } from '../image.mapper.js';
import { ImagesService } from '../images.service.js';

/** A part of content: from `start` up to, and without, `end`. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** Sends the content of images. */
@Injectable()
export class ImageDownload {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly pieces: VolumePieces,
  ) {}

  /**
   * Send the content of an image, or the part of it that the request asks for; a HEAD request reads no byte of it.
   * @param wanted the default is the file as it is stored
   * @throws ConflictError while the image is not ready, or if its file is missing; InvalidInputError
   */
  async download(
    idOrName: string,
    wanted: DownloadFormat | undefined,
    request: Request,
    response: Response,
  ): Promise<void> {
    const image = await this.images.findComplete(idOrName);
    const format = formatFor(image, wanted);
    await this.images.pathOf(image);
    if (format === 'zst') return this.sendCompressed(image, request, response);
    const totalBytes = format === 'raw' ? image.virtualSizeBytes : await this.fileBytes(image);
    // The content of an image never changes.
    response.set('ETag', `"${image.id}-${format}-${totalBytes}"`).set('Accept-Ranges', 'bytes');
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    const part = partOf(request, response, totalBytes);
    response.attachment(`${image.name}.${format}`).type('application/octet-stream');
    response.set('Content-Length', String(part.end - part.start));
    if (request.method === 'HEAD') response.end();
    else if (format === 'raw') await this.sendDisk(image, part, response);
    else await this.sendFile(image, part, response);
  }

  private async fileBytes({ name, volume }: ImageEntity): Promise<number> {
    const found = await this.storage.describe('images', volume);
    if (!found) throw new Error(`The file of the image "${name}" has just been deleted`);
    return found.fileBytes;
  }

  private async sendFile(
    { volume }: ImageEntity,
    { start, end }: Part,
    response: Response,
  ): Promise<void> {
    const source = await this.storage.download('images', volume, start, end - start);
    await pipeline(source, response);
  }

  private sendDisk(image: ImageEntity, { start, end }: Part, response: Response): Promise<void> {
    return this.readDisk(image, start, end, (disk) => pipeline(disk, response));
  }

  /**
   * Read a part of the guest's disk.
   * @param use is called when the first bytes are there, so that an error before them can be reported
   * @throws ConflictError `imageFileDamaged`
   */
  private async readDisk(
    { name, volume }: ImageEntity,
    start: number,
    end: number,
    use: (disk: Readable) => Promise<void>,
  ): Promise<void> {
    try {
      await this.pieces.read('images', volume, async (read) => {
        const content = readGuestContent(read, start, end);
        const first = await content.next();
        await use(Readable.from(continued(first, content)));
      });
    } catch (error) {
      if (!(error instanceof ImageRefusedError)) throw error;
      throw new ConflictError(
        'imageFileDamaged',
        `The file of the image "${name}" is damaged, so its disk cannot be read. ${error.message} Restore the file from a backup, or delete the image and register it again.`,
        {},
        { cause: error },
      );
    }
  }

  private async sendCompressed(
    image: ImageEntity & { readonly virtualSizeBytes: number },
    { method }: Request,
    response: Response,
  ): Promise<void> {
    const begin = (): Response =>
      response
        .attachment(`${image.name}.raw.zst`)
        .type('application/octet-stream')
        .set('Accept-Ranges', 'none');
    if (method === 'HEAD') {
      begin().end();
      return;
    }
    const zstd = spawn('zstd', ['--stdout', '--quiet', '-3'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    try {
      await once(zstd, 'spawn');
    } catch (error) {
      throw new ConflictError(
        'compressorMissing',
        `Cannot run zstd, which compresses the content: ${messageOf(error)}. Install the package zstd on the host of the server, or download the image as qcow2 or raw.`,
      );
    }
    const exited = once(zstd, 'close');
    let hasBegun = false;
    try {
      await this.readDisk(image, 0, image.virtualSizeBytes, async (disk) => {
        hasBegun = true;
        const sent = pipeline(zstd.stdout, begin(), { end: false });
        await Promise.all([pipeline(disk, zstd.stdin), sent]);
      });
      const [code]: unknown[] = await exited;
      if (code !== 0) throw new Error(`zstd ended with ${String(code)}`);
      response.end();
    } finally {
      zstd.kill('SIGKILL');
      // Without its end, the client sees that the content is not complete.
      if (hasBegun && !response.writableEnded) response.destroy();
    }
  }
}

/** A sequence whose first item was already read. */
async function* continued(
  first: IteratorResult<Buffer, void>,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** @throws InvalidInputError if a CD is wanted as a disk */
function formatFor({ name, format }: ImageEntity, wanted?: DownloadFormat): DownloadFormat | 'iso' {
  if (kindOf(format) === 'disk') return wanted ?? 'qcow2';
  if (wanted === undefined || wanted === 'raw') return 'iso';
  throw new InvalidInputError(
    `The image "${name}" is an installation CD, which is downloaded as it is. Leave out the format, or use raw.`,
    [{ field: 'format', message: 'must be raw, or left out, for an installation CD' }],
  );
}

/**
 * Return the part that a request asks for, and set the status: 206 for a part, 200 for all. A condition that no longer holds
 * (`If-Range`), several ranges, and other units mean all.
 * @throws RangeNotSatisfiableError if the range begins after the end
 */
function partOf(request: Request, response: Response, totalBytes: number): Part {
  const whole = { start: 0, end: totalBytes };
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== response.get('ETag')) return whole;
  const ranges = request.range(totalBytes);
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${totalBytes}`);
    throw new RangeNotSatisfiableError(totalBytes);
  }
  if (!Array.isArray(ranges) || ranges.type !== 'bytes' || ranges.length !== 1) return whole;
  const [range] = ranges;
  if (!range) return whole;
  response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${totalBytes}`);
  return { start: range.start, end: range.end + 1 };
}
