import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { ImageRefusedError, LibvirtFailedError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { StorageService } from '../storage/storage.service.js';
import { VolumePieces } from '../storage/volume-pieces.js';
import { ImageConversion } from './image-conversion.js';
import type { ImageEntity } from './image.entity.js';
import { type ImageContent, ImagesService } from './images.service.js';
import {
  type ImageHeader,
  inspectHeader,
  requireBootSignature,
  requireRawTrailer,
} from './inspect-header.js';
import { measureQcow2 } from './qcow2-tables.js';
import { type PeekedContent, type ReceivedContent, peek, receive } from './receive-content.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const ANNOUNCE_EVERY_MS = 250;
/** libvirt makes a qcow2 volume with a header and tables, which end before this: the content replaces them. */
const MADE_QCOW2_BYTES = MIB;
/**
 * How many times its own size a qcow2 may unfold to. Compression of real disks comes to 10 at most; what takes little
 * when it is unfolded is no danger.
 */
const MAX_RATIO = 64;
const HARMLESS_BYTES = 256 * MIB;

/** Content that somebody sends, or that is read from a file of the host. */
export interface IncomingContent {
  readonly source: Readable;
  /** Its length; undefined where the sender does not say. */
  readonly totalBytes: number | undefined;
  /** What it takes on a disk, where it is known to have holes. */
  readonly allocatedBytes?: number;
  /** Aborted when somebody cancels. */
  readonly signal?: AbortSignal;
  /** Told how many bytes there are so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Takes in the content of images. It streams into a volume that nothing opens as a disk before its header and its tables
 * were judged by code of our own; then libvirt converts it into the volume that is kept.
 */
@Injectable()
export class ImageIntake {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly conversion: ImageConversion,
    private readonly pieces: VolumePieces,
  ) {}

  /**
   * Stores the content of an image: what is in `image.volume` afterwards can be cloned.
   * @throws ImageRefusedError, InsufficientStorageError; volumes may be left then, see {@link remove}
   */
  async store(image: ImageEntity, content: IncomingContent): Promise<ImageContent> {
    const { totalBytes, allocatedBytes, signal } = content;
    const peeked = await peek(content.source);
    const header = inspectHeader(peeked.head, image.format, totalBytes);
    if (image.format === 'raw' && !image.allowsUnbootable) requireBootSignature(peeked.head);
    await this.requireAllowedSize(image, header);
    signal?.throwIfAborted();
    try {
      await this.conversion.reserve(
        image,
        allocatedBytes ?? totalBytes ?? peeked.head.length,
        'to be received',
      );
      const received = await this.receive(image, content, peeked, header);
      this.verifyReceived(image, received, totalBytes);
      const dataBytes = await this.measure(image, peeked, received);
      signal?.throwIfAborted();
      const finished = await this.finish(image, received, header, dataBytes);
      // libvirt finishes what it began: a cancellation counts now.
      signal?.throwIfAborted();
      return finished;
    } finally {
      this.conversion.release(image);
    }
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

  /** As {@link remove}, where libvirt may still be converting for a server that is no more: waits for the end of that. */
  async removeOnceWritten(image: ImageEntity): Promise<void> {
    await this.storage.removeOnceWritten('images', image.volume);
    await this.storage.removeOnceWritten('images', incomingName(image));
  }

  private async requireAllowedSize(image: ImageEntity, header: ImageHeader): Promise<void> {
    const { virtualSizeBytes } = header;
    if (virtualSizeBytes === undefined) return;
    if (virtualSizeBytes > this.maxBytes) {
      throw new ImageRefusedError(
        'imageTooLarge',
        `The image's disk has ${Math.ceil(virtualSizeBytes / GIB)} GiB; the largest allowed has ${this.settings.maxImageGiB} GiB (PICOSTACK_MAX_IMAGE_GIB).`,
        { virtualSizeBytes },
      );
    }
    await this.conversion.requireFits(image, virtualSizeBytes);
  }

  private async receive(
    image: ImageEntity,
    { totalBytes, allocatedBytes, signal, onBytes }: IncomingContent,
    peeked: PeekedContent,
    header: ImageHeader,
  ): Promise<ReceivedContent> {
    const name = incomingName(image);
    const { format } = image;
    const capacityBytes = header.virtualSizeBytes ?? peeked.head.length;
    // libvirt converts a volume as the format that it was made with.
    await this.storage.create('images', { name, capacityBytes, format, mode: '0600' });
    const announce = this.announcer(image);
    const maxBytes = Math.min(this.maxBytes, await this.storage.sizeOfPool('images'));
    return this.storage.write('images', name, (sink) =>
      receive(peeked, sink, {
        maxBytes,
        denseBytes: format === 'qcow2' ? MADE_QCOW2_BYTES : 0,
        signal,
        onBytes: (bytes) => {
          this.conversion.shrink(image, (allocatedBytes ?? totalBytes ?? bytes) - bytes);
          announce(bytes);
          onBytes?.(bytes);
        },
      }),
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
    if (image.format === 'raw') requireRawTrailer(received.tail);
  }

  /**
   * The most that the guest's data will take once the content is converted.
   * @throws ImageRefusedError where that is out of all proportion
   */
  private async measure(
    image: ImageEntity,
    { head }: PeekedContent,
    { bytes, dataBytes }: ReceivedContent,
  ): Promise<number> {
    if (image.format === 'raw') return dataBytes;
    const content = await this.pieces.read('images', incomingName(image), (read) =>
      measureQcow2(head, bytes, read),
    );
    if (content.dataBytes > Math.max(HARMLESS_BYTES, MAX_RATIO * bytes)) {
      throw new ImageRefusedError(
        'imageTooLarge',
        `The image has ${mebibytes(bytes)} MiB and would unfold to ${mebibytes(content.dataBytes)} MiB, more than ${MAX_RATIO} times its size. ` +
          'If it is in order, rewrite it without compression first: qemu-img convert -O qcow2 SOURCE TARGET.',
        { fileBytes: bytes, dataBytes: content.dataBytes },
      );
    }
    return content.dataBytes;
  }

  private async finish(
    image: ImageEntity,
    received: ReceivedContent,
    header: ImageHeader,
    dataBytes: number,
  ): Promise<ImageContent> {
    const name = incomingName(image);
    const virtualSizeBytes = header.virtualSizeBytes ?? received.bytes;
    const source = { role: 'images', name, virtualSizeBytes, dataBytes } as const;
    const finished = await this.conversion.convert(image, source).catch((error: unknown) => {
      // Everything else had been seen to: what qemu-img cannot read through is broken behind its tables.
      if (!(error instanceof LibvirtFailedError)) throw error;
      throw new ImageRefusedError(
        'imageCorrupt',
        `The image cannot be read to its end: ${error.message}`,
      );
    });
    await this.storage.remove('images', name);
    return { ...finished, sha256: received.sha256 };
  }

  private get maxBytes(): number {
    return this.settings.maxImageGiB * GIB;
  }

  private announcer(image: ImageEntity): (bytes: number) => void {
    let announcedAt = 0;
    return (bytes) => {
      this.images.noteUploaded(image, bytes);
      const now = performance.now();
      if (now - announcedAt < ANNOUNCE_EVERY_MS) return;
      announcedAt = now;
      this.images.announceProgress(image);
    };
  }
}

function incomingName(image: ImageEntity): string {
  return `${image.id}.incoming`;
}

function mebibytes(bytes: number): string {
  return Math.ceil(bytes / MIB).toLocaleString('en');
}
