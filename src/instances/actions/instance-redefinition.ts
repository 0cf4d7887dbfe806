import { Injectable } from '@nestjs/common';
import { ConflictError, NameTakenError } from '../../common/errors.js';
import { withName } from '../../domain-xml/with-name.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
  VIR_ERR_NO_DOMAIN,
  isLibvirtError,
} from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceSync } from '../sync/instance-sync.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/**
 * Defines the domain of an instance again: where it is gone, with the XML that was read last, so that what operators did
 * survives; where it was undefined while it runs, with what it runs with.
 */
@Injectable()
export class InstanceRedefinition {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly builder: InstanceBuilder,
    private readonly metadata: InstanceMetadata,
    private readonly sync: InstanceSync,
  ) {}

  /** @throws ConflictError `diskMissing`, NameTakenError where another domain has its name by now */
  async requirePossible({ id, name, diskVolume, state }: InstanceEntity): Promise<void> {
    if (state !== 'missing') return;
    if (diskVolume !== null && !(await this.storage.describe('disks', diskVolume))) {
      throw new ConflictError(
        'diskMissing',
        `The disk of "${name}" is gone from its storage pool. Put it back, or delete the instance.`,
      );
    }
    const holder = await passOverMissing(
      this.libvirt.call(`look for ${name}`, (connection) => connection.domainLookupByName(name)),
    );
    if (holder && holder.uuid !== id) throw new NameTakenError('domain of libvirt', name);
  }

  /** A domain that is there already is left as it is. Nobody looks before it starts with the host as it did. */
  define(instance: InstanceEntity): Promise<void> {
    return this.sync.withSyncLock(instance.id, async () => {
      const { id, name } = instance;
      const domain = await passOverMissing(
        this.libvirt.call(`look for ${name}`, (connection) => connection.domainLookupByUUID(id)),
      );
      if (!domain) await this.defineAnew(instance);
      else await this.defineAsItRuns(instance, domain);
      await this.metadata.write(id);
    });
  }

  /** A guest that was undefined while it runs: what it runs with becomes its definition. The guest goes on untouched. */
  private async defineAsItRuns({ name, autostart }: InstanceEntity, domain: Domain): Promise<void> {
    await this.libvirt.call(`define ${name} again`, async (connection) => {
      if (await domain.isPersistent()) return;
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      await connection.domainDefineXMLFlags(xml, 0);
      if (autostart) await domain.setAutostart(true);
    });
  }

  private async defineAnew(instance: InstanceEntity): Promise<void> {
    const { name, definition, autostart } = instance;
    if (definition === null) return this.builder.define(instance);
    await this.libvirt.call(`define ${name} again`, async (connection) => {
      // Not validated: libvirt took it as it is before, whatever an operator had put in.
      const domain = await connection.domainDefineXMLFlags(withName(definition, name), 0);
      if (autostart) await domain.setAutostart(true);
    });
  }
}

async function passOverMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return undefined;
    throw error;
  }
}
