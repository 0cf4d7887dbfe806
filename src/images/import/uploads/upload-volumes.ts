import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { StorageService } from '../../../storage/storage.service.js';
import { type OpenPiece, VolumePieces } from '../../../storage/volume-pieces.js';

/**
 * The content begins here, after zeros. When libvirt refreshes a pool, it reads the beginning of each file, and the backing
 * file that a header there names. It must not find the header of unchecked content.
 */
export const CONTENT_OFFSET_BYTES = 64 * 1024;

/** The volumes that the parts of uploads are written into. */
@Injectable()
export class UploadVolumes {
  constructor(
    private readonly storage: StorageService,
    private readonly pieces: VolumePieces,
  ) {}

  /** @throws InsufficientStorageError */
  async create(imageId: string, lengthBytes: number): Promise<void> {
    const capacityBytes = CONTENT_OFFSET_BYTES + lengthBytes;
    const name = nameOf(imageId);
    await this.storage.create('images', { name, capacityBytes, format: 'raw', mode: '0600' });
  }

  /** Call `work` with a function that opens streams at offsets of the content. */
  write<T>(imageId: string, work: (openAt: OpenPiece) => Promise<T>): Promise<T> {
    return this.pieces.write('images', nameOf(imageId), (open) =>
      work((offset) => open(CONTENT_OFFSET_BYTES + offset)),
    );
  }

  /** Open a stream that reads the whole content. */
  read(imageId: string): Promise<Readable> {
    return this.storage.download('images', nameOf(imageId), CONTENT_OFFSET_BYTES);
  }

  async remove(imageId: string): Promise<void> {
    await this.storage.remove('images', nameOf(imageId));
  }
}

function nameOf(imageId: string): string {
  return `${imageId}.upload`;
}
