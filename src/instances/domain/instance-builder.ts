import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../common/errors.js';
import { newVncPassword, opensVncSockets } from '../../domain-xml/vnc-password.js';
import { renderDomain } from '../../domain-xml/templates.js';
import { HostService } from '../../host/host.service.js';
import { ImagesService } from '../../images/images.service.js';
import { LibvirtService, VIR_DOMAIN_DEFINE_VALIDATE } from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { DISK_MODE } from '../disks/disk-copier.js';
import { hardwareOf } from './guest-hardware.js';
import { metadataView } from '../records/instance-metadata.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/** What is needed to create a disk. */
type DiskSpec = Pick<InstanceEntity, 'name' | 'imageId' | 'diskVolume' | 'diskSizeBytes'>;

/** Create the disk and the domain of a recorded instance. */
@Injectable()
export class InstanceBuilder {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly host: HostService,
    private readonly libvirt: LibvirtService,
  ) {}

  /** @throws ConflictError `firmwareUnavailable` if the host has no such firmware */
  async requireFirmware(
    instance: Pick<InstanceEntity, 'firmware' | 'deviceProfile'>,
  ): Promise<void> {
    const { arch, virtType } = this.host.requireFacts();
    const { machine } = hardwareOf(instance, arch, virtType.type);
    await this.host.requireFirmware(instance.firmware, machine);
  }

  /** Create the disk as a clone of the image. The lock excludes the deletion of the image at the same time. */
  async cloneImage(instance: DiskSpec): Promise<void> {
    const { imageId } = instance;
    if (imageId === null) throw new Error(`The instance "${instance.name}" has no image`);
    await this.images.locks.run(imageId, async () => {
      const image = await this.images.findReady(imageId);
      await this.storage.create('disks', {
        name: diskOf(instance),
        capacityBytes: Math.max(instance.diskSizeBytes, image.virtualSizeBytes),
        format: 'qcow2',
        mode: DISK_MODE,
        backing: { path: await this.images.pathForClone(image), format: 'qcow2' },
      });
    });
  }

  /** Define the domain, on the existing disk. @throws ConflictError `diskMissing` */
  async define(instance: InstanceEntity): Promise<void> {
    const { virtType, arch } = this.host.requireFacts();
    const disk = await this.storage.describe('disks', diskOf(instance));
    if (!disk) {
      throw new ConflictError(
        'diskMissing',
        `The disk of "${instance.name}" is not in its storage pool.`,
      );
    }
    const xml = renderDomain({
      ...metadataView(instance, this.storage.poolPrefix),
      virtType: virtType.type,
      name: instance.name,
      memoryMiB: instance.memoryMiB,
      vcpus: instance.vcpus,
      arch,
      ...hardwareOf(instance, arch, virtType.type),
      cpuMode: virtType.type === 'kvm' ? 'host-passthrough' : 'maximum',
      diskPath: disk.path,
      mac: instance.mac ?? '',
      vncPassword: opensVncSockets(this.libvirt.uri) ? '' : newVncPassword(),
    });
    await this.libvirt.call(`define ${instance.name}`, async (connection) => {
      const domain = await connection.domainDefineXMLFlags(xml, VIR_DOMAIN_DEFINE_VALIDATE);
      if (instance.autostart) await domain.setAutostart(true);
    });
  }
}

function diskOf({ name, diskVolume }: Pick<InstanceEntity, 'name' | 'diskVolume'>): string {
  if (diskVolume === null)
    throw new Error(`The instance "${name}" has no disk that picostack created`);
  return diskVolume;
}
