import { Injectable } from '@nestjs/common';
import { ConflictError, NameTakenError } from '../../common/errors.js';
import { withVncPassword } from '../../domain-xml/vnc-password.js';
import { withName } from '../../domain-xml/with-name.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
  VIR_ERR_NO_DOMAIN,
  findDomainByName,
  orUndefined,
} from '../../libvirt/index.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { StorageService } from '../../storage/storage.service.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import { InstancesService } from '../instances.service.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceSync } from '../sync/instance-sync.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input. */
export interface RedefineInput {
  readonly instanceId: string;
}

/**
 * Define the domain of an instance again. A missing domain gets the XML that was read last, so that manual changes
 * stay. A domain that was undefined while its guest was running gets its live XML.
 */
@Injectable()
@WorkflowFor(['instance.redefine'])
export class RedefineInstance implements InstanceWorkflow<RedefineInput> {
  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly builder: InstanceBuilder,
    private readonly metadata: InstanceMetadata,
    private readonly sync: InstanceSync,
    private readonly operations: InstanceOperations,
  ) {}

  /** @throws NotFoundError, IllegalStateError, NameTakenError, ConflictError `diskMissing` */
  async redefine(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('redefine', idOrName);
    if (instance.state === 'missing') await this.requireDefinable(instance);
    return this.operations.start(this, 'instance.redefine', [instance], {
      actor,
      input: { instanceId: instance.id },
    });
  }

  around({ instanceId }: RedefineInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [instanceId], actor, runSteps);
  }

  steps({ instanceId }: RedefineInput): WorkflowStep<RedefineInput>[] {
    return [
      {
        name: 'defining the domain',
        // An interrupted operation is completed: there is no earlier domain that it could damage.
        onlyForwards: true,
        run: async () => {
          await this.define(await this.records.find(instanceId));
          // Before the operation ends, so that the event names its actor.
          await this.sync.refresh(instanceId);
        },
      },
    ];
  }

  private async requireDefinable({ id, name, diskVolume }: InstanceEntity): Promise<void> {
    if (diskVolume !== null && !(await this.storage.describe('disks', diskVolume))) {
      throw new ConflictError(
        'diskMissing',
        `The disk of "${name}" is not in its storage pool. Put the file back, or delete the instance.`,
      );
    }
    const holder = await this.libvirt.call(`find ${name}`, (connection) =>
      findDomainByName(connection, name),
    );
    if (holder && holder.uuid !== id) throw new NameTakenError('domain', name);
  }

  /** The lock delays the next refresh until autostart and metadata are set too. */
  private define(instance: InstanceEntity): Promise<void> {
    return this.sync.withSyncLock(instance.id, async () => {
      const { id, name } = instance;
      const defined = this.libvirt.withDomain(id, `define ${name}`, async (domain, connection) => {
        await this.defineFromLiveXml(instance, domain, connection);
        return true;
      });
      if (!(await orUndefined(defined, VIR_ERR_NO_DOMAIN))) await this.defineFromRecord(instance);
      await this.metadata.write(id);
    });
  }

  /** The guest does not change. A domain that already has a definition keeps it. */
  private async defineFromLiveXml(
    { autostart }: InstanceEntity,
    domain: Domain,
    connection: Connection,
  ): Promise<void> {
    if (await domain.isPersistent()) return;
    const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
    await connection.domainDefineXMLFlags(xml, 0);
    if (autostart) await domain.setAutostart(true);
  }

  private async defineFromRecord(instance: InstanceEntity): Promise<void> {
    const { id, name, autostart } = instance;
    const definition = await this.records.definitionOf(id);
    if (definition === null) return this.builder.define(instance);
    await this.libvirt.call(`define ${name}`, async (connection) => {
      // Not validated: libvirt accepted this XML before, and it may contain what the schema does not know.
      const domain = await connection.domainDefineXMLFlags(
        withVncPassword(withName(definition, name)),
        0,
      );
      if (autostart) await domain.setAutostart(true);
    });
  }
}
