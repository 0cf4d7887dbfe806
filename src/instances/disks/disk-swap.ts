import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { ConflictError } from '../../common/errors.js';
import { readDisks, replaceDisk } from '../../domain-xml/disks.js';
import { EventsService } from '../../events/events.service.js';
import type { ImageEntity } from '../../images/image.entity.js';
import { ImagesService } from '../../images/images.service.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
} from '../../libvirt/index.js';
import { FileUsers } from '../../storage/file-users.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceEntity } from '../records/instance.entity.js';

/** A disk of an instance, and the image that it is a clone of; null where it stands alone. */
export interface InstanceDisk {
  readonly imageId: string | null;
  readonly volume: string;
}

/** What has to be known of an instance here: its domain, and how to name it in an error. */
type InstanceRef = Pick<InstanceEntity, 'id' | 'name'>;

/** Puts another disk in the place of an instance's, in its domain and in its record. */
@Injectable()
export class DiskSwap {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly libvirt: LibvirtService,
    private readonly users: FileUsers,
    private readonly events: EventsService,
  ) {}

  /** The id of the image of that id or name, if it can be cloned. @throws NotFoundError, ConflictError `imageNotReady`, `imageFileMissing` */
  async imageFor(idOrName: string): Promise<string> {
    const image = await this.images.findReady(idOrName);
    await this.images.pathOf(image);
    return image.id;
  }

  /** Deletes a disk that the instance does not have. @throws ConflictError where its domain has it all the same */
  async removeUnused({ name }: InstanceRef, volume: string): Promise<void> {
    const disk = await this.storage.describe('disks', volume);
    if (!disk) return;
    // Its own domain counts, too.
    await this.users.requireUnused([disk.path], `The disk ${volume} made for "${name}"`);
    await this.storage.remove('disks', volume);
  }

  /** Says that it was done. */
  async tell({ id, name }: InstanceRef, imageId: string, actor: string): Promise<void> {
    const image = await this.images.find(imageId);
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor,
      details: { rebuiltFrom: image.name },
    });
  }

  /** @throws ConflictError while the guest is on */
  requireOff({ id, name }: InstanceRef): Promise<void> {
    return this.libvirt.withDomain(id, `look at ${name}`, async (domain) => {
      if (await domain.isActive()) throw startedMeanwhile(name);
    });
  }

  /**
   * Makes `next` the instance's disk; `previous` stays where it is. Takes turns with the deletion of the image.
   * Done already, it does nothing.
   * @throws ConflictError where the domain is on, or has another disk
   */
  async swap(instance: InstanceRef, previous: InstanceDisk, next: InstanceDisk): Promise<void> {
    const { imageId } = next;
    if (imageId === null) return this.put(instance, previous, next, null);
    await this.images.locks.run(imageId, async () =>
      this.put(instance, previous, next, await this.images.findReady(imageId)),
    );
  }

  private async put(
    instance: InstanceRef,
    previous: InstanceDisk,
    next: InstanceDisk,
    image: ImageEntity | null,
  ): Promise<void> {
    await this.redefine(instance, previous.volume, next.volume, image);
    const made = await this.storage.describe('disks', next.volume);
    await this.instances.update(instance.id, {
      imageId: next.imageId,
      diskVolume: next.volume,
      ...(made && { diskSizeBytes: made.capacityBytes }),
    });
  }

  private async redefine(
    { id, name }: InstanceRef,
    fromVolume: string,
    toVolume: string,
    image: ImageEntity | null,
  ): Promise<void> {
    // The file of a former disk may be gone: the instance is rebuilt all the same.
    const from = await this.storage.pathOf('disks', fromVolume);
    const to = await this.storage.pathOf('disks', toVolume);
    await this.libvirt.withDomain(id, `give ${name} another disk`, async (domain, connection) => {
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      const change = {
        from,
        to,
        volume: toVolume,
        image: { id: image?.id ?? '', name: image?.name ?? '' },
      };
      const edited = replaceDisk(xml, change);
      if (edited === undefined) return requireDisk(xml, to, name);
      if (await domain.isActive()) throw startedMeanwhile(name);
      return this.define(connection, domain, edited, xml, name);
    });
  }

  /** An operator may have started the guest in between, on the former disk: then that one stays. */
  private async define(
    connection: Connection,
    domain: Domain,
    edited: string,
    former: string,
    name: string,
  ): Promise<void> {
    await connection.domainDefineXMLFlags(edited, 0);
    if (!(await domain.isActive())) return;
    await connection.domainDefineXMLFlags(former, 0);
    throw startedMeanwhile(name);
  }
}

function requireDisk(xml: string, path: string, name: string): void {
  if (readDisks(xml).some(({ file }) => file === path)) return;
  throw new ConflictError(
    'diskElsewhere',
    `The disk that picostack made for "${name}" is not one of its disks any more: its definition was changed, or a snapshot was taken into another file.`,
  );
}

function startedMeanwhile(name: string): ConflictError {
  return new ConflictError(
    'startedMeanwhile',
    `"${name}" was started in the meantime: its disk stays as it is. Stop it, and ask again.`,
  );
}
