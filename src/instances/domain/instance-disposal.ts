import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
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

const UNDEFINE_FLAGS =
  VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
  VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
  VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA;

/** What has to be known of an instance to take it away. */
export type InstanceRemains = Pick<InstanceEntity, 'id' | 'name' | 'diskVolume'> & {
  /** Volumes that external snapshots made over its disk, the newest first: they go with it. */
  readonly overlays?: readonly string[];
  /** The file that its guest writes to. */
  readonly currentPath?: string | undefined;
};

/** Why an instance goes: somebody deletes it, or it could not be made. */
export interface DisposalReason {
  readonly kind: 'instance.deleted' | 'instance.released' | 'instance.failed';
  readonly actor: string;
  /** What went wrong. */
  readonly cause?: string;
  /** What of it stays. */
  readonly kept?: string | undefined;
}

/** Takes what an instance consists of away: each step may find its thing gone already. */
@Injectable()
export class InstanceDisposal {
  private readonly logger = new Logger(InstanceDisposal.name);

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly chains: DiskChains,
    private readonly users: FileUsers,
    private readonly events: EventsService,
  ) {}

  /** What is to be taken away with an instance, as its disk is now. */
  async remainsOf({ id, name, diskVolume }: DiskOwner): Promise<InstanceRemains> {
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
   * Checks that its disk can be deleted: nothing else uses it, and the pool can be reached.
   * @throws ConflictError `diskInUse`, StoragePoolUnavailableError
   */
  async requireRemovable(instance: InstanceRemains): Promise<void> {
    const { id, name, diskVolume, overlays = [] } = instance;
    if (diskVolume === null) return;
    const volumes = [...overlays, diskVolume];
    const paths = await Promise.all(volumes.map((each) => this.storage.pathOf('disks', each)));
    await this.users.requireUnused(paths, `The disk of "${name}"`, [id]);
  }

  /**
   * Forces it off, undefines its domain, deletes its disk and its record, in this order, and says so. A disk that
   * something else uses stays.
   */
  async dispose(instance: DiskOwner, why: DisposalReason): Promise<void> {
    const remains = await this.remainsOf(instance);
    await this.undefine(remains);
    try {
      await this.requireRemovable(remains);
      await this.removeDisk(remains);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      this.logger.warn(`${error.message} It stays.`);
    }
    await this.removeRecord(remains, why);
  }

  /** Forces the guest off; one that is off already is no error. */
  async forceOff(instance: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    await this.libvirt.withDomain(instance.id, `force ${instance.name} off`, async (domain) => {
      if ((await domain.getState()).state === VIR_DOMAIN_SHUTOFF) return;
      try {
        await domain.destroyFlags(0);
      } catch (error) {
        // It ended by itself in the meantime.
        if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) throw error;
      }
    });
  }

  /** Forces the guest off, where it has a domain. */
  forceOffIfThere(instance: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    return orUndefined(this.forceOff(instance), VIR_ERR_NO_DOMAIN);
  }

  /** Forces it off and undefines its domain. */
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

  /** Deletes its disk, where it has one of picostack's own, with what external snapshots made over it. */
  async removeDisk({
    diskVolume,
    overlays = [],
  }: Pick<InstanceRemains, 'diskVolume' | 'overlays'>): Promise<void> {
    for (const overlay of overlays) await this.storage.remove('disks', overlay);
    if (diskVolume !== null) await this.storage.remove('disks', diskVolume);
  }

  /** Deletes the disk of an instance that could not be made. @throws ConflictError `diskInUse` */
  async removeUnusedDisk(instance: InstanceRemains): Promise<void> {
    await this.requireRemovable(instance);
    await this.removeDisk(instance);
  }

  /** Deletes its record with its ports, and says so; a record that is gone was told of before. */
  async removeRecord({ id, name }: InstanceRemains, why: DisposalReason): Promise<void> {
    if (!(await this.instances.existsBy({ id }))) return;
    await this.events.transaction(async ({ manager, record }) => {
      await manager.delete(InstanceEntity, id);
      record({
        kind: why.kind,
        resource: { type: 'instance', id, name },
        actor: why.actor,
        cause: why.cause ?? null,
        details: why.kept === undefined ? {} : { kept: why.kept },
      });
    });
  }
}

/**
 * Whether the UEFI variables go with the domain. A domain that was renamed keeps the file that is named after its old
 * name, and a later domain of that name is given the same one: what another domain has stays.
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
    // Newer versions of libvirt also write it as a disk is written.
    const source = descend(xml, 'os', 'nvram', 'source')?.getAttribute('file');
    return source || textAt(xml, 'os', 'nvram') || undefined;
  } catch (error) {
    // It is gone since it was listed.
    if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return undefined;
    throw error;
  }
}
