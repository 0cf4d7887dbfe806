import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { messageOf } from '../common/errors.js';
import { UUID_PATTERN } from '../common/http/names.js';
import type { RecordProblem } from '../common/http/recorded-values.js';
import { isUniqueViolation } from '../database/queries.js';
import { EventsService } from '../events/events.service.js';
import { VIR_ERR_NO_STORAGE_VOL, isLibvirtError } from '../libvirt/index.js';
import { StorageService } from '../storage/storage.service.js';
import { VolumeMetadata } from '../storage/volume-metadata.js';
import { type Description, checkDescription } from './check-description.js';
import { ImageEntity } from './image.entity.js';

/** An image whose record was made again, or why it was not. */
export interface RecoveredImage {
  readonly id: string;
  readonly name: string;
  /** Why it could not be; undefined where it could. */
  readonly problem?: string;
}

/** What is written of an image and cannot be taken. */
export interface ImageProblem extends RecordProblem {
  readonly id: string;
  readonly name: string;
}

/** Keeps what is known of each image in a volume beside it, from which its record can be made again. */
@Injectable()
export class ImageDescriptions {
  private readonly logger = new Logger(ImageDescriptions.name);

  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly storage: StorageService,
    private readonly notes: VolumeMetadata,
    private readonly events: EventsService,
  ) {}

  /** Writes it down. An image without is no worse an image: that it failed is logged. */
  async write(image: ImageEntity): Promise<void> {
    const { name, description, format, sha256, source, osInfo, defaultUser, minMemoryMiB } = image;
    const { defaultPorts, hasBootSignature, createdAt } = image;
    const content: Description = {
      name,
      description,
      format,
      sha256,
      source,
      osInfo,
      defaultUser,
      minMemoryMiB,
      defaultPorts,
      hasBootSignature,
      createdAt,
    };
    try {
      await this.notes.write('images', noteName(image.id), JSON.stringify(content));
    } catch (error) {
      this.logger.warn(`What is known of the image "${name}" was not written: ${messageOf(error)}`);
    }
  }

  async remove(image: ImageEntity): Promise<void> {
    await this.storage.remove('images', noteName(image.id));
  }

  isRecorded(id: string): Promise<boolean> {
    return this.images.existsBy({ id });
  }

  /**
   * Makes the records of images again whose volumes stand and whose records do not. What their descriptions say is
   * checked as a request is; what cannot be taken is listed, also of images that are recorded.
   */
  async recover(actor: string): Promise<{ recovered: RecoveredImage[]; problems: ImageProblem[] }> {
    const names = await this.storage.names('images');
    const recovered: RecoveredImage[] = [];
    const problems: ImageProblem[] = [];
    for (const volume of names.filter((name) => name.endsWith('.qcow2')).toSorted()) {
      const id = volume.replace(/\.qcow2$/, '');
      if (!UUID_PATTERN.test(id)) continue;
      const recorded = await this.images.findOneBy({ id });
      // What is not ready yet has no description, or is writing it.
      if (recorded && recorded.status !== 'ready') continue;
      const written = names.includes(noteName(id)) ? await this.read(id) : undefined;
      const { description, wrong } = checkDescription(written);
      // Without its description it bears the beginning of its id: a name that can be changed.
      const name = recorded?.name ?? description.name ?? `image-${id.slice(0, 8)}`;
      problems.push(...wrong.map((each) => Object.assign({ id, name }, each)));
      if (recorded) continue;
      const result = await this.restore({ id, name, volume, actor }, description);
      if (result) recovered.push(result);
    }
    return { recovered, problems };
  }

  /** @returns undefined where the volume is gone since it was listed */
  private async restore(
    { id, name, volume, actor }: { id: string; name: string; volume: string; actor: string },
    known: Partial<Description>,
  ): Promise<RecoveredImage | undefined> {
    const found = await this.storage.describe('images', volume);
    if (!found) return undefined;
    const image = this.images.create({
      description: '',
      format: 'qcow2',
      sha256: null,
      source: 'recovered',
      osInfo: null,
      defaultUser: null,
      minMemoryMiB: null,
      defaultPorts: [],
      hasBootSignature: null,
      createdAt: new Date().toISOString(),
      ...known,
      id,
      name,
      volume,
      status: 'ready',
      virtualSizeBytes: found.capacityBytes,
      fileSizeBytes: found.allocationBytes,
      expectedSha256: null,
      allowsUnbootable: false,
      lastError: null,
    });
    try {
      await this.images.insert(image);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const problem = isUniqueViolation(error, 'name')
        ? `another image is named "${name}": rename that one and run this again`
        : 'it was recorded meanwhile';
      return { id, name, problem };
    }
    await this.events.record({
      kind: 'image.created',
      resource: { type: 'image', id, name },
      actor,
      details: { recovered: true },
    });
    return { id, name };
  }

  /** What is written of an image; undefined where the note is gone since it was listed. */
  private async read(id: string): Promise<unknown> {
    let text: string;
    try {
      text = await this.notes.read('images', noteName(id));
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

function noteName(id: string): string {
  return `${id}.json`;
}
