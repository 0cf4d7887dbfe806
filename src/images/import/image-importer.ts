import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import {
  archiveAt,
  diskFormatAt,
  formatBytes,
  importedFormat,
  isCompression,
} from '@picostack/api-client/formats';
import { ImageRefusedError, LibvirtFailedError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { StorageService } from '../../storage/storage.service.js';
import { VolumePieces } from '../../storage/volume-pieces.js';
import { type FinishedVolume, ImageConversion } from './image-conversion.js';
import type { ImageEntity } from '../image.entity.js';
import { type ImageContent, ImagesService } from '../images.service.js';
import {
  type ImageHeader,
  inspectHeader,
  requireBootSignature,
  requireRawTrailer,
} from './inspect-header.js';
import { decompress } from './decompress.js';
import type { ImageFormat } from '../dto.js';
import type { Checksum } from './download/checksums.js';
import {
  FOREIGN_FORMATS,
  type ForeignFormat,
  openForeignDisk,
} from './foreign/open-foreign-disk.js';
import { writeDisk } from './foreign/write-disk.js';
import type { ImportProgress } from './import-progress.js';
import { IncomingSource } from './incoming-source.js';
import { openOva } from './ova/open-ova.js';
import { measureQcow2 } from '../qcow2/qcow2-tables.js';
import {
  BLOCK_BYTES,
  contentOf,
  type PeekedContent,
  type ReceivedContent,
  peek,
  receive,
} from './receive-content.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const ANNOUNCE_EVERY_MS = 250;
/** libvirt creates a qcow2 volume with a header and tables that are smaller than this; the content replaces them. */
const CREATED_QCOW2_BYTES = MIB;
/**
 * The content of other formats begins here in its volume, after zeros. When libvirt refreshes a pool, it reads the beginning of
 * each file, and opens the parent that a header there names.
 */
const FOREIGN_START_BYTES = BLOCK_BYTES;
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
  /** The hash that it must have, besides the SHA-256 of the image's record. */
  readonly checksum?: Checksum | undefined;
  /** Whether the source has limits of its own for a slow or silent sender. */
  readonly isPatient?: boolean;
  /** Aborts when the import is cancelled. */
  readonly signal?: AbortSignal;
  /** The name of the first step; `receiving` by default. */
  readonly firstStep?: string;
  /** Receives the progress with each step that begins, and with the bytes of a step. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

type ReceiveSizes = Pick<IncomingContent, 'totalBytes' | 'allocatedBytes' | 'signal'>;

/** The beginning of a disk, and what is known of its size. */
interface OpenedContent {
  /** The image with the format of the disk. */
  readonly image: ImageEntity;
  readonly peeked: PeekedContent;
  readonly plain: ReceiveSizes;
}

/** Records the steps of an import, and the bytes of each. */
interface ImportSteps {
  begin(step: string, totalBytes: number | null): void;
  note(bytes: number): void;
}

/** A volume with the content of a disk, which libvirt can convert. */
interface ReceivedDisk {
  readonly name: string;
  readonly virtualSizeBytes: number;
  /** The maximum size of the guest's data. */
  readonly dataBytes: number;
}

/**
 * Imports the content of images. The content is streamed into a temporary volume, and decompressed on the way. Nothing opens
 * that volume as a disk before this code has checked its header and its tables. QEMU reads only qcow2 and raw: the disks of
 * other formats are read by this code, and written into a raw volume. Then libvirt converts the volume into that of the image.
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
  async import(registered: ImageEntity, content: IncomingContent): Promise<ImageContent> {
    const { totalBytes, signal } = content;
    const steps = this.stepsOf(registered, content);
    steps.begin(content.firstStep ?? 'receiving', totalBytes ?? null);
    const announce = this.announcer(registered);
    const checksum = expectedChecksum(registered, content);
    const source = new IncomingSource(content.source, {
      algorithm: checksum?.algorithm,
      isPatient: content.isPatient,
      onBytes: (bytes) => {
        announce(bytes);
        steps.note(bytes);
      },
    });
    const { image, peeked, plain } = await this.open(registered, source, content);
    const header = inspectHeader(peeked.head, image.format, plain.totalBytes);
    if (image.format === 'raw' && !image.allowsUnbootable) requireBootSignature(peeked.head);
    await this.requireAllowedSize(image, header);
    signal?.throwIfAborted();
    try {
      await this.conversion.reserve(
        image,
        plain.allocatedBytes ?? plain.totalBytes ?? peeked.head.length,
        'to be received',
      );
      const received = await this.receive(image, plain, peeked, header);
      const sha256 = this.verifyReceived(image, source, received, { totalBytes, checksum });
      steps.begin('inspecting', null);
      const foreign = foreignFormatOf(image);
      const disk = foreign
        ? await this.translate(image, foreign, received, { signal, steps })
        : await this.measure(image, peeked, received, header);
      signal?.throwIfAborted();
      steps.begin('converting', disk.dataBytes);
      const converted = await this.finish(image, disk, steps);
      // libvirt cannot cancel a conversion; a cancellation during it takes effect now.
      signal?.throwIfAborted();
      if (image.compression === 'none') return { ...converted, sha256 };
      steps.begin('compressing', converted.fileSizeBytes);
      const onBytes = (bytes: number): void => steps.note(bytes);
      const compressed = await this.conversion.compress(image, { signal, onBytes });
      return { ...compressed, sha256 };
    } finally {
      this.conversion.release(image);
    }
  }

  /** Delete all volumes of the content. */
  async remove(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', incomingName(image));
    await this.storage.remove('images', translatedName(image));
    await this.conversion.remove(image);
  }

  /** Like {@link remove}, but wait for a conversion that an earlier run of the server started. */
  async removeOnceWritten(image: ImageEntity): Promise<void> {
    await this.conversion.removeOnceWritten(image);
    await this.storage.removeOnceWritten('images', translatedName(image));
    await this.storage.removeOnceWritten('images', incomingName(image));
  }

  /** Read the first bytes of the disk: the content is decompressed if it is compressed, and the disk of an OVA is found. */
  private async open(
    image: ImageEntity,
    source: IncomingSource,
    content: IncomingContent,
  ): Promise<OpenedContent> {
    const { signal } = content;
    const opened = await openCompressed(source, content);
    if (image.format !== 'ova') return { image, ...opened };
    inspectHeader(opened.peeked.head, 'ova');
    const disk = await openOva(contentOf(opened.peeked), image.ovaDisk);
    const inner = await openCompressed(disk.content, {
      totalBytes: disk.sizeBytes,
      ...(signal && { signal }),
    });
    // From here on, the disk in the OVA is treated like any other content of its format.
    const format = formatInOva(inner.peeked.head);
    return { image: Object.assign({}, image, { format }), ...inner };
  }

  private async requireAllowedSize(
    image: ImageEntity,
    { virtualSizeBytes }: ImageHeader,
  ): Promise<void> {
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
    { totalBytes, allocatedBytes, signal }: ReceiveSizes,
    peeked: PeekedContent,
    header: ImageHeader,
  ): Promise<ReceivedContent> {
    const name = incomingName(image);
    // When libvirt converts a volume, it uses the format with which the volume was created.
    const format = image.format === 'qcow2' ? 'qcow2' : 'raw';
    const capacityBytes = header.virtualSizeBytes ?? peeked.head.length;
    await this.storage.create('images', { name, capacityBytes, format, mode: '0600' });
    const maxBytes = Math.min(this.maxBytes, await this.storage.sizeOfPool('images'));
    const startBytes = foreignFormatOf(image) ? FOREIGN_START_BYTES : 0;
    return this.storage.write('images', name, (sink) =>
      receive(peeked, sink, {
        maxBytes,
        denseBytes: format === 'qcow2' ? CREATED_QCOW2_BYTES : 0,
        startBytes,
        signal,
        onBytes: (bytes) =>
          this.conversion.shrink(image, (allocatedBytes ?? totalBytes ?? bytes) - bytes),
      }),
    );
  }

  /** @returns the SHA-256 of the content as it was sent */
  private verifyReceived(
    image: ImageEntity,
    source: IncomingSource,
    received: ReceivedContent,
    { totalBytes, checksum }: Pick<IncomingContent, 'totalBytes' | 'checksum'>,
  ): string {
    if (totalBytes !== undefined && source.bytes !== totalBytes) {
      throw new ImageRefusedError(
        'uploadCutOff',
        `The content ended after ${source.bytes} of ${totalBytes} bytes. Upload it again.`,
      );
    }
    const digests = source.digests();
    const found = checksum && digests.get(checksum.algorithm);
    if (checksum && found !== checksum.hash) {
      const name = checksum.algorithm === 'sha256' ? 'SHA-256' : 'SHA-512';
      throw new ImageRefusedError(
        'checksumMismatch',
        `The ${name} of the content is ${found}, but ${checksum.hash} was expected. Get the content again, or correct the hash.`,
      );
    }
    if (isStoredAsSent(image)) requireRawTrailer(received.tail, image.format);
    return digests.get('sha256') ?? '';
  }

  /** @throws ImageRefusedError if a qcow2 is damaged, or has far more data than its size suggests */
  private async measure(
    image: ImageEntity,
    { head }: PeekedContent,
    { bytes, dataBytes }: ReceivedContent,
    header: ImageHeader,
  ): Promise<ReceivedDisk> {
    const name = incomingName(image);
    const virtualSizeBytes = header.virtualSizeBytes ?? bytes;
    if (isStoredAsSent(image)) return { name, virtualSizeBytes, dataBytes };
    const content = await this.pieces.read('images', name, (read) =>
      measureQcow2(head, bytes, read),
    );
    requireOrdinaryRatio(bytes, content.dataBytes);
    return { name, virtualSizeBytes, dataBytes: content.dataBytes };
  }

  /**
   * Read a disk of another format, and write its content into a raw volume.
   * @throws ImageRefusedError, InsufficientStorageError
   */
  private async translate(
    image: ImageEntity,
    format: ForeignFormat,
    { bytes }: ReceivedContent,
    { signal, steps }: { readonly signal: AbortSignal | undefined; readonly steps: ImportSteps },
  ): Promise<ReceivedDisk> {
    const name = translatedName(image);
    const written = await this.pieces.read('images', incomingName(image), async (read) => {
      const disk = await openForeignDisk(format, {
        sizeBytes: bytes,
        read: (offset, length) => read(FOREIGN_START_BYTES + offset, length),
      });
      const { virtualSizeBytes } = disk;
      await this.requireAllowedSize(image, disk);
      requireOrdinaryRatio(bytes, disk.dataBytes);
      steps.begin('reading the disk', disk.dataBytes);
      await this.conversion.reserve(image, disk.dataBytes, 'to be read');
      const volume = {
        name,
        capacityBytes: virtualSizeBytes,
        format: 'raw',
        mode: '0600',
      } as const;
      await this.storage.create('images', volume);
      const dataBytes = await this.storage.write('images', name, (sink) =>
        writeDisk(disk, sink, {
          onBeginning: requireNoHeader,
          signal,
          onBytes: (done) => {
            this.conversion.shrink(image, disk.dataBytes - done);
            steps.note(done);
          },
        }),
      );
      return { name, virtualSizeBytes, dataBytes };
    });
    await this.storage.remove('images', incomingName(image));
    return written;
  }

  private async finish(
    image: ImageEntity,
    disk: ReceivedDisk,
    steps: ImportSteps,
  ): Promise<FinishedVolume> {
    const source = { role: 'images', ...disk } as const;
    const onBytes = (bytes: number): void => steps.note(bytes);
    const finished = await this.conversion
      .convert(image, source, onBytes)
      .catch((error: unknown) => {
        // All other reasons were excluded before, so the data clusters are corrupt.
        if (!(error instanceof LibvirtFailedError)) throw error;
        throw new ImageRefusedError(
          'imageCorrupt',
          `QEMU cannot read the whole image: ${error.message}`,
        );
      });
    await this.storage.remove('images', disk.name);
    return finished;
  }

  private get maxBytes(): number {
    return this.settings.maxImageGiB * GIB;
  }

  private stepsOf(image: ImageEntity, { onProgress }: IncomingContent): ImportSteps {
    const progress = this.images.progressOf(image);
    return {
      begin: (step, totalBytes) => {
        progress.begin(step, totalBytes);
        onProgress?.(progress);
        this.images.announceProgress(image);
      },
      note: (bytes) => {
        progress.note(bytes);
        onProgress?.(progress);
      },
    };
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

/** Read the first bytes of content, decompressed if it is compressed. */
async function openCompressed(
  source: AsyncIterable<Buffer>,
  sizes: ReceiveSizes,
): Promise<Omit<OpenedContent, 'image'>> {
  const { signal } = sizes;
  const peeked = await peek(source);
  const archive = archiveAt(peeked.head);
  if (archive === undefined || !isCompression(archive)) return { peeked, plain: sizes };
  const plain = decompress(archive, contentOf(peeked), { signal });
  // The size of compressed content is known only at its end.
  return { peeked: await peek(plain), plain: { totalBytes: undefined, ...(signal && { signal }) } };
}

/** @throws ImageRefusedError if picostack does not import the format of a disk in an OVA */
function formatInOva(head: Buffer): ImageFormat {
  const found = diskFormatAt(head);
  const format = importedFormat(found);
  if (format !== undefined) return format;
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `The disk in the OVA is a ${found} image, which picostack does not import. Export the machine with another disk format, such as VMDK (streamOptimized).`,
    { found },
  );
}

/** The hash that the user gave counts; otherwise that of a list of checksums. */
function expectedChecksum(image: ImageEntity, content: IncomingContent): Checksum | undefined {
  const { expectedSha256: hash } = image;
  return hash === null ? content.checksum : { algorithm: 'sha256', hash };
}

/** @throws ImageRefusedError if the data of the disk is far larger than the file */
function requireOrdinaryRatio(fileBytes: number, dataBytes: number): void {
  if (dataBytes <= Math.max(HARMLESS_BYTES, MAX_RATIO * fileBytes)) return;
  throw new ImageRefusedError(
    'imageTooLarge',
    `The image has ${formatBytes(fileBytes)} and would decompress to ${formatBytes(dataBytes)}, more than ${MAX_RATIO} times its size. ` +
      'If you trust it, rewrite it without compression: qemu-img convert -O qcow2 SOURCE TARGET.',
    { fileBytes, dataBytes },
  );
}

/** Whether the bytes of the file are those of the disk or the CD. */
function isStoredAsSent({ format }: ImageEntity): boolean {
  return format === 'raw' || format === 'iso';
}

function foreignFormatOf({ format }: ImageEntity): ForeignFormat | undefined {
  return FOREIGN_FORMATS.find((each) => each === format);
}

/**
 * Refuse a disk whose guest sees the header of a disk image: libvirt would take the raw volume for such an image.
 * @throws ImageRefusedError
 */
function requireNoHeader(beginning: Buffer): void {
  const found = diskFormatAt(beginning);
  if (found === 'raw') return;
  throw new ImageRefusedError(
    'imageFormatMismatch',
    `The disk in the file begins like a ${found} image: one disk image inside another. Unpack the inner one, and upload that.`,
    { found },
  );
}

/** The volume that receives the content. */
function incomingName(image: ImageEntity): string {
  return `${image.id}.incoming`;
}

/** The volume with the content of a disk of another format. */
function translatedName(image: ImageEntity): string {
  return `${image.id}.translated`;
}
