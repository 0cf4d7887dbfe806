import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { ImageRefusedError, LibvirtFailedError } from '../common/errors.js';
import { Mutex } from '../common/mutex.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { StorageService } from '../storage/storage.service.js';
import type { ImageEntity } from './image.entity.js';
import { type ImageContent, ImagesService } from './images.service.js';
import { type ImageHeader, inspectHeader } from './inspect-header.js';
import { type ReceivedContent, peek, receive } from './receive-content.js';

const GIB = 1024 ** 3;
const ANNOUNCE_EVERY_MS = 250;
/** File mode of a finished image: nobody writes it any more. */
export const FINISHED_MODE = '0444';

/**
 * Takes in the content of images. It streams into a volume that libvirt only ever sees as raw bytes of a stranger;
 * its header was judged before, what libvirt finds in it is compared with that, and then libvirt converts it into
 * the volume that is kept.
 */
@Injectable()
export class ImageIntake {
  /** While libvirt converts one image it does not look into another. */
  private readonly finishing = new Mutex();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly storage: StorageService,
  ) {}

  /**
   * Stores the content of an image: what is in `image.volume` afterwards can be cloned.
   * @param totalBytes length of the content; undefined where the sender does not say
   * @throws ImageRefusedError, InsufficientStorageError; volumes may be left then, see {@link remove}
   */
  async store(
    image: ImageEntity,
    source: Readable,
    totalBytes: number | undefined,
    onBytes: (bytes: number) => void,
  ): Promise<ImageContent> {
    const incoming = incomingName(image);
    const peeked = await peek(source);
    const header = inspectHeader(peeked.head, image.format, totalBytes);
    this.refuseTooLarge(header);
    // Both the incoming and the finished volume stand for a moment.
    await this.storage.requireSpace(
      'images',
      2 * (totalBytes ?? peeked.head.length),
      `The image "${image.name}"`,
    );

    await this.storage.create('images', {
      name: incoming,
      capacityBytes: totalBytes ?? peeked.head.length,
      format: 'raw',
      mode: '0600',
    });
    const sink = await this.storage.upload('images', incoming);
    const announce = this.announcer(image);
    let received: ReceivedContent;
    try {
      received = await receive(peeked, sink, this.maxBytes, (bytes) => {
        announce(bytes);
        onBytes(bytes);
      });
    } finally {
      sink.destroy();
    }
    this.verifyReceived(image, received, totalBytes);
    return this.finishing.run(() => this.finish(image, incoming, received, header));
  }

  /** A stream of the finished volume. */
  read(image: ImageEntity): Promise<Readable> {
    return this.storage.download('images', image.volume);
  }

  /** Removes whatever there is of the content. */
  async remove(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', incomingName(image));
    await this.storage.remove('images', image.volume);
  }

  private refuseTooLarge(header: ImageHeader): void {
    if (header.virtualSizeBytes === undefined || header.virtualSizeBytes <= this.maxBytes) return;
    throw new ImageRefusedError(
      'imageTooLarge',
      `The image's disk has ${Math.ceil(header.virtualSizeBytes / GIB)} GiB; the largest allowed has ${this.settings.maxImageGiB} GiB (PICOSTACK_MAX_IMAGE_GIB).`,
      { virtualSizeBytes: header.virtualSizeBytes },
    );
  }

  private verifyReceived(
    image: ImageEntity,
    received: ReceivedContent,
    totalBytes: number | undefined,
  ): void {
    if (totalBytes !== undefined && received.bytes !== totalBytes) {
      throw new ImageRefusedError(
        'uploadCutOff',
        `The content ended after ${received.bytes} of ${totalBytes} bytes. Upload it again.`,
      );
    }
    if (image.expectedSha256 && image.expectedSha256 !== received.sha256) {
      throw new ImageRefusedError(
        'checksumMismatch',
        `The content has the SHA-256 ${received.sha256}, and ${image.expectedSha256} was expected. Upload it again, or correct the hash.`,
      );
    }
  }

  private async finish(
    image: ImageEntity,
    incoming: string,
    received: ReceivedContent,
    header: ImageHeader,
  ): Promise<ImageContent> {
    const found = await this.storage.describeAnew('images', incoming);
    const agrees = found?.format === image.format && found.backingPath === undefined;
    if (!found || !agrees) {
      throw new ImageRefusedError(
        'imageFormatMismatch',
        `libvirt takes the content for ${found?.format ?? 'nothing'}, and it is declared as ${image.format}.`,
      );
    }
    const virtualSizeBytes = header.virtualSizeBytes ?? received.bytes;
    const finished = await this.convert(incoming, image.volume, virtualSizeBytes);
    if (finished.format !== 'qcow2' || finished.backingPath !== undefined) {
      throw new ImageRefusedError(
        'imageFormatMismatch',
        'The converted image is not what it must be.',
      );
    }
    await this.storage.remove('images', incoming);
    return {
      virtualSizeBytes: finished.capacityBytes,
      fileSizeBytes: finished.allocationBytes,
      sha256: received.sha256,
    };
  }

  private async convert(incoming: string, name: string, capacityBytes: number) {
    try {
      const view = { name, capacityBytes, format: 'qcow2', mode: FINISHED_MODE } as const;
      return await this.storage.convert({ role: 'images', name: incoming }, 'images', view);
    } catch (error) {
      // Everything else had been seen to: what qemu-img cannot read through is broken behind its header.
      if (!(error instanceof LibvirtFailedError)) throw error;
      throw new ImageRefusedError(
        'imageCorrupt',
        `The image cannot be read to its end: ${error.message}`,
      );
    }
  }

  private get maxBytes(): number {
    return this.settings.maxImageGiB * GIB;
  }

  private announcer(image: ImageEntity): (bytes: number) => void {
    let announcedAt = 0;
    return (bytes) => {
      const now = performance.now();
      if (now - announcedAt < ANNOUNCE_EVERY_MS) return;
      announcedAt = now;
      this.images.announceProgress(image, bytes);
    };
  }
}

function incomingName(image: ImageEntity): string {
  return `${image.id}.incoming`;
}
