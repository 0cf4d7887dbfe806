import { Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { formatBytes, hasBootSignature, isCd } from '@picostack/api-client/formats';
import {
  ImageRefusedError,
  InsufficientStorageError,
  LibvirtFailedError,
} from '../../common/errors.js';
import { StoragePools } from '../../storage/storage-pools.js';
import { type NewVolume, StorageService, type VolumeRef } from '../../storage/storage.service.js';
import { VolumePieces } from '../../storage/volume-pieces.js';
import type { ImageEntity } from '../image.entity.js';
import { kindOf } from '../image.mapper.js';
import {
  type CompressionContext,
  type CompressedFile,
  ImageCompressor,
} from './image-compressor.js';
import { HEADER_BYTES } from './inspect-header.js';
import { SparseWriter } from './receive-content.js';
import { readQcow2Header } from '../qcow2/qcow2-header.js';
import { TARGET_CLUSTER_BYTES, readGuestBeginning } from '../qcow2/qcow2-tables.js';

const MIB = 1024 ** 2;
/** The file mode of an image: QEMU's user owns it and may read it; nobody may write it. */
const IMAGE_MODE = '0400';
/**
 * The same for the libvirt of an ordinary user. libvirt 11.3 creates the file with its mode, and then runs qemu-img, which only
 * as root may write it.
 */
const IMAGE_MODE_OF_USER = '0600';
/** The part of a disk that one L2 table covers. */
const L2_COVERS_BYTES = (TARGET_CLUSTER_BYTES / 8) * TARGET_CLUSTER_BYTES;

/** A volume to convert into the volume of an image. */
export interface ConversionSource extends VolumeRef {
  readonly virtualSizeBytes: number;
  /** The maximum size of the guest's data in the new volume. */
  readonly dataBytes: number;
}

/** The sizes of a converted volume, and whether firmware can boot from it. */
export interface FinishedVolume {
  readonly virtualSizeBytes: number;
  readonly fileSizeBytes: number;
  readonly hasBootSignature: boolean;
}

/**
 * Converts content into the volumes of images, and compresses it if the image is to be compressed. libvirt cannot cancel a conversion, so this reserves the space that it needs
 * in advance.
 */
@Injectable()
export class ImageConversion {
  /** The bytes that running imports still need in the pool, by image id: others must not use them. */
  private readonly reserved = new Map<string, number>();

  constructor(
    private readonly storage: StorageService,
    private readonly pools: StoragePools,
    private readonly pieces: VolumePieces,
    private readonly compressor: ImageCompressor,
  ) {}

  /** @throws ImageRefusedError if the disk is larger than the pool, so that it could never be filled */
  async requireFits(image: ImageEntity, virtualSizeBytes: number): Promise<void> {
    const capacityBytes = await this.storage.sizeOfPool('images');
    if (virtualSizeBytes <= capacityBytes) return;
    throw new ImageRefusedError(
      'imageTooLarge',
      `The disk of the image "${image.name}" has ${formatBytes(virtualSizeBytes)}, but the storage pool ${this.pools.nameOf('images')} has only ${formatBytes(capacityBytes)}. ` +
        'Shrink the disk, or move the pool to a larger filesystem.',
      { virtualSizeBytes, capacityBytes },
    );
  }

  /**
   * Reserve space in the pool for an image, until {@link release}.
   * @param forWhat the purpose, for the error: "to be received"
   * @throws InsufficientStorageError
   */
  async reserve(image: ImageEntity, bytes: number, forWhat: string): Promise<void> {
    const availableBytes = await this.storage.freeBytes('images');
    const elsewhere = this.reservedByOthers(image);
    if (bytes > availableBytes - elsewhere)
      throw this.insufficientSpace(image, bytes, availableBytes, forWhat);
    this.reserved.set(image.id, bytes);
  }

  /** Reduce a reservation to the bytes that are still to be written. */
  shrink(image: ImageEntity, bytes: number): void {
    this.reserved.set(image.id, Math.max(0, bytes));
  }

  release(image: ImageEntity): void {
    this.reserved.delete(image.id);
  }

  /**
   * Convert a volume, with the content of its backing files, into the volume of the image. An image that is to be compressed
   * is complete after {@link compress}.
   * @throws InsufficientStorageError if there is too little space before or during the conversion; LibvirtFailedError
   */
  async convert(
    image: ImageEntity,
    source: ConversionSource,
    onBytes?: (bytes: number) => void,
  ): Promise<FinishedVolume> {
    const { virtualSizeBytes, dataBytes } = source;
    const isCompressed = image.compression !== 'none';
    const format = formatOf(image);
    const bytes =
      format === 'raw' ? dataBytes : dataBytes + tableBytes(virtualSizeBytes, dataBytes);
    if (isCompressed) await this.compressor.requireSpace(image, bytes);
    await this.reserve(image, bytes, 'to be converted');
    const name = isCompressed ? uncompressedName(image) : image.volume;
    const target = this.targetOf(name, format, virtualSizeBytes);
    try {
      await this.storage.convert(source, 'images', target, (written) => {
        this.shrink(image, bytes - written);
        onBytes?.(written);
      });
    } catch (error) {
      throw await this.explain(error, image, bytes);
    } finally {
      this.release(image);
    }
    const finished = await this.inspect(image, name);
    // QEMU rounds up to sectors.
    if (
      finished.virtualSizeBytes - virtualSizeBytes >= 512 ||
      finished.virtualSizeBytes < virtualSizeBytes
    ) {
      throw new ImageRefusedError(
        'imageFormatMismatch',
        `QEMU finds a disk of ${finished.virtualSizeBytes} bytes in the content, but its header says ${virtualSizeBytes}.`,
      );
    }
    return finished;
  }

  /**
   * Compress the converted content of an image into its volume.
   * @throws InsufficientStorageError; ConflictError `compressionFailed`; the reason of the signal if it aborts
   */
  async compress(image: ImageEntity, context: CompressionContext): Promise<FinishedVolume> {
    const plainName = uncompressedName(image);
    const plain = await this.inspect(image, plainName);
    await this.compressor.withCompressed(image, plainName, context, async (file) => {
      await this.storage.remove('images', plainName);
      try {
        await this.reserve(image, file.bytes, 'to be stored');
        await this.store(image, file, plain.virtualSizeBytes, context.signal);
      } finally {
        this.release(image);
      }
    });
    const finished = await this.inspect(image);
    const isSame =
      finished.virtualSizeBytes === plain.virtualSizeBytes &&
      finished.hasBootSignature === plain.hasBootSignature;
    if (isSame) return finished;
    throw new ImageRefusedError(
      'imageCorrupt',
      `The compressed image "${image.name}" differs from the converted one. Check the memory and the disks of this host, and try again.`,
    );
  }

  /** Delete what a conversion that failed or was interrupted has left. */
  async remove(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', uncompressedName(image));
    await this.storage.remove('images', image.volume);
  }

  /** Like {@link remove}, but wait for a conversion that an earlier run of the server started. */
  async removeOnceWritten(image: ImageEntity): Promise<void> {
    await this.storage.removeOnceWritten('images', image.volume);
    await this.storage.removeOnceWritten('images', uncompressedName(image));
  }

  private async store(
    image: ImageEntity,
    { path, bytes }: CompressedFile,
    virtualSizeBytes: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.storage.create('images', this.targetOf(image.volume, 'qcow2', virtualSizeBytes));
    await this.storage.write('images', image.volume, async (sink) => {
      const volume = new SparseWriter(sink);
      const file: AsyncIterable<Buffer> = createReadStream(path);
      let written = 0;
      for await (const chunk of file) {
        signal?.throwIfAborted();
        await volume.write(chunk);
        written += chunk.length;
        this.shrink(image, bytes - written);
      }
      await volume.end();
    });
  }

  private targetOf(name: string, format: 'qcow2' | 'raw', capacityBytes: number): NewVolume {
    const { qemuUser } = this.pools;
    const mode = qemuUser ? IMAGE_MODE : IMAGE_MODE_OF_USER;
    return { name, capacityBytes, format, mode, owner: qemuUser };
  }

  /**
   * Read the sizes and the boot signature of an image.
   * @param name the volume; that of the image by default
   */
  async inspect(image: ImageEntity, name = image.volume): Promise<FinishedVolume> {
    const written = await this.storage.describe('images', name);
    if (!written) throw new Error(`The volume ${name} disappeared after it was written.`);
    return this.pieces.read('images', name, async (read) => {
      if (kindOf(image.format) === 'installer') {
        return {
          virtualSizeBytes: written.fileBytes,
          fileSizeBytes: written.allocationBytes,
          hasBootSignature: isCd(await read(0, HEADER_BYTES)),
        };
      }
      const { virtualSizeBytes } = readQcow2Header(await read(0, HEADER_BYTES));
      const beginning = await readGuestBeginning(read, HEADER_BYTES);
      return {
        virtualSizeBytes,
        fileSizeBytes: written.allocationBytes,
        hasBootSignature: hasBootSignature(beginning),
      };
    });
  }

  /** libvirt does not report why `qemu-img` failed, but the remaining space shows whether the pool was full. */
  private async explain(error: unknown, image: ImageEntity, bytes: number): Promise<unknown> {
    if (!(error instanceof LibvirtFailedError)) return error;
    const availableBytes = await this.storage.freeBytes('images');
    if (bytes <= availableBytes - this.reservedByOthers(image)) return error;
    return this.insufficientSpace(image, bytes, availableBytes, 'to be converted', error);
  }

  private reservedByOthers({ id }: ImageEntity): number {
    let sum = 0;
    for (const [other, bytes] of this.reserved) if (other !== id) sum += bytes;
    return sum;
  }

  private insufficientSpace(
    image: ImageEntity,
    neededBytes: number,
    availableBytes: number,
    forWhat: string,
    cause?: Error,
  ): InsufficientStorageError {
    const elsewhere = this.reservedByOthers(image);
    const others =
      elsewhere > 0 ? `, of which ${formatBytes(elsewhere)} are reserved for other images` : '';
    return new InsufficientStorageError(
      `The image "${image.name}" needs ${formatBytes(neededBytes)} ${forWhat}, but the storage pool ${this.pools.nameOf('images')} has ${formatBytes(availableBytes)} free${others}. ` +
        'Free some space, or move the pool to a larger filesystem.',
      { neededBytes, availableBytes },
      { cause },
    );
  }
}

/** The maximum size of the tables of a qcow2 file: L2 tables for its data, reference counts, header and L1 table. */
function tableBytes(virtualSizeBytes: number, dataBytes: number): number {
  const l2Tables = Math.min(
    Math.ceil(virtualSizeBytes / L2_COVERS_BYTES),
    Math.ceil(dataBytes / TARGET_CLUSTER_BYTES),
  );
  return l2Tables * TARGET_CLUSTER_BYTES + Math.ceil(dataBytes / 16_384) + MIB;
}

function formatOf({ format }: ImageEntity): 'qcow2' | 'raw' {
  return kindOf(format) === 'installer' ? 'raw' : 'qcow2';
}

/** The volume with the converted content of an image that is to be compressed. */
function uncompressedName({ id }: ImageEntity): string {
  return `${id}.uncompressed`;
}
