import { Injectable } from '@nestjs/common';
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
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';

/** The disk of an instance, and the image that it is a clone of; null if it has no backing image. */
export interface InstanceDisk {
  readonly imageId: string | null;
  readonly volume: string;
}

type InstanceRef = Pick<InstanceEntity, 'id' | 'name'>;

/** Replace the disk of an instance by another one, in its domain and in its record. */
@Injectable()
export class DiskSwap {
  constructor(
    private readonly records: InstanceRecords,
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly libvirt: LibvirtService,
    private readonly users: FileUsers,
    private readonly events: EventsService,
  ) {}

  /** Find the id of an image that can be cloned. @throws NotFoundError, ConflictError `imageNotReady`, `imageFileMissing`, `imageFileChanged` */
  async cloneableImage(idOrName: string): Promise<string> {
    const image = await this.images.findReady(idOrName);
    await this.images.pathForClone(image);
    return image.id;
  }

  /** Delete a disk that the instance does not use. @throws ConflictError if a domain uses it */
  async removeUnused({ name }: InstanceRef, volume: string): Promise<void> {
    const disk = await this.storage.describe('disks', volume);
    if (!disk) return;
    // A use by its own domain counts too.
    await this.users.requireUnused([disk.path], `The disk ${volume} created for "${name}"`);
    await this.storage.remove('disks', volume);
  }

  /** Record the event of a rebuild. */
  async recordEvent({ id, name }: InstanceRef, imageId: string, actor: string): Promise<void> {
    const image = await this.images.find(imageId);
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name },
      actor,
      details: { rebuiltFrom: image.name },
    });
  }

  /** @throws ConflictError `startedMeanwhile` if the guest is on */
  requireOff({ id, name }: InstanceRef): Promise<void> {
    return this.libvirt.withDomain(id, `read the state of ${name}`, async (domain) => {
      if (await domain.isActive()) throw startedMeanwhile(name);
    });
  }

  /**
   * Make `next` the disk of the instance; the file of `previous` stays. The lock excludes the deletion of the image at
   * the same time. Does nothing if it is done already.
   * @throws ConflictError if the guest is on, or the domain uses another disk
   */
  async swap(instance: InstanceRef, previous: InstanceDisk, next: InstanceDisk): Promise<void> {
    const { imageId } = next;
    if (imageId === null) return this.swapLocked(instance, previous, next, null);
    await this.images.locks.run(imageId, async () =>
      this.swapLocked(instance, previous, next, await this.images.findReady(imageId)),
    );
  }

  private async swapLocked(
    instance: InstanceRef,
    previous: InstanceDisk,
    next: InstanceDisk,
    image: ImageEntity | null,
  ): Promise<void> {
    await this.redefine(instance, previous.volume, next.volume, image);
    const disk = await this.storage.describe('disks', next.volume);
    await this.records.update(instance.id, {
      imageId: next.imageId,
      diskVolume: next.volume,
      ...(disk && { diskSizeBytes: disk.capacityBytes }),
    });
  }

  private async redefine(
    { id, name }: InstanceRef,
    fromVolume: string,
    toVolume: string,
    image: ImageEntity | null,
  ): Promise<void> {
    // Paths only, because the file of the former disk may be missing.
    const from = await this.storage.pathOf('disks', fromVolume);
    const to = await this.storage.pathOf('disks', toVolume);
    await this.libvirt.withDomain(id, `replace the disk of ${name}`, async (domain, connection) => {
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

  /** If an operator has just started the guest on the former disk, that disk stays. */
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
    `The domain of "${name}" no longer uses the disk that picostack created: its definition was changed, or it has an external snapshot. Attach the disk again, or merge the snapshot.`,
  );
}

function startedMeanwhile(name: string): ConflictError {
  return new ConflictError(
    'startedMeanwhile',
    `"${name}" was started after the request, so its disk was not replaced. Stop it, and repeat the request.`,
  );
}
