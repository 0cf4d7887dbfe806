import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { StorageService } from '../storage/storage.service.js';
import { ImagesService } from './images.service.js';

/** Sends the volumes of images. */
@Injectable()
export class ImageDownload {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
  ) {}

  /**
   * Send the volume of an image as a qcow2 file; a HEAD request reads no byte of it.
   * @throws ConflictError while the image is not ready, or if its file is missing
   */
  async download(idOrName: string, request: Request, response: Response): Promise<void> {
    const image = await this.images.findReady(idOrName);
    await this.images.pathOf(image);
    response.type('application/octet-stream').attachment(`${image.name}.qcow2`);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await pipeline(await this.storage.download('images', image.volume), response);
  }
}
