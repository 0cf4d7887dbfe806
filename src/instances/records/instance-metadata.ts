import { Injectable, Logger } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { In, Not } from 'typeorm';
import { LibvirtFailedError, LibvirtUnavailableError, messageOf } from '../../common/errors.js';
import { KeyedMutex } from '../../common/keyed-mutex.js';
import { METADATA_NAMESPACE, METADATA_PREFIX } from '../../domain-xml/read.js';
import { readMetadata, readRecord } from '../../domain-xml/read-record.js';
import { renderMetadata } from '../../domain-xml/templates.js';
import type { MetadataView } from '../../domain-xml/views.js';
import {
  LibvirtService,
  VIR_DOMAIN_AFFECT_CONFIG,
  VIR_DOMAIN_AFFECT_LIVE,
  VIR_DOMAIN_METADATA_ELEMENT,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
  orUndefined,
} from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { STATES_WITHOUT_DOMAIN } from '../model/states.js';
import type { InstanceEntity } from './instance.entity.js';
import { type InstanceChanges, InstanceRecords } from './instance-records.js';

/** Write the record of an instance into the metadata of its domain, so that it can be restored from there. */
@Injectable()
export class InstanceMetadata {
  private readonly logger = new Logger(InstanceMetadata.name);
  /** One write at a time: an earlier one must not clear the mark of a later one that failed. */
  private readonly locks = new KeyedMutex();
  /** Ids of the instances whose last write failed. */
  private readonly failed = new Set<string>();
  private isWritingPending = false;

  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
  ) {}

  /** Change the record and the metadata. */
  async change(id: string, changes: InstanceChanges): Promise<void> {
    await this.records.update(id, { ...changes, metadataPending: true });
    await this.write(id);
  }

  /**
   * Write the present record. If libvirt cannot write it now, because it is unavailable or a job is using the domain,
   * the record stays marked as pending, and {@link writePending} writes it later, also after a restart of the server.
   * @returns whether the guest is on; false also if there is no domain
   */
  write(id: string): Promise<boolean> {
    return this.locks.run(id, () => this.tryToWrite(id));
  }

  private async tryToWrite(id: string): Promise<boolean> {
    await this.markPending(id);
    try {
      return await this.writeNow(id);
    } catch (error) {
      // The metadata is written when the domain is defined again.
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return false;
      if (!(error instanceof LibvirtFailedError) && !(error instanceof LibvirtUnavailableError)) {
        throw error;
      }
      // Log it once: the write is repeated every second.
      if (!this.failed.has(id)) this.logger.warn(`Trying again later. ${messageOf(error)}`);
      this.failed.add(id);
      return this.isActive(id);
    }
  }

  /** As {@link write}. @throws LibvirtFailedError, LibvirtUnavailableError if the metadata cannot be written now */
  async writeNow(id: string): Promise<boolean> {
    const instance = await this.records.load(id);
    if (!instance) return false;
    const xml = renderMetadata(metadataView(instance, this.storage.poolPrefix));
    const isActive = await this.libvirt.withDomain(
      id,
      `write the metadata of ${instance.name}`,
      async (domain) => {
        const active = await domain.isActive();
        // A transient domain has no definition to write to.
        const config = (await domain.isPersistent()) ? VIR_DOMAIN_AFFECT_CONFIG : 0;
        await domain.setMetadata(
          VIR_DOMAIN_METADATA_ELEMENT,
          xml,
          METADATA_PREFIX,
          METADATA_NAMESPACE,
          config | (active ? VIR_DOMAIN_AFFECT_LIVE : 0),
        );
        return active;
      },
    );
    this.failed.delete(id);
    await this.records.update(id, { metadataPending: false });
    return isActive;
  }

  /** Have {@link writePending} write the metadata. */
  async markPending(id: string): Promise<void> {
    await this.records.update(id, { metadataPending: true });
  }

  /**
   * Write what could not be written before. Does nothing while an earlier call is waiting for libvirt.
   * @param isBusy whether an operation is running on an instance; it writes the metadata itself
   */
  async writePending(isBusy: (id: string) => boolean): Promise<void> {
    if (this.isWritingPending) return;
    this.isWritingPending = true;
    try {
      const pending = await this.records.ids({
        metadataPending: true,
        state: Not(In(STATES_WITHOUT_DOMAIN)),
      });
      for (const id of pending) {
        if (!isBusy(id)) await this.write(id);
      }
    } finally {
      this.isWritingPending = false;
    }
  }

  /** Whether the metadata in the XML of a domain agrees with the record. */
  async isUpToDate(id: string, xml: string): Promise<boolean> {
    const instance = await this.records.load(id);
    if (!instance) return true;
    const wanted = readMetadata(renderMetadata(metadataView(instance, this.storage.poolPrefix)));
    return isDeepStrictEqual(readRecord(xml).metadata, wanted);
  }

  private async isActive(id: string): Promise<boolean> {
    if (!this.libvirt.isConnected) return false;
    const isActive = this.libvirt.withDomain(id, 'read the domain', (domain) => domain.isActive());
    return (await orUndefined(isActive, VIR_ERR_NO_DOMAIN)) ?? false;
  }
}

/** The metadata of an instance, for the template. */
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
    flavourDiskGiB: flavour?.diskGiB ?? '',
    diskVolume: instance.diskVolume ?? '',
    description: instance.description,
    notes: instance.notes,
    tags: instance.tags,
    ports: instance.ports,
  };
}
