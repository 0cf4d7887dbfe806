import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isDeepStrictEqual } from 'node:util';
import { In, Not, type Repository } from 'typeorm';
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
import { InstanceEntity } from './instance.entity.js';
import type { InstanceState } from '../model/states.js';

/** Fields of the record with other values. */
export type RecordChanges = Parameters<Repository<InstanceEntity>['update']>[1];

/** Writes what picostack knows of an instance into its domain, so that the record can be made again from it. */
@Injectable()
export class InstanceMetadata {
  private readonly logger = new Logger(InstanceMetadata.name);
  /** One write at a time: an earlier one must not unmark what a later one could not write. */
  private readonly turns = new KeyedMutex();

  /** Instances whose metadata could not be written when it was tried last. */
  private readonly late = new Set<string>();
  private isWritingPending = false;

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
  ) {}

  /** Changes the record, and what its domain carries of it. */
  async change(id: string, changes: RecordChanges): Promise<void> {
    await this.instances.update(id, { ...changes, metadataPending: true });
    await this.write(id);
  }

  /**
   * Write the record as it is now. What libvirt does not take now, because it is out of reach or busy with the domain,
   * stays marked as pending, and {@link writePending} writes it later, also after a restart of the server.
   * @returns whether the guest runs; false also where there is no domain to write to
   */
  write(id: string): Promise<boolean> {
    return this.turns.run(id, () => this.tryToWrite(id));
  }

  private async tryToWrite(id: string): Promise<boolean> {
    await this.markPending(id);
    try {
      return await this.writeNow(id);
    } catch (error) {
      // Its domain is gone; what is known of it is written when it is defined again.
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return false;
      if (!(error instanceof LibvirtFailedError) && !(error instanceof LibvirtUnavailableError)) {
        throw error;
      }
      // Once: a domain that libvirt is busy with is tried again every second.
      if (!this.late.has(id)) this.logger.warn(`Will be written later: ${messageOf(error)}`);
      this.late.add(id);
      return this.isActive(id);
    }
  }

  /** As {@link write}. @throws LibvirtFailedError, LibvirtUnavailableError where it cannot be written now */
  async writeNow(id: string): Promise<boolean> {
    const instance = await this.load(id);
    if (!instance) return false;
    const xml = renderMetadata(metadataView(instance, this.storage.poolPrefix));
    const isActive = await this.libvirt.withDomain(
      id,
      `write the metadata of ${instance.name}`,
      async (domain) => {
        const active = await domain.isActive();
        // A domain that was undefined while it runs has no definition to write to.
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
    this.late.delete(id);
    await this.instances.update(id, { metadataPending: false });
    return isActive;
  }

  /** The domain does not carry what the record says: it is written at the next occasion. */
  async markPending(id: string): Promise<void> {
    await this.instances.update(id, { metadataPending: true });
  }

  /**
   * Write what could not be written before. Does nothing while an earlier call still waits for libvirt.
   * @param isBusy instances that work is under way on: that work writes its own state
   */
  async writePending(isBusy: (id: string) => boolean): Promise<void> {
    if (this.isWritingPending) return;
    this.isWritingPending = true;
    try {
      const pending = await this.instances.find({
        where: { metadataPending: true, state: Not(In(WITHOUT_DOMAIN)) },
        select: { id: true },
      });
      for (const { id } of pending) {
        if (!isBusy(id)) await this.write(id);
      }
    } finally {
      this.isWritingPending = false;
    }
  }

  /** Whether a domain's XML carries what the record says. */
  async isUpToDate(id: string, xml: string): Promise<boolean> {
    const instance = await this.load(id);
    if (!instance) return true;
    const wanted = readMetadata(renderMetadata(metadataView(instance, this.storage.poolPrefix)));
    return isDeepStrictEqual(readRecord(xml).metadata, wanted);
  }

  private load(id: string): Promise<InstanceEntity | null> {
    return this.instances.findOne({
      where: { id },
      relations: { image: true, flavour: true, ports: true },
    });
  }

  private async isActive(id: string): Promise<boolean> {
    if (!this.libvirt.isConnected) return false;
    const isActive = this.libvirt.withDomain(id, 'read the domain', (domain) => domain.isActive());
    return (await orUndefined(isActive, VIR_ERR_NO_DOMAIN)) ?? false;
  }
}

/** States in which there is no domain to write to. */
const WITHOUT_DOMAIN: readonly InstanceState[] = ['missing', 'failed', 'cloning', 'trashed'];

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
    flavourDiskGiB: flavour?.diskGiB ?? '',
    diskVolume: instance.diskVolume ?? '',
    description: instance.description,
    notes: instance.notes,
    tags: instance.tags,
    ports: instance.ports,
  };
}
