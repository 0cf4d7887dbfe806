import { Injectable, Logger } from '@nestjs/common';
import { ConflictError } from '../../common/errors.js';
import { EventsService } from '../../events/events.service.js';
import { descend, parseXml, textAt } from '../../domain-xml/read.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA,
  VIR_DOMAIN_UNDEFINE_KEEP_NVRAM,
  VIR_DOMAIN_UNDEFINE_MANAGED_SAVE,
  VIR_DOMAIN_UNDEFINE_NVRAM,
  VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
  orUndefined,
} from '../../libvirt/index.js';
import { FileUsers } from '../../storage/file-users.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains, type DiskOwner } from '../disks/disk-chain.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';

const UNDEFINE_FLAGS =
  VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
  VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
  VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA;

/** What must be known of an instance to delete it; recorded as the input of an operation. */
export type DisposalTarget = Pick<InstanceEntity, 'id' | 'name' | 'diskVolume'> & {
  /** The volumes of external snapshots on top of the disk, newest first. They are deleted too. */
  readonly overlays?: readonly string[];
  /** The file that the guest writes to. */
  readonly currentPath?: string | undefined;
};

/** Why an instance is deleted: on request, or because it could not be created. */
export interface DisposalReason {
  readonly kind: 'instance.deleted' | 'instance.released' | 'instance.failed';
  readonly actor: string;
  /** The error, if it could not be created. */
  readonly cause?: string;
  /** What stays, as text for the event. */
  readonly kept?: string | undefined;
}

/** Delete the parts of an instance. A part that does not exist is not an error. */
@Injectable()
export class InstanceDisposal {
  private readonly logger = new Logger(InstanceDisposal.name);

  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly chains: DiskChains,
    private readonly users: FileUsers,
    private readonly events: EventsService,
  ) {}

  /** Read which files belong to an instance now. */
  async targetOf({ id, name, diskVolume }: DiskOwner): Promise<DisposalTarget> {
    const chain = await this.chains.read({ id, name, diskVolume });
    return {
      id,
      name,
      diskVolume,
      overlays: chain?.overlays ?? [],
      currentPath: chain?.currentPath,
    };
  }

  /**
   * Check that the disk can be deleted: nothing else uses it, and the storage pool is available.
   * @throws ConflictError `diskInUse`, StoragePoolUnavailableError
   */
  async requireRemovable(target: DisposalTarget): Promise<void> {
    const { id, name, diskVolume, overlays = [] } = target;
    if (diskVolume === null) return;
    const volumes = [...overlays, diskVolume];
    const paths = await Promise.all(volumes.map((each) => this.storage.pathOf('disks', each)));
    await this.users.requireUnused(paths, `The disk of "${name}"`, [id]);
  }

  /**
   * Force an instance off, undefine its domain, and delete its disk and record, in this order. A disk that something
   * else uses stays.
   */
  async dispose(instance: DiskOwner, reason: DisposalReason): Promise<void> {
    const target = await this.targetOf(instance);
    await this.undefine(target);
    try {
      await this.requireRemovable(target);
      await this.removeDisk(target);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      this.logger.warn(`${error.message} The disk is not deleted.`);
    }
    await this.removeRecord(target, reason);
  }

  /** Force the guest off. Does nothing if it is off already. */
  async forceOff(instance: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    await this.libvirt.withDomain(instance.id, `force ${instance.name} off`, async (domain) => {
      if ((await domain.getState()).state === VIR_DOMAIN_SHUTOFF) return;
      try {
        await domain.destroyFlags(0);
      } catch (error) {
        // The guest ended in the meantime.
        if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
      }
    });
  }

  /** As {@link forceOff}. Does nothing if there is no domain. */
  forceOffIfDefined(instance: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    return orUndefined(this.forceOff(instance), VIR_ERR_NO_DOMAIN);
  }

  /** Force the guest off and undefine its domain. Does nothing if there is no domain. */
  undefine(instance: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    return orUndefined(this.forceOffAndUndefine(instance), VIR_ERR_NO_DOMAIN);
  }

  private async forceOffAndUndefine(instance: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    await this.forceOff(instance);
    await this.libvirt.withDomain(
      instance.id,
      `undefine ${instance.name}`,
      async (domain, connection) => {
        await domain.undefineFlags(UNDEFINE_FLAGS | (await nvramFlag(connection, domain)));
      },
    );
  }

  /** Delete the disk that picostack created, with the volumes of external snapshots on top of it. */
  async removeDisk({
    diskVolume,
    overlays = [],
  }: Pick<DisposalTarget, 'diskVolume' | 'overlays'>): Promise<void> {
    for (const overlay of overlays) await this.storage.remove('disks', overlay);
    if (diskVolume !== null) await this.storage.remove('disks', diskVolume);
  }

  /** Delete the disk of an instance that could not be created. @throws ConflictError `diskInUse` */
  async removeUnusedDisk(target: DisposalTarget): Promise<void> {
    await this.requireRemovable(target);
    await this.removeDisk(target);
  }

  /** Delete the record and the port mappings, and record an event. Does nothing if there is no record. */
  async removeRecord({ id, name }: DisposalTarget, reason: DisposalReason): Promise<void> {
    if (!(await this.records.existsBy({ id }))) return;
    await this.events.transaction(async ({ manager, record }) => {
      await manager.delete(InstanceEntity, id);
      record({
        kind: reason.kind,
        resource: { type: 'instance', id, name },
        actor: reason.actor,
        cause: reason.cause ?? null,
        details: reason.kept === undefined ? {} : { kept: reason.kept },
      });
    });
  }
}

/**
 * Delete the UEFI variables with the domain, unless another domain has the same file. libvirt names the file after the
 * domain, but a renamed domain keeps its file, and a later domain with the old name gets the same one.
 */
async function nvramFlag(connection: Connection, domain: Domain): Promise<number> {
  const path = await nvramOf(domain);
  if (path === undefined) return VIR_DOMAIN_UNDEFINE_NVRAM;
  for (const other of await connection.listAllDomains()) {
    if (other.uuid === domain.uuid) continue;
    if ((await nvramOf(other)) === path) return VIR_DOMAIN_UNDEFINE_KEEP_NVRAM;
  }
  return VIR_DOMAIN_UNDEFINE_NVRAM;
}

async function nvramOf(domain: Domain): Promise<string | undefined> {
  try {
    const xml = parseXml(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE));
    // Newer versions of libvirt can also write it like the source of a disk.
    const source = descend(xml, 'os', 'nvram', 'source')?.getAttribute('file');
    return source || textAt(xml, 'os', 'nvram') || undefined;
  } catch (error) {
    // It was undefined after it was listed.
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return undefined;
    throw error;
  }
}
