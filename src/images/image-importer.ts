import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { formatBytes } from '@picostack/api-client/formats';
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
/** libvirt creates a qcow2 volume with a header and tables that are smaller than this; the content replaces them. */
const CREATED_QCOW2_BYTES = MIB;
/**
 * How many times its own size a qcow2 may decompress to. Real disks reach a factor of 10 at most. Content that stays small
 * when it is decompressed is harmless.
 */
const MAX_RATIO = 64;
const HARMLESS_BYTES = 256 * MIB;

/** Content from an upload, or from a file of the host. */
export interface IncomingContent {
  readonly source: Readable;
  /** Its length; undefined if it is unknown. */
  readonly totalBytes: number | undefined;
  /** The bytes that it occupies, if it is known to have holes. */
  readonly allocatedBytes?: number;
  /** Aborts when the import is cancelled. */
  readonly signal?: AbortSignal;
  /** Receives the number of bytes so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Imports the content of images. The content is streamed into a temporary volume. Nothing opens that volume as a disk before
 * this code has checked its header and its tables; then libvirt converts it into the volume of the image.
 */
@Injectable()
export class ImageImporter {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly conversion: ImageConversion,
    private readonly pieces: VolumePieces,
  ) {}

  /**
   * Import the content of an image into `image.volume`, which can be cloned afterwards.
   * @throws ImageRefusedError, InsufficientStorageError; volumes may remain then, see {@link remove}
   */
  async import(image: ImageEntity, content: IncomingContent): Promise<ImageContent> {
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
      // libvirt cannot cancel a conversion; a cancellation during it takes effect now.
      signal?.throwIfAborted();
      return finished;
    } finally {
      this.conversion.release(image);
    }
  }

  /** Delete all volumes of the content. */
  async remove(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', incomingName(image));
    await this.storage.remove('images', image.volume);
  }

  /** Like {@link remove}, but wait for a conversion that an earlier run of the server started. */
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
        `The disk of the image has ${Math.ceil(virtualSizeBytes / GIB)} GiB; the maximum is ${this.settings.maxImageGiB} GiB (PICOSTACK_MAX_IMAGE_GIB).`,
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
    // When libvirt converts a volume, it uses the format with which the volume was created.
    await this.storage.create('images', { name, capacityBytes, format, mode: '0600' });
    const announce = this.announcer(image);
    const maxBytes = Math.min(this.maxBytes, await this.storage.sizeOfPool('images'));
    return this.storage.write('images', name, (sink) =>
      receive(peeked, sink, {
        maxBytes,
        denseBytes: format === 'qcow2' ? CREATED_QCOW2_BYTES : 0,
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
        `The SHA-256 of the content is ${received.sha256}, but ${image.expectedSha256} was expected. Upload it again, or correct the hash.`,
      );
    }
    if (image.format === 'raw') requireRawTrailer(received.tail);
  }

  /**
   * Return the maximum size of the guest's data after the conversion.
   * @throws ImageRefusedError if it is far larger than the content
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
        `The image has ${formatBytes(bytes)} and would decompress to ${formatBytes(content.dataBytes)}, more than ${MAX_RATIO} times its size. ` +
          'If you trust it, rewrite it without compression: qemu-img convert -O qcow2 SOURCE TARGET.',
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
      // All other reasons were excluded before, so the data clusters are corrupt.
      if (!(error instanceof LibvirtFailedError)) throw error;
      throw new ImageRefusedError(
        'imageCorrupt',
        `QEMU cannot read the whole image: ${error.message}`,
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
