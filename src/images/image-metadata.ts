import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { messageOf } from '../common/errors.js';
import { UUID_PATTERN } from '../common/http/names.js';
import type { RecordProblem } from '../common/http/recorded-values.js';
import { isUniqueViolation } from '../database/queries.js';
import { VIR_ERR_NO_STORAGE_VOL, isLibvirtError } from '../libvirt/index.js';
import { StorageService } from '../storage/storage.service.js';
import { VolumeMetadata } from '../storage/volume-metadata.js';
import type { ImageFormat } from './dto.js';
import { ImageEntity } from './image.entity.js';
import { ImageVersions } from './lifecycle/image-versions.js';
import { type RecordedImage, checkRecordedImage } from './recorded-image.js';

/** The endings of the volumes of images: a disk, a CD. */
const IMAGE_VOLUME = /\.(qcow2|iso)$/;

/** An image whose record was recreated, or could not be. */
export interface RecoveredImage {
  readonly id: string;
  readonly name: string;
  /** The reason if it could not be recreated. */
  readonly problem?: string;
}

/** An image without a record, and what its metadata says. */
interface LostImage {
  readonly id: string;
  readonly name: string;
  readonly volume: string;
  readonly known: Partial<RecordedImage>;
}

/** A field of the metadata that is not valid. */
export interface ImageProblem extends RecordProblem {
  readonly id: string;
  readonly name: string;
}

/** Stores the metadata of each image in a volume next to it, so that its record can be recreated. */
@Injectable()
export class ImageMetadata {
  private readonly logger = new Logger(ImageMetadata.name);

  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly storage: StorageService,
    private readonly volumes: VolumeMetadata,
    private readonly versions: ImageVersions,
  ) {}

  /** Write the metadata of an image. An image works without it, so errors are only logged. */
  async write(image: ImageEntity): Promise<void> {
    const { name, description, format, sha256, source, osInfo, defaultUser, minMemoryMiB } = image;
    const { minDiskGiB, defaultPorts, tags, recommendedFlavour, firmware, deviceProfile } = image;
    const { isProtected, hasBootSignature, createdAt, fileSha256 } = image;
    const { version, replacesId, replacedById, compression } = image;
    const content: RecordedImage = {
      name,
      description,
      format,
      compression,
      sha256,
      source,
      osInfo,
      defaultUser,
      minMemoryMiB,
      minDiskGiB,
      defaultPorts,
      tags,
      recommendedFlavour,
      firmware,
      deviceProfile,
      isProtected,
      hasBootSignature,
      version,
      replacesId,
      replacedById,
      fileSha256,
      createdAt,
    };
    try {
      await this.volumes.write('images', metadataName(image.id), JSON.stringify(content));
    } catch (error) {
      this.logger.warn(`Cannot write the metadata of the image "${name}": ${messageOf(error)}`);
    }
  }

  async remove(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', metadataName(image.id));
  }

  isRecorded(id: string): Promise<boolean> {
    return this.images.existsBy({ id });
  }

  /**
   * Recreate the records of images that have a volume but no record. Their metadata is validated like a request; invalid
   * fields are reported, also for images that have a record.
   */
  async recover(actor: string): Promise<{ recovered: RecoveredImage[]; problems: ImageProblem[] }> {
    const names = await this.storage.names('images');
    const recovered: RecoveredImage[] = [];
    const problems: ImageProblem[] = [];
    const lost: LostImage[] = [];
    for (const volume of names.filter((name) => IMAGE_VOLUME.test(name)).toSorted()) {
      const id = volume.replace(IMAGE_VOLUME, '');
      if (!UUID_PATTERN.test(id)) continue;
      const recorded = await this.images.findOneBy({ id });
      // An image that is not ready has no metadata yet.
      if (recorded && recorded.status !== 'ready') continue;
      const written = names.includes(metadataName(id)) ? await this.read(id) : undefined;
      const known = checkRecordedImage(written);
      // Without metadata its name is the start of its id; the user can rename it.
      const name = recorded?.name ?? known.image.name ?? `image-${id.slice(0, 8)}`;
      problems.push(...known.problems.map((each) => Object.assign({ id, name }, each)));
      if (!recorded) lost.push({ id, name, volume, known: known.image });
    }
    // An older version first: the newer one takes over its name.
    for (const each of lost.toSorted((a, b) => versionOf(a) - versionOf(b))) {
      const result = await this.restore(each, actor);
      if (result) recovered.push(result);
    }
    // The names at the end.
    const named = recovered.map(async (each) => {
      const image = await this.images.findOneBy({ id: each.id });
      return Object.assign(each, image && { name: image.name });
    });
    return { recovered: await Promise.all(named), problems };
  }

  /** @returns undefined if the volume was deleted after it was listed */
  private async restore(
    { id, name, volume, known }: LostImage,
    actor: string,
  ): Promise<RecoveredImage | undefined> {
    const found = await this.storage.describe('images', volume);
    if (!found) return undefined;
    const image = this.images.create({
      description: '',
      compression: 'none',
      sha256: null,
      source: 'recovered',
      osInfo: null,
      defaultUser: null,
      minMemoryMiB: null,
      minDiskGiB: null,
      defaultPorts: [],
      tags: [],
      recommendedFlavour: null,
      firmware: 'bios',
      deviceProfile: 'linux',
      isProtected: false,
      hasBootSignature: null,
      version: 1,
      replacesId: null,
      replacedById: null,
      fileSha256: null,
      createdAt: new Date().toISOString(),
      ...known,
      id,
      name,
      volume,
      format: formatOf(volume, known.format),
      status: 'ready',
      virtualSizeBytes: found.capacityBytes,
      fileSizeBytes: found.allocationBytes,
      expectedSha256: null,
      allowsUnbootable: false,
      ovaDisk: null,
      lastError: null,
      fileState: 'present',
      fileStamp: null,
      verifiedAt: null,
    });
    try {
      const former = await this.versions.insertRecovered(image, actor);
      if (former) await this.write(former);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const problem = isUniqueViolation(error, 'name')
        ? `another image has the name "${name}": rename that one, and run this again`
        : 'it has got a record in the meantime';
      return { id, name, problem };
    }
    return { id, name };
  }

  /** Read the metadata; undefined if it was deleted after it was listed. */
  private async read(id: string): Promise<unknown> {
    let text: string;
    try {
      text = await this.volumes.read('images', metadataName(id));
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_STORAGE_VOL)) return undefined;
      throw error;
    }
    try {
      const parsed: unknown = JSON.parse(text);
      return parsed;
    } catch {
      return text;
    }
  }
}

/** The volume decides whether it is a disk or a CD, because its metadata may be missing or edited. */
function formatOf(volume: string, recorded: ImageFormat = 'qcow2'): ImageFormat {
  if (volume.endsWith('.iso')) return 'iso';
  return recorded === 'iso' ? 'qcow2' : recorded;
}

function versionOf({ known }: LostImage): number {
  return known.version ?? 1;
}

function metadataName(id: string): string {
  return `${id}.json`;
}
