import { Injectable } from '@nestjs/common';
import { hasBootSignature } from '@picostack/api-client/formats';
import {
  ImageRefusedError,
  InsufficientStorageError,
  LibvirtFailedError,
} from '../common/errors.js';
import { StoragePools } from '../storage/storage-pools.js';
import { StorageService, type VolumeRef } from '../storage/storage.service.js';
import { VolumePieces } from '../storage/volume-pieces.js';
import type { ImageEntity } from './image.entity.js';
import { HEADER_BYTES } from './inspect-header.js';
import { readQcow2Header } from './qcow2-header.js';
import { TARGET_CLUSTER_BYTES, readGuestBeginning } from './qcow2-tables.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** File mode of a finished image: QEMU's user, who owns it, reads it, and nobody writes it any more. */
const FINISHED_MODE = '0400';
/** What one L2 table describes of a disk. */
const L2_COVERS_BYTES = (TARGET_CLUSTER_BYTES / 8) * TARGET_CLUSTER_BYTES;

/** What is converted into the volume of an image. */
export interface ConversionSource extends VolumeRef {
  readonly virtualSizeBytes: number;
  /** The most that the guest's data can take in the new volume. */
  readonly dataBytes: number;
}

/** The sizes of a volume that was written, and whether it can be booted from. */
export interface FinishedVolume {
  readonly virtualSizeBytes: number;
  readonly fileSizeBytes: number;
  readonly hasBootSignature: boolean;
}

/**
 * Writes the volumes of images. libvirt converts, and cannot be stopped once it began: so what it will write is known
 * before, and there is room for it.
 */
@Injectable()
export class ImageConversion {
  /** What the images whose content comes in will still write to the pool, by id: it is not free any more. */
  private readonly reserved = new Map<string, number>();

  constructor(
    private readonly storage: StorageService,
    private readonly pools: StoragePools,
    private readonly pieces: VolumePieces,
  ) {}

  /** @throws ImageRefusedError where the disk could never be filled: it is larger than the pool */
  async requireFits(image: ImageEntity, virtualSizeBytes: number): Promise<void> {
    const capacityBytes = await this.storage.sizeOfPool('images');
    if (virtualSizeBytes <= capacityBytes) return;
    throw new ImageRefusedError(
      'imageTooLarge',
      `The disk of the image "${image.name}" has ${gibibytes(virtualSizeBytes)} GiB, and the storage pool ${this.pools.nameOf('images')} has ${gibibytes(capacityBytes)} GiB in all. ` +
        'Make the disk smaller, or put the pool on a larger filesystem.',
      { virtualSizeBytes, capacityBytes },
    );
  }

  /**
   * Keeps room in the pool for what an image will write, until {@link release}.
   * @param forWhat what the room is for: "to be received"
   * @throws InsufficientStorageError
   */
  async reserve(image: ImageEntity, bytes: number, forWhat: string): Promise<void> {
    const availableBytes = await this.storage.freeBytes('images');
    const elsewhere = this.reservedByOthers(image);
    if (bytes > availableBytes - elsewhere)
      throw this.noRoom(image, bytes, availableBytes, forWhat);
    this.reserved.set(image.id, bytes);
  }

  /** Less is still to be written than was reserved. */
  shrink(image: ImageEntity, bytes: number): void {
    this.reserved.set(image.id, Math.max(0, bytes));
  }

  release(image: ImageEntity): void {
    this.reserved.delete(image.id);
  }

  /**
   * Converts a volume into the one of the image, all that is in its backing files with it.
   * @throws InsufficientStorageError where there is no room for it, before or in the middle; LibvirtFailedError
   */
  async convert(
    image: ImageEntity,
    source: ConversionSource,
    onBytes?: (bytes: number) => void,
  ): Promise<FinishedVolume> {
    const { virtualSizeBytes, dataBytes } = source;
    const bytes = dataBytes + tableBytes(virtualSizeBytes, dataBytes);
    await this.reserve(image, bytes, 'to be converted');
    const view = {
      name: image.volume,
      capacityBytes: virtualSizeBytes,
      format: 'qcow2',
      mode: FINISHED_MODE,
      owner: this.pools.qemuUser,
    } as const;
    try {
      await this.storage.convert(source, 'images', view, (written) => {
        this.shrink(image, bytes - written);
        onBytes?.(written);
      });
    } catch (error) {
      throw await this.explain(error, image, bytes);
    } finally {
      this.release(image);
    }
    const finished = await this.inspect(image);
    // QEMU rounds up to sectors.
    if (
      finished.virtualSizeBytes - virtualSizeBytes >= 512 ||
      finished.virtualSizeBytes < virtualSizeBytes
    ) {
      throw new ImageRefusedError(
        'imageFormatMismatch',
        `QEMU finds a disk of ${finished.virtualSizeBytes} bytes in the content, and its header says ${virtualSizeBytes}.`,
      );
    }
    return finished;
  }

  /** Reads the volume of an image back, with code of our own. */
  async inspect(image: ImageEntity): Promise<FinishedVolume> {
    const written = await this.storage.describe('images', image.volume);
    if (!written) throw new Error(`The volume ${image.volume} was written a moment ago`);
    return this.pieces.read('images', image.volume, async (read) => {
      const { virtualSizeBytes } = readQcow2Header(await read(0, HEADER_BYTES));
      const beginning = await readGuestBeginning(read, HEADER_BYTES);
      return {
        virtualSizeBytes,
        fileSizeBytes: written.allocationBytes,
        hasBootSignature: hasBootSignature(beginning),
      };
    });
  }

  /** libvirt does not say why its `qemu-img` failed, but for a text: the room that is left does. */
  private async explain(error: unknown, image: ImageEntity, bytes: number): Promise<unknown> {
    if (!(error instanceof LibvirtFailedError)) return error;
    const availableBytes = await this.storage.freeBytes('images');
    if (bytes <= availableBytes - this.reservedByOthers(image)) return error;
    return this.noRoom(image, bytes, availableBytes, 'to be converted', error);
  }

  private reservedByOthers({ id }: ImageEntity): number {
    let sum = 0;
    for (const [other, bytes] of this.reserved) if (other !== id) sum += bytes;
    return sum;
  }

  private noRoom(
    image: ImageEntity,
    neededBytes: number,
    availableBytes: number,
    forWhat: string,
    cause?: Error,
  ): InsufficientStorageError {
    const elsewhere = this.reservedByOthers(image);
    const others =
      elsewhere > 0 ? `, of which ${mebibytes(elsewhere)} MiB are kept for other images` : '';
    return new InsufficientStorageError(
      `The image "${image.name}" needs ${mebibytes(neededBytes)} MiB ${forWhat}, and the storage pool ${this.pools.nameOf('images')} has ${mebibytes(availableBytes)} MiB free${others}. ` +
        'Free some space, or put the pool on a larger filesystem.',
      { neededBytes, availableBytes },
      { cause },
    );
  }
}

/** The most that the tables of a qcow2 file take: L2 tables where there is data, reference counts, header and L1 table. */
function tableBytes(virtualSizeBytes: number, dataBytes: number): number {
  const l2Tables = Math.min(
    Math.ceil(virtualSizeBytes / L2_COVERS_BYTES),
    Math.ceil(dataBytes / TARGET_CLUSTER_BYTES),
  );
  return l2Tables * TARGET_CLUSTER_BYTES + Math.ceil(dataBytes / 16_384) + MIB;
}

function mebibytes(bytes: number): string {
  return Math.ceil(bytes / MIB).toLocaleString('en');
}

function gibibytes(bytes: number): string {
  return (bytes / GIB).toLocaleString('en', { maximumFractionDigits: 1 });
}
