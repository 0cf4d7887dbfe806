import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { UnsupportedMediaTypeError } from '../common/errors.js';
import type { OperationDto } from '../operations/dto.js';
import type { CreateImageDto, ImageDto } from './dto.js';
import { ImageContentService } from './image-content.service.js';

const DRAIN_MS = 10_000;

/** The parts of the images' routes that have to do with HTTP: streams, lengths, statuses. */
@Injectable()
export class ImageRequests {
  constructor(private readonly content: ImageContentService) {}

  create(dto: CreateImageDto, actor: string): Promise<ImageDto | OperationDto> {
    if (dto.path === undefined) return this.content.expect(dto, actor);
    return this.content.importFile(dto, dto.path, actor);
  }

  async put(id: string, request: Request, actor: string): Promise<ImageDto> {
    try {
      return await this.takeIn(id, request, actor);
    } catch (error) {
      drain(request);
      throw error;
    }
  }

  private takeIn(id: string, request: Request, actor: string): Promise<ImageDto> {
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      throw new UnsupportedMediaTypeError(
        `A body with Content-Encoding ${encoding} is not taken. Send the bytes of the image as they are.`,
      );
    }
    const length = request.headers['content-length'];
    return this.content.put(id, request, length === undefined ? undefined : Number(length), actor);
  }

  /** A HEAD is answered without a byte of the volume being read. */
  async download(id: string, request: Request, response: Response): Promise<void> {
    const name = await this.content.fileNameOf(id);
    response.type('application/octet-stream').attachment(name);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const stream = await this.content.read(id);
    await pipeline(stream, response);
  }
}

/**
 * Reads on for a while what a refused sender is still sending: a browser that is cut off in the middle
 * never gets to see why.
 */
function drain(request: Request): void {
  const timer = setTimeout(() => request.destroy(), DRAIN_MS).unref();
  request.once('close', () => clearTimeout(timer));
  // The reader that was broken off still listens, and while anyone does the stream does not flow.
  request.removeAllListeners('readable');
  request.resume();
}
