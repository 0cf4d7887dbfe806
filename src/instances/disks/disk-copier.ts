import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '../../common/errors.js';
import { readDisks } from '../../domain-xml/disks.js';
import { type Domain, LibvirtError, LibvirtService, findDomain } from '../../libvirt/index.js';
import { FileUsers } from '../../storage/file-users.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains } from './disk-chain.js';
import { InstanceCapacityCheck } from './instance-capacity-check.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import {
  BlockCopy,
  BlockCopyLostError,
  type CopyContext,
  type CopyMode,
  abortCopy,
} from './block-copy.js';
import { CopyHelperDomain } from './copy-helper-domain.js';

/** The file mode of the disk of an instance. */
export const DISK_MODE = '0600';

/** A pool with less free space is treated as full. */
const FULL_BYTES = 16 * 1024 ** 2;

/** How long libvirt may take to notice that QEMU is gone. */
const GOES_OFF_MS = 2_000;
const LOOK_AGAIN_MS = 100;

/** The instance whose disk is copied. */
export type CopySource = Pick<InstanceEntity, 'id' | 'name' | 'diskVolume' | 'image'>;

/** Where to copy a disk to; recorded as part of the input of an operation. */
export interface CopyPlan {
  /** The volume to create, in the pool for disks. */
  readonly volume: string;
  readonly mode: CopyMode;
  /** The UUID of the helper domain that copies the disk of a guest that is off. */
  readonly copyingDomainId: string;
}

/** A disk that can be copied, and how much it contains. */
export interface DiskContent {
  readonly name: string;
  readonly path: string;
  readonly capacityBytes: number;
  /** The content of its own file, in bytes. */
  readonly ownBytes: number;
  /** The content of the disk and its image: the largest size of a copy without a backing image. */
  readonly allBytes: number;
  /** The image that the disk is a clone of; undefined if it has no backing image. */
  readonly imagePath: string | undefined;
}

/** Copy the disks of instances, of running and stopped guests. A running guest continues to run. */
@Injectable()
export class DiskCopier {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly chains: DiskChains,
    private readonly users: FileUsers,
    private readonly helper: CopyHelperDomain,
    private readonly capacity: InstanceCapacityCheck,
  ) {}

  /** Read what there is to copy. @throws ConflictError if a file is missing, or the domain uses another disk */
  async contentOf(source: CopySource): Promise<DiskContent> {
    const name = source.diskVolume ?? '';
    const disk = await this.chains.requireFiles(source);
    await this.libvirt.call(`read the disks of ${source.name}`, async (connection) => {
      const domain = await findDomain(connection, source.id);
      if (domain) await this.chains.requireActiveLayer(source);
    });
    const image = source.image && (await this.storage.describe('images', source.image.volume));
    const ownBytes = disk.allocationBytes;
    // A qcow2 file contains tables besides its data.
    const maxBytes = disk.capacityBytes + disk.capacityBytes / 1024 + 1024 ** 2;
    return {
      name,
      path: disk.path,
      capacityBytes: disk.capacityBytes,
      ownBytes,
      allBytes: Math.min(maxBytes, ownBytes + (image?.allocationBytes ?? 0)),
      imagePath: image?.path === disk.backingPath ? disk.backingPath : undefined,
    };
  }

  /** @throws InsufficientStorageError; ConflictError if the disk cannot be copied in this mode */
  async requireSpace(source: CopySource, mode: CopyMode): Promise<void> {
    const bytes = bytesToCopy(source, mode, await this.contentOf(source));
    await this.storage.requireSpace('disks', bytes, `A copy of the disk of "${source.name}"`);
  }

  /** As {@link requireSpace}, for the disk of a new instance. @throws ConflictError without the capacity to start it */
  async requireCapacityFor(
    draft: InstanceEntity,
    start: boolean,
    source: CopySource,
    mode: CopyMode,
  ): Promise<void> {
    const bytes = bytesToCopy(source, mode, await this.contentOf(source));
    await this.capacity.requireForClones([draft], start, bytes);
  }

  /** Whether QEMU of the guest has the disk open. */
  isActive({ id, name }: CopySource): Promise<boolean> {
    return this.libvirt.call(`read the state of ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      return (await domain?.isActive()) ?? false;
    });
  }

  /**
   * Create the volume and copy the disk into it. After a failure, {@link discard} deletes the volume.
   * @returns the size of the disk, in bytes
   * @throws ConflictError if the guest goes off during the copy
   */
  async copy(source: CopySource, plan: CopyPlan, context: CopyContext): Promise<number> {
    const content = await this.contentOf(source);
    const { path } = content;
    return this.libvirt.call(`copy the disk of ${source.name}`, async (connection) => {
      const guest = await findDomain(connection, source.id);
      if (guest && (await guest.isActive())) {
        const target = await targetOf(guest, source, path);
        return this.copyWith({ domain: guest, target }, source, content, plan, context);
      }
      const request = { id: plan.copyingDomainId, sourceName: source.name, diskPath: path };
      const domain = await this.helper.start(connection, request);
      try {
        return await this.copyWith({ domain, target: 'vda' }, source, content, plan, context);
      } finally {
        await this.helper.remove(plan.copyingDomainId);
      }
    });
  }

  /** Abort the copy, if it is running, and delete the volume. */
  async discard(
    sourceId: string,
    { volume, copyingDomainId }: Omit<CopyPlan, 'mode'>,
  ): Promise<void> {
    await this.helper.remove(copyingDomainId);
    const copy = await this.storage.describe('disks', volume);
    if (!copy) return;
    await this.libvirt.call(`abort the copy to ${volume}`, async (connection) => {
      const domain = await findDomain(connection, sourceId);
      if (domain && (await domain.isActive())) await abortCopy(domain, copy.path);
    });
    await this.users.requireUnused([copy.path], `The copy ${volume}`);
    await this.storage.remove('disks', volume);
  }

  private async copyWith(
    { domain, target }: { domain: Domain; target: string },
    source: CopySource,
    content: DiskContent,
    { volume, mode }: CopyPlan,
    context: CopyContext,
  ): Promise<number> {
    const { capacity } = await domain.getBlockInfo(target);
    const { path } = await this.storage.create('disks', {
      name: volume,
      capacityBytes: capacity,
      format: 'qcow2',
      mode: DISK_MODE,
      ...(mode === 'linked' && {
        backing: { path: requireLinked(source, content), format: 'qcow2' },
      }),
    });
    try {
      await new BlockCopy(domain, target, path).run(mode, context);
    } catch (error) {
      throw await this.explain(error, domain, source.name);
    }
    return capacity;
  }

  /** Find out why the block job ended. */
  private async explain(error: unknown, domain: Domain, name: string): Promise<unknown> {
    if (!(error instanceof BlockCopyLostError) && !(error instanceof LibvirtError)) return error;
    if (await goesOff(domain)) {
      return new ConflictError(
        'guestWentOff',
        `"${name}" went off while its disk was being copied. Repeat the request to copy the disk of the stopped guest.`,
      );
    }
    await this.storage.requireSpace('disks', FULL_BYTES, `A copy of the disk of "${name}"`);
    return error instanceof LibvirtError
      ? error
      : new ConflictError(
          'copyFailed',
          `QEMU stopped copying the disk of "${name}". Its log contains the reason: /var/log/libvirt/qemu/${domain.name}.log.`,
        );
  }
}

function bytesToCopy(source: CopySource, mode: CopyMode, content: DiskContent): number {
  if (mode === 'linked') requireLinked(source, content);
  return mode === 'linked' ? content.ownBytes : content.allBytes;
}

/** The path of the image that a linked copy shares. @throws ConflictError `notLinked` */
function requireLinked({ name }: CopySource, { imagePath }: DiskContent): string {
  if (imagePath !== undefined) return imagePath;
  throw new ConflictError(
    'notLinked',
    `The disk of "${name}" has no backing image that a linked clone could share. Create a full clone.`,
  );
}

/** The target of a disk in the domain, by its file. @throws ConflictError `diskElsewhere` */
async function targetOf(domain: Domain, { name }: CopySource, path: string): Promise<string> {
  const disk = readDisks(await domain.getXMLDesc(0)).find(({ file }) => file === path);
  if (disk) return disk.target;
  throw new ConflictError(
    'diskElsewhere',
    `The domain of "${name}" no longer uses the disk that picostack created: its definition was changed, or it has an external snapshot. Only that disk can be copied. Attach it again, or merge the snapshot.`,
  );
}

/** Whether the guest goes off now: libvirt reports its lost QEMU a moment before the guest is off. */
async function goesOff(domain: Domain): Promise<boolean> {
  const deadline = performance.now() + GOES_OFF_MS;
  while (await isOn(domain)) {
    if (performance.now() >= deadline) return false;
    await sleep(LOOK_AGAIN_MS);
  }
  return true;
}

async function isOn(domain: Domain): Promise<boolean> {
  try {
    return await domain.isActive();
  } catch {
    // The helper domain is transient: it does not exist after it goes off.
    return false;
  }
}
