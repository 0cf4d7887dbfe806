import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { METADATA_NAMESPACE, METADATA_PREFIX } from '../domain-xml/read.js';
import { renderMetadata } from '../domain-xml/templates.js';
import type { MetadataView } from '../domain-xml/views.js';
import {
  LibvirtService,
  VIR_DOMAIN_AFFECT_CONFIG,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_METADATA_ELEMENT,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
} from '../libvirt/index.js';
import { StorageService } from '../storage/storage.service.js';
import { InstanceEntity } from './instance.entity.js';

/** Fields of the record with other values. */
export type RecordChanges = Parameters<Repository<InstanceEntity>['update']>[1];

/** Writes what picostack knows of an instance into its domain, so that the record can be made again from it. */
@Injectable()
export class InstanceMetadata {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
  ) {}

  /** Changes the record, and what its domain carries of it. */
  async change(id: string, changes: RecordChanges): Promise<void> {
    await this.instances.update(id, changes);
    await this.write(id);
  }

  /**
   * Writes the record as it is now.
   * @returns whether the guest runs; false also where there is no domain to write to
   */
  async write(id: string): Promise<boolean> {
    const instance = await this.instances.findOneOrFail({
      where: { id },
      relations: { image: true, flavour: true, ports: true },
    });
    const xml = renderMetadata(metadataView(instance, this.storage.poolPrefix));
    try {
      return await this.libvirt.call(
        `note what is known of ${instance.name}`,
        async (connection) => {
          const domain = await connection.domainLookupByUUID(id);
          const isActive = await domain.isActive();
          await domain.setMetadata(
            VIR_DOMAIN_METADATA_ELEMENT,
            xml,
            METADATA_PREFIX,
            METADATA_NAMESPACE,
            VIR_DOMAIN_AFFECT_CONFIG | (isActive ? VIR_DOMAIN_AFFECT_LIVE : 0),
          );
          return isActive;
        },
      );
    } catch (error) {
      // Its domain is gone; what is known of it is written when it is defined again.
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return false;
      throw error;
    }
  }
}

/** What the domain of an instance carries of its record. */
export function metadataView(instance: InstanceEntity, poolPrefix: string): MetadataView {
  const { image, flavour } = instance;
  return {
    uuid: instance.id,
    poolPrefix,
    origin: instance.origin,
    createdAt: instance.createdAt,
    isProtected: instance.isProtected,
    imageId: image?.id ?? '',
    imageName: image?.name ?? '',
    flavourName: flavour?.name ?? '',
    flavourMemoryMiB: flavour?.memoryMiB ?? instance.memoryMiB,
    flavourVcpus: flavour?.vcpus ?? instance.vcpus,
    diskVolume: instance.diskVolume ?? '',
    description: instance.description,
    notes: instance.notes,
    tags: instance.tags,
    ports: instance.ports,
  };
}
