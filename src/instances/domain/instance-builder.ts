import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../common/errors.js';
import { renderDomain } from '../../domain-xml/templates.js';
import { HostService } from '../../host/host.service.js';
import { machineOf } from '../../host/virt-type.js';
import { ImagesService } from '../../images/images.service.js';
import { LibvirtService, VIR_DOMAIN_DEFINE_VALIDATE } from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { metadataView } from '../records/instance-metadata.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/** File mode of an instance's disk. */
export const DISK_MODE = '0600';

/** What has to be known of a disk to make it. */
type DiskSpec = Pick<InstanceEntity, 'name' | 'imageId' | 'diskVolume' | 'diskSizeBytes'>;

/** Makes what a recorded instance consists of: its disk, a clone of the image, and its domain. */
@Injectable()
export class InstanceBuilder {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly host: HostService,
    private readonly libvirt: LibvirtService,
  ) {}

  /** Takes turns with the deletion of the image, so that no clone is left without its backing file. */
  async cloneImage(instance: DiskSpec): Promise<void> {
    const { imageId } = instance;
    if (imageId === null) throw new Error(`${instance.name} has no image`);
    await this.images.locks.run(imageId, async () => {
      const image = await this.images.findReady(imageId);
      await this.storage.create('disks', {
        name: diskOf(instance),
        capacityBytes: Math.max(instance.diskSizeBytes, image.virtualSizeBytes),
        format: 'qcow2',
        mode: DISK_MODE,
        backing: { path: await this.images.pathOf(image), format: 'qcow2' },
      });
    });
  }

  /** Defines its domain, on the disk that stands. */
  async define(instance: InstanceEntity): Promise<void> {
    const { virtType, arch } = this.host.requireFacts();
    const disk = await this.storage.describe('disks', diskOf(instance));
    if (!disk) throw new ConflictError('diskMissing', `The disk of "${instance.name}" is gone.`);
    const xml = renderDomain({
      ...metadataView(instance, this.storage.poolPrefix),
      virtType: virtType.type,
      name: instance.name,
      memoryMiB: instance.memoryMiB,
      vcpus: instance.vcpus,
      arch,
      machine: machineOf(arch),
      cpuMode: virtType.type === 'kvm' ? 'host-passthrough' : 'maximum',
      diskPath: disk.path,
      mac: instance.mac ?? '',
    });
    await this.libvirt.call(`define ${instance.name}`, async (connection) => {
      const domain = await connection.domainDefineXMLFlags(xml, VIR_DOMAIN_DEFINE_VALIDATE);
      if (instance.autostart) await domain.setAutostart(true);
    });
  }
}

function diskOf({ name, diskVolume }: Pick<InstanceEntity, 'name' | 'diskVolume'>): string {
  if (diskVolume === null) throw new Error(`${name} has no disk of picostack's own`);
  return diskVolume;
}
