import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { messageOf } from '../common/errors.js';
import { UUID_PATTERN } from '../common/http/names.js';
import { isUniqueViolation } from '../database/queries.js';
import { EventsService } from '../events/events.service.js';
import { StorageService } from '../storage/storage.service.js';
import { VolumeNotes } from '../storage/volume-notes.js';
import { ImageEntity } from './image.entity.js';

/** What is written of an image: all of its record but where it is, which the volume itself says. */
type Description = Omit<
  ImageEntity,
  | 'id'
  | 'status'
  | 'volume'
  | 'virtualSizeBytes'
  | 'fileSizeBytes'
  | 'expectedSha256'
  | 'allowsUnbootable'
  | 'lastError'
>;

/** An image whose record was made again, or why it was not. */
export interface RecoveredImage {
  readonly id: string;
  readonly name: string;
  /** Why it could not be; undefined where it could. */
  readonly problem?: string;
}

/** Keeps what is known of each image in a volume beside it, from which its record can be made again. */
@Injectable()
export class ImageDescriptions {
  private readonly logger = new Logger(ImageDescriptions.name);

  constructor(
    @InjectRepository(ImageEntity) private readonly images: Repository<ImageEntity>,
    private readonly storage: StorageService,
    private readonly notes: VolumeNotes,
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

  /** Makes the records of images again whose volumes stand and whose records do not. */
  async recover(actor: string): Promise<RecoveredImage[]> {
    const names = await this.storage.names('images');
    const recovered: RecoveredImage[] = [];
    for (const volume of names.filter((name) => name.endsWith('.qcow2')).toSorted()) {
      const id = volume.replace(/\.qcow2$/, '');
      if (!UUID_PATTERN.test(id) || (await this.images.existsBy({ id }))) continue;
      const known = names.includes(noteName(id)) ? await this.read(id) : undefined;
      recovered.push(await this.restore(id, volume, known, actor));
    }
    return recovered;
  }

  private async restore(
    id: string,
    volume: string,
    known: Partial<Description> | undefined,
    actor: string,
  ): Promise<RecoveredImage> {
    const found = await this.storage.describe('images', volume);
    // Without its description it bears the beginning of its id: a name that can be changed.
    const name = known?.name ?? `image-${id.slice(0, 8)}`;
    if (!found) return { id, name, problem: 'its volume cannot be read' };
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
      return { id, name, problem: `another image is named "${name}"` };
    }
    await this.events.record({
      kind: 'image.created',
      resource: { type: 'image', id, name },
      actor,
      details: { recovered: true },
    });
    return { id, name };
  }

  private async read(id: string): Promise<Partial<Description> | undefined> {
    try {
      const parsed: unknown = JSON.parse(await this.notes.read('images', noteName(id)));
      return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
    } catch (error) {
      this.logger.warn(`The description of the image ${id} cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  }
}

function noteName(id: string): string {
  return `${id}.json`;
}
