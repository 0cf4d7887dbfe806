import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { ConflictError } from '../../common/errors.js';
import type { OperationDto } from '../../operations/dto.js';
import { type OperationContext, OperationsService } from '../../operations/operations.service.js';
import { StorageService } from '../../storage/storage.service.js';
import { ImageFiles } from './image-files.js';
import type { ImageEntity } from '../image.entity.js';
import { ImagesService } from '../images.service.js';

/** Reads the files of images completely, and compares their SHA-256 with the recorded one. */
@Injectable()
export class ImageVerification {
  constructor(
    private readonly images: ImagesService,
    private readonly files: ImageFiles,
    private readonly storage: StorageService,
    private readonly operations: OperationsService,
  ) {}

  /**
   * Start to verify the file of an image. The first time, its SHA-256 is recorded.
   * @param acceptChange record the SHA-256 of a changed file
   * @throws NotFoundError; ConflictError `imageNotReady`, `imageFileMissing`
   * @throws ConflictError `imageFileChanged` if the file was changed before its SHA-256 was recorded
   */
  async start(idOrName: string, acceptChange: boolean, actor: string): Promise<OperationDto> {
    const image = await this.images.findReady(idOrName);
    await this.files.require(image);
    if (image.fileSha256 === null && !acceptChange && (await this.files.isChanged(image))) {
      throw new ConflictError(
        'imageFileChanged',
        `The file of the image "${image.name}" was changed before its SHA-256 was recorded, so it cannot be proven to be the same. If you know that it is right, repeat the request with "acceptChange": true (picostk image verify ${image.name} --accept-change); otherwise restore the file, or delete the image and register it again.`,
      );
    }
    return this.operations.start({
      kind: 'image.verify',
      resource: { type: 'image', id: image.id, name: image.name },
      actor,
      canCancel: true,
      work: (context) => this.verify(image.id, acceptChange, context),
    });
  }

  private async verify(
    id: string,
    acceptChange: boolean,
    context: OperationContext,
  ): Promise<void> {
    const image = await this.images.find(id);
    const stamp = await this.files.stampOf(image);
    const found = await this.hash(image, context);
    if ((await this.files.stampOf(image)) !== stamp) {
      throw new ConflictError(
        'imageFileChanged',
        `The file of the image "${image.name}" was written while it was read. Find the program that writes it, and verify the image again.`,
      );
    }
    const isRight = image.fileSha256 === null || image.fileSha256 === found || acceptChange;
    if (!isRight) throw await this.files.noteMismatch(image, found);
    await this.files.noteVerified(image, found, stamp);
  }

  private async hash({ volume }: ImageEntity, context: OperationContext): Promise<string> {
    const file = await this.storage.describe('images', volume);
    const totalBytes = file?.fileBytes ?? 0;
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of await this.storage.download('images', volume)) {
      context.signal.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      context.step('checking', totalBytes === 0 ? undefined : Math.min(1, bytes / totalBytes));
    }
    return hash.digest('hex');
  }
}
