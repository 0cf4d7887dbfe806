import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { LibvirtUnavailableError, messageOf } from '../../../common/errors.js';
import { LibvirtService } from '../../../libvirt/index.js';
import {
  type OperationContext,
  OperationsService,
} from '../../../operations/operations.service.js';
import { ImageConversion } from '../image-conversion.js';
import { ImageImporter } from '../image-importer.js';
import { showIn } from '../image-reception.js';
import type { ImageEntity } from '../../image.entity.js';
import { ImagesService } from '../../images.service.js';
import { ImageUploadEntity } from './image-upload.entity.js';
import { UploadVolumes } from './upload-volumes.js';

/** Imports the content of complete uploads, like any other content, and deletes what was refused or abandoned. */
@Injectable()
export class UploadedContent {
  private readonly logger = new Logger(UploadedContent.name);
  /** The uploads that are being imported, by image id. */
  private readonly importing = new Map<string, ImageUploadEntity>();

  constructor(
    @InjectRepository(ImageUploadEntity) private readonly uploads: Repository<ImageUploadEntity>,
    private readonly volumes: UploadVolumes,
    private readonly images: ImagesService,
    private readonly importer: ImageImporter,
    private readonly conversion: ImageConversion,
    private readonly operations: OperationsService,
    private readonly libvirt: LibvirtService,
  ) {}

  /** Return the complete upload of an image while it is being imported. */
  importOf(imageId: string): ImageUploadEntity | undefined {
    return this.importing.get(imageId);
  }

  /** Start the operation that imports a complete upload. If libvirt is lost during it, the upload stays complete. */
  async startImport(upload: ImageUploadEntity, image: ImageEntity): Promise<void> {
    this.importing.set(image.id, upload);
    this.images.noteUpload(image, undefined);
    try {
      await this.operations.start({
        kind: 'image.import',
        resource: { type: 'image', id: image.id, name: image.name },
        actor: upload.createdBy,
        canCancel: true,
        work: (context) =>
          this.import(upload, image, context).finally(() => this.importing.delete(image.id)),
      });
    } catch (error) {
      this.importing.delete(image.id);
      throw error;
    }
  }

  /** Start again an import that the end of the server or the loss of libvirt interrupted. */
  async resumeImport(upload: ImageUploadEntity, image: ImageEntity): Promise<void> {
    await this.importer.removeOnceWritten(image);
    await this.startImport(upload, image);
  }

  /** Delete an image with its upload. */
  async remove(image: ImageEntity, reason: string, actor: string): Promise<void> {
    await this.volumes.remove(image.id);
    await this.importer.remove(image);
    await this.images.discard(image, reason, actor);
    this.release(image);
  }

  /** Delete an image whose content was refused. If libvirt cannot delete its volumes now, ImageCleanup does it later. */
  async discard(image: ImageEntity, reason: string, actor: string): Promise<void> {
    try {
      await this.remove(image, reason, actor);
    } catch (error) {
      this.logger.warn(
        `Cannot delete the volumes of the image "${image.name}" yet: ${messageOf(error)}`,
      );
      await this.images.fail(image, reason, actor);
      await this.uploads.delete(image.id);
      this.release(image);
    }
  }

  private async import(
    upload: ImageUploadEntity,
    image: ImageEntity,
    context: OperationContext,
  ): Promise<void> {
    const { createdBy } = upload;
    try {
      const imported = await this.libvirt.call(`import the image ${image.name}`, () =>
        this.importContent(upload, image, context),
      );
      await this.images.markReady(image, imported, createdBy);
    } catch (error) {
      const isLost = error instanceof LibvirtUnavailableError;
      // The content is still complete: the import starts again when libvirt is back.
      if (isLost && (await this.uploads.existsBy({ imageId: image.id }))) throw error;
      await this.discard(image, messageOf(error), createdBy);
      throw error;
    }
  }

  private async importContent(
    upload: ImageUploadEntity,
    image: ImageEntity,
    context: OperationContext,
  ) {
    const { lengthBytes } = upload;
    const source = await this.volumes.read(image.id);
    let forgotten: Promise<void> | undefined;
    // The importer has its own copy then.
    source.once('end', () => {
      forgotten = this.forget(image);
    });
    try {
      return await this.importer.import(image, {
        source,
        totalBytes: lengthBytes,
        signal: context.signal,
        firstStep: 'reading',
        onProgress: showIn(context),
      });
    } finally {
      // Refused content is not read to its end.
      source.destroy();
      await forgotten;
    }
  }

  /** Delete the upload; its image stays. */
  private async forget(image: ImageEntity): Promise<void> {
    try {
      // In this order: a complete upload without its volume could not be imported after a restart.
      await this.uploads.delete(image.id);
      await this.volumes.remove(image.id);
    } catch (error) {
      this.logger.warn(
        `Cannot delete the upload of the image "${image.name}" yet: ${messageOf(error)}`,
      );
    }
  }

  private release(image: ImageEntity): void {
    this.conversion.release(image);
    this.images.endContent(image);
  }
}
