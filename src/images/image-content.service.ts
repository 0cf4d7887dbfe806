import { Inject, Injectable } from '@nestjs/common';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ConflictError, ImageRefusedError, messageOf } from '../common/errors.js';
import { Mutex } from '../common/mutex.js';
import { Rollback } from '../common/rollback.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { SYSTEM_ACTOR } from '../events/events.service.js';
import { LibvirtService } from '../libvirt/index.js';
import type { OperationDto } from '../operations/dto.js';
import { OperationsService } from '../operations/operations.service.js';
import { StorageService } from '../storage/storage.service.js';
import type { CreateImageDto, ImageDto } from './dto.js';
import type { ImageEntity } from './image.entity.js';
import { ImagesService } from './images.service.js';
import { type ImageHeader, inspectHeader } from './inspect-header.js';
import { openHostFile } from './open-host-file.js';
import { type ReceivedContent, peek, receive } from './receive-content.js';

const GIB = 1024 ** 3;
const ANNOUNCE_EVERY_MS = 250;
/** An image that no content was sent for goes after this time. */
const CONTENT_MUST_BEGIN_MS = 3600_000;
/** File mode of a finished image: nobody writes it any more. */
const FINISHED_MODE = '0444';

/**
 * Takes in the content of images. It streams into a volume that libvirt only ever sees as raw bytes of a stranger;
 * its header was judged before, what libvirt finds in it is compared with that, and then libvirt converts it into
 * the volume that is kept.
 */
@Injectable()
export class ImageContentService {
  private readonly startedAt = new Date().toISOString();
  private readonly receiving = new Set<string>();
  /** While libvirt converts one image it does not look into another. */
  private readonly finishing = new Mutex();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly operations: OperationsService,
    libvirt: LibvirtService,
  ) {
    libvirt.onConnect(() => this.removeRemains());
  }

  /** Content that was coming in when an earlier run of the server ended will not come any more. */
  private async removeRemains(): Promise<void> {
    for (const image of await this.images.findIncomplete()) {
      if (image.createdAt >= this.startedAt) continue;
      await this.removeVolumes(image);
      await this.images.discard(
        image,
        'The server ended before its content was whole.',
        SYSTEM_ACTOR,
      );
    }
  }

  /** Records an image; its content has to follow. */
  async expect(dto: CreateImageDto, actor: string): Promise<ImageDto> {
    const image = await this.images.create(dto, actor);
    setTimeout(() => void this.giveUp(image.id), CONTENT_MUST_BEGIN_MS).unref();
    return this.images.get(image.id);
  }

  /** Registers an image from a file of the host. */
  async importFile(dto: CreateImageDto, path: string, actor: string): Promise<OperationDto> {
    const { handle, sizeBytes } = await openHostFile(path, this.settings.importDirs);
    try {
      const image = await this.images.create(dto, actor);
      return await this.operations.start({
        kind: 'image.import',
        resource: { type: 'image', id: image.id, name: image.name },
        actor,
        work: async (progress) => {
          const content = readFile(handle, sizeBytes);
          try {
            await this.takeIn(image, content, sizeBytes, actor, (bytes) =>
              progress.step('reading', bytes / sizeBytes),
            );
          } finally {
            // Content that is refused was not read to its end: the file would stay open.
            content.destroy();
          }
        },
      });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Takes in the content of an image that was recorded.
   * @param totalBytes length of the content; undefined where the sender does not say
   * @throws ConflictError where it has its content already, ImageRefusedError, InsufficientStorageError
   */
  async put(
    idOrName: string,
    source: Readable,
    totalBytes: number | undefined,
    actor: string,
  ): Promise<ImageDto> {
    const image = await this.images.find(idOrName);
    if (image.status !== 'importing') {
      throw new ConflictError(
        'imageImmutable',
        `The image "${image.name}" has its content, and an image never changes. Register a new one.`,
      );
    }
    return this.takeIn(image, source, totalBytes, actor, () => undefined);
  }

  /** A stream of the volume, qcow2. @throws ConflictError while the image is not ready */
  async read(idOrName: string): Promise<{ name: string; stream: Readable }> {
    const image = await this.images.findReady(idOrName);
    return {
      name: `${image.name}.qcow2`,
      stream: await this.storage.download('images', image.volume),
    };
  }

  private async takeIn(
    image: ImageEntity,
    source: Readable,
    totalBytes: number | undefined,
    actor: string,
    onBytes: (bytes: number) => void,
  ): Promise<ImageDto> {
    if (this.receiving.has(image.id)) {
      throw new ConflictError(
        'imageBusy',
        `The content of the image "${image.name}" is coming in already.`,
      );
    }
    this.receiving.add(image.id);
    try {
      await using rollback = new Rollback(`take in the image ${image.name}`);
      rollback.add(() => this.removeVolumes(image));
      const content = await this.store(image, source, totalBytes, onBytes);
      const ready = await this.images.markReady(image, content, actor);
      rollback.commit();
      return ready;
    } catch (error) {
      await this.images.discard(image, messageOf(error), actor);
      throw error;
    } finally {
      this.receiving.delete(image.id);
    }
  }

  private async store(
    image: ImageEntity,
    source: Readable,
    totalBytes: number | undefined,
    onBytes: (bytes: number) => void,
  ) {
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
  ) {
    const found = await this.storage.describeAnew('images', incoming);
    const agrees = found?.format === image.format && found.backingPath === undefined;
    if (!found || !agrees) {
      throw new ImageRefusedError(
        'imageFormatMismatch',
        `libvirt takes the content for ${found?.format ?? 'nothing'}, and it is declared as ${image.format}.`,
      );
    }
    const virtualSizeBytes = header.virtualSizeBytes ?? received.bytes;
    const finished = await this.storage.convert('images', incoming, {
      name: image.volume,
      capacityBytes: virtualSizeBytes,
      format: 'qcow2',
      mode: FINISHED_MODE,
    });
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

  private async removeVolumes(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', incomingName(image));
    await this.storage.remove('images', image.volume);
  }

  private async giveUp(id: string): Promise<void> {
    const image = (await this.images.findIncomplete()).find((each) => each.id === id);
    if (!image || this.receiving.has(id)) return;
    await this.images.discard(image, 'No content was sent within an hour.', SYSTEM_ACTOR);
  }
}

function incomingName(image: ImageEntity): string {
  return `${image.id}.incoming`;
}

/** As many bytes as the file had when it was checked, and no more. */
function readFile(handle: FileHandle, sizeBytes: number): Readable {
  return handle.createReadStream({
    start: 0,
    end: Math.max(0, sizeBytes - 1),
    highWaterMark: 256 * 1024,
  });
}
