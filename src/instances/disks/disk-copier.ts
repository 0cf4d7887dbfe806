import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../common/errors.js';
import { readDisks } from '../../domain-xml/disks.js';
import { type Domain, LibvirtError, LibvirtService, findDomain } from '../../libvirt/index.js';
import { FileUsers } from '../../storage/file-users.js';
import { StorageService } from '../../storage/storage.service.js';
import { DiskChains } from './disk-chain.js';
import { DISK_MODE } from '../domain/instance-builder.js';
import { InstanceCapacityCheck } from './instance-capacity-check.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import {
  BlockCopy,
  BlockCopyLostError,
  type CopyContext,
  type CopyMode,
  abandonCopy,
} from './block-copy.js';
import { CopyHelperDomain } from './copy-helper-domain.js';

/** A pool with less than this is as good as full. */
const FULL_BYTES = 16 * 1024 ** 2;

/** The instance whose disk is copied. */
export type CopySource = Pick<InstanceEntity, 'id' | 'name' | 'diskVolume' | 'image'>;

/** Where a disk is copied to, all of it chosen beforehand. */
export interface CopyPlan {
  /** The volume that is made, in the pool for disks. */
  readonly volume: string;
  readonly mode: CopyMode;
  /** The domain that copies the disk of a guest that is off. */
  readonly copyingDomainId: string;
}

/** A disk that can be copied: where it is, and how much is in it. */
export interface DiskContent {
  readonly name: string;
  readonly path: string;
  readonly capacityBytes: number;
  /** What is in its own file, in bytes. */
  readonly ownBytes: number;
  /** What is in it and in its image: the most that a copy which stands alone can take. */
  readonly allBytes: number;
  /** The image that it is a clone of; undefined where its disk stands alone. */
  readonly imagePath: string | undefined;
}

/** Copies the disks of instances, whether they run or not. The guest goes on untouched. */
@Injectable()
export class DiskCopier {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly chains: DiskChains,
    private readonly users: FileUsers,
    private readonly copyingDomain: CopyHelperDomain,
    private readonly capacity: InstanceCapacityCheck,
  ) {}

  /** What there is to copy. @throws ConflictError where a file is gone, or the instance has another disk */
  async contentOf(source: CopySource): Promise<DiskContent> {
    const name = source.diskVolume ?? '';
    const disk = await this.chains.requireFiles(source);
    await this.libvirt.call(`look at the disks of ${source.name}`, async (connection) => {
      const domain = await findDomain(connection, source.id);
      if (domain) await this.chains.requireOnTop(source);
    });
    const image = source.image && (await this.storage.describe('images', source.image.volume));
    const ownBytes = disk.allocationBytes;
    // Beside its data a qcow2 file has tables.
    const most = disk.capacityBytes + disk.capacityBytes / 1024 + 1024 ** 2;
    return {
      name,
      path: disk.path,
      capacityBytes: disk.capacityBytes,
      ownBytes,
      allBytes: Math.min(most, ownBytes + (image?.allocationBytes ?? 0)),
      imagePath: image?.path === disk.backingPath ? disk.backingPath : undefined,
    };
  }

  /** @throws InsufficientStorageError, ConflictError where the disk cannot be copied in that way */
  async requireRoom(source: CopySource, mode: CopyMode): Promise<void> {
    const bytes = bytesToCopy(source, mode, await this.contentOf(source));
    await this.storage.requireSpace('disks', bytes, `A copy of the disk of "${source.name}"`);
  }

  /** As {@link requireRoom}, for a copy that an instance is to run on. @throws ConflictError without room to start it */
  async requireRoomFor(
    draft: InstanceEntity,
    start: boolean,
    source: CopySource,
    mode: CopyMode,
  ): Promise<void> {
    const bytes = bytesToCopy(source, mode, await this.contentOf(source));
    await this.capacity.requireForClones([draft], start, bytes);
  }

  /** Whether the guest's QEMU has the disk open. */
  isActive({ id, name }: CopySource): Promise<boolean> {
    return this.libvirt.call(`look at ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      return (await domain?.isActive()) ?? false;
    });
  }

  /**
   * Makes the volume and copies the disk into it.
   * @returns how big the disk is, in bytes
   * @throws ConflictError where the guest goes off in the middle; what there is then, {@link discard} takes away
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
      const domain = await this.copyingDomain.start(connection, request);
      try {
        return await this.copyWith({ domain, target: 'vda' }, source, content, plan, context);
      } finally {
        await this.copyingDomain.remove(plan.copyingDomainId);
      }
    });
  }

  /** Ends the copying, wherever it is, and deletes the volume. */
  async discard(
    sourceId: string,
    { volume, copyingDomainId }: Omit<CopyPlan, 'mode'>,
  ): Promise<void> {
    await this.copyingDomain.remove(copyingDomainId);
    const made = await this.storage.describe('disks', volume);
    if (!made) return;
    await this.libvirt.call(`end the copying into ${volume}`, async (connection) => {
      const domain = await findDomain(connection, sourceId);
      if (domain && (await domain.isActive())) await abandonCopy(domain, made.path);
    });
    await this.users.requireUnused([made.path], `The copy ${volume}`);
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

  /** Why the job on the disk was lost, as far as it can be seen from outside. */
  private async explain(error: unknown, domain: Domain, name: string): Promise<unknown> {
    if (!(error instanceof BlockCopyLostError) && !(error instanceof LibvirtError)) return error;
    if (!(await isOn(domain))) {
      return new ConflictError(
        'guestWentOff',
        `"${name}" went off while its disk was copied. Ask again: it is copied as it is then.`,
      );
    }
    await this.storage.requireSpace('disks', FULL_BYTES, `A copy of the disk of "${name}"`);
    return error instanceof LibvirtError
      ? error
      : new ConflictError(
          'copyFailed',
          `QEMU gave up copying the disk of "${name}". Its log says why: /var/log/libvirt/qemu/${domain.name}.log.`,
        );
  }
}

function bytesToCopy(source: CopySource, mode: CopyMode, content: DiskContent): number {
  if (mode === 'linked') requireLinked(source, content);
  return mode === 'linked' ? content.ownBytes : content.allBytes;
}

/**
 * A linked copy is right only while both stand on the same image.
 * @returns the image's path
 */
function requireLinked({ name }: CopySource, { imagePath }: DiskContent): string {
  if (imagePath !== undefined) return imagePath;
  throw new ConflictError(
    'notLinked',
    `The disk of "${name}" is no clone of an image, so that there is nothing to share. Make a full clone.`,
  );
}

/** @throws ConflictError where the domain has no disk that is this file */
async function targetOf(domain: Domain, { name }: CopySource, path: string): Promise<string> {
  const disk = readDisks(await domain.getXMLDesc(0)).find(({ file }) => file === path);
  if (disk) return disk.target;
  throw new ConflictError(
    'diskElsewhere',
    `The disk that picostack made for "${name}" is not one of its disks any more: its definition was changed, or a snapshot was taken into another file. Only picostack's own disk can be copied.`,
  );
}

async function isOn(domain: Domain): Promise<boolean> {
  try {
    return await domain.isActive();
  } catch {
    // The helper has no definition: where it went off there is no such domain.
    return false;
  }
}
