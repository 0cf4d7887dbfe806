import { Injectable } from '@nestjs/common';
import { renderDomain } from '../domain-xml/templates.js';
import { HostService } from '../host/host.service.js';
import { ImagesService } from '../images/images.service.js';
import { LibvirtService, VIR_DOMAIN_DEFINE_VALIDATE } from '../libvirt/index.js';
import type { OperationProgress } from '../operations/operations.service.js';
import { StorageService } from '../storage/storage.service.js';
import { InstanceTracker } from './instance-tracker.js';
import type { InstanceEntity } from './instance.entity.js';

/** File mode of an instance's disk. */
const DISK_MODE = '0600';

/** Makes what a recorded instance consists of: its disk, a clone of the image, and its domain. */
@Injectable()
export class InstanceBuilder {
  constructor(
    private readonly images: ImagesService,
    private readonly storage: StorageService,
    private readonly host: HostService,
    private readonly libvirt: LibvirtService,
    private readonly tracker: InstanceTracker,
  ) {}

  async build(instance: InstanceEntity, progress: OperationProgress): Promise<void> {
    progress.step('cloning the image', 0.2);
    const { path } = await this.cloneImage(instance);
    progress.step('defining the domain', 0.5);
    await this.define(instance, path);
    // From here on libvirt tells the state.
    this.tracker.endIntent(instance.id, 'cloning');
  }

  /** Takes turns with the deletion of the image, so that no clone is left without its backing file. */
  private cloneImage(instance: InstanceEntity): Promise<{ path: string }> {
    return this.images.locks.run(instance.imageId, async () => {
      const image = await this.images.findReady(instance.imageId);
      return this.storage.create('disks', {
        name: instance.diskVolume,
        capacityBytes: instance.diskSizeBytes,
        format: 'qcow2',
        mode: DISK_MODE,
        backing: { path: await this.images.pathOf(image), format: 'qcow2' },
      });
    });
  }

  private async define(instance: InstanceEntity, diskPath: string): Promise<void> {
    const { virtType, arch } = this.host.requireFacts();
    const xml = renderDomain({
      virtType: virtType.type,
      uuid: instance.id,
      name: instance.name,
      memoryMiB: instance.memoryMiB,
      vcpus: instance.vcpus,
      arch,
      machine: arch === 'x86_64' ? 'q35' : 'virt',
      cpuMode: virtType.type === 'kvm' ? 'host-passthrough' : 'maximum',
      diskPath,
      mac: instance.mac,
      imageId: instance.image.id,
      imageName: instance.image.name,
      flavourName: instance.flavour.name,
      ports: instance.ports,
    });
    await this.libvirt.call(`define ${instance.name}`, async (connection) => {
      const domain = await connection.domainDefineXMLFlags(xml, VIR_DOMAIN_DEFINE_VALIDATE);
      if (instance.autostart) await domain.setAutostart(true);
    });
  }
}
