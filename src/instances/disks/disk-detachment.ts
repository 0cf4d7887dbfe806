import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, LibvirtFailedError } from '../../common/errors.js';
import { readDisks, replaceDisk } from '../../domain-xml/disks.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
  findDomain,
} from '../../libvirt/index.js';
import { StorageService } from '../../storage/storage.service.js';
import { VolumePieces } from '../../storage/volume-pieces.js';
import type { CopyContext } from './block-copy.js';
import { abortPull, pullBackingFiles } from './block-pull.js';
import { CopyHelperDomain } from './copy-helper-domain.js';
import { DiskChains } from './disk-chain.js';
import { type CopySource, DiskCopier } from './disk-copier.js';

/** How often the pull begins again after the guest was started or went off during it: it continues where it ended. */
const MAX_ATTEMPTS = 5;
/** The part of a qcow2 header with the fields of {@link DiskDetachment.read}; the same in all versions. */
const HEADER_BYTES = 72;
/** How long libvirt may take to notice that QEMU is gone. */
const GOES_OFF_MS = 2_000;
const LOOK_AGAIN_MS = 100;

const BACKING_OFFSET_AT = 8;
const SNAPSHOT_COUNT_AT = 60;

/** What the file of a disk says about other content. */
interface DiskLinks {
  readonly hasBacking: boolean;
  /** Its internal snapshots, also those of programs other than libvirt. */
  readonly snapshotCount: number;
}

/**
 * Makes the disks of instances independent of their images: QEMU copies into the file of the disk what it shares with the
 * image. A paused helper domain does that for a guest that is off. The file and its name stay the same.
 */
@Injectable()
export class DiskDetachment {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly storage: StorageService,
    private readonly pieces: VolumePieces,
    private readonly chains: DiskChains,
    private readonly copier: DiskCopier,
    private readonly helper: CopyHelperDomain,
  ) {}

  /** How much the disk can grow when it becomes independent, in bytes. @throws ConflictError if a file is missing */
  async missingBytes(source: CopySource): Promise<number> {
    const { allBytes, ownBytes } = await this.copier.contentOf(source);
    return Math.max(0, allBytes - ownBytes);
  }

  /**
   * Check that the disk can become independent.
   * @throws ConflictError `diskElsewhere`, `diskMissing`, `imageFileMissing` or `hasSnapshots`; InsufficientStorageError
   */
  async require(source: CopySource): Promise<void> {
    await this.chains.requireActiveLayer(source);
    const bytes = await this.missingBytes(source);
    const { hasBacking, snapshotCount } = await this.read(source);
    if (!hasBacking) return;
    if (snapshotCount > 0) {
      throw new ConflictError(
        'hasSnapshots',
        `The disk of "${source.name}" has internal snapshots (${snapshotCount}), which share data with the image. Delete them first (virsh snapshot-delete, qemu-img snapshot -d).`,
      );
    }
    await this.storage.requireSpace('disks', bytes, `The independent disk of "${source.name}"`);
  }

  /**
   * Make the disk independent; a running guest continues. Does nothing if it is independent already. After a failure it has
   * its image and all of its content, once {@link abort} ended the block job.
   * @param helperId the UUID of the helper domain for a guest that is off
   * @throws ConflictError `copyFailed`
   */
  async detach(source: CopySource, helperId: string, context: CopyContext): Promise<void> {
    for (let attempt = 1; (await this.read(source)).hasBacking; attempt += 1) {
      if (attempt > MAX_ATTEMPTS) throw stopped(source);
      const { path } = await this.chains.requireFiles(source);
      const wasActive = await this.copier.isActive(source);
      try {
        await this.pull(source, path, helperId, context);
      } catch (error) {
        context.signal.throwIfAborted();
        const isMoved = wasActive !== (await this.copier.isActive(source));
        // If the guest went off or was started meanwhile, the next attempt continues.
        if (!(error instanceof LibvirtFailedError) || !isMoved) throw error;
        continue;
      }
      if (!(await this.read(source)).hasBacking) break;
      if (wasActive === (await this.isActiveSoon(source))) {
        await this.storage.requireSpace('disks', await this.missingBytes(source), nameOf(source));
        throw stopped(source);
      }
    }
    // libvirt remembers the backing file until the pool is refreshed.
    await this.storage.names('disks');
    await this.removeChain(source);
  }

  /** Whether the guest is on: libvirt reports the end of its block job a moment before the guest is off. */
  private async isActiveSoon(source: CopySource): Promise<boolean> {
    const deadline = performance.now() + GOES_OFF_MS;
    while (await this.copier.isActive(source)) {
      if (performance.now() >= deadline) return true;
      await sleep(LOOK_AGAIN_MS);
    }
    return false;
  }

  /** End the block job and the helper domain, if they are running. */
  async abort(source: CopySource, helperId: string): Promise<void> {
    await this.helper.remove(helperId);
    const path = await this.storage.pathOf('disks', source.diskVolume ?? '');
    await this.libvirt.call(`end the block job of ${source.name}`, async (connection) => {
      const domain = await findDomain(connection, source.id);
      if (!domain || !(await domain.isActive())) return;
      const target = targetIn(await domain.getXMLDesc(0), path);
      if (target !== undefined) await abortPull(domain, target);
    });
  }

  /** Whether the file of the disk exists and has no backing file. */
  async isIndependent(source: CopySource): Promise<boolean> {
    if (!(await this.storage.describe('disks', source.diskVolume ?? ''))) return false;
    return !(await this.read(source)).hasBacking;
  }

  private pull(
    source: CopySource,
    path: string,
    helperId: string,
    context: CopyContext,
  ): Promise<void> {
    return this.libvirt.call(`make the disk of ${source.name} independent`, async (connection) => {
      const guest = await findDomain(connection, source.id);
      if (guest && (await guest.isActive())) return this.pullIn(guest, source, path, context);
      return this.pullByHelper(connection, source, path, helperId, context);
    });
  }

  private async pullIn(
    domain: Domain,
    { name }: CopySource,
    path: string,
    context: CopyContext,
  ): Promise<void> {
    const target = targetIn(await domain.getXMLDesc(0), path);
    if (target !== undefined) return pullBackingFiles(domain, target, context);
    throw new ConflictError(
      'diskElsewhere',
      `The domain of "${name}" no longer writes to the disk that picostack created. Attach it again, or merge its external snapshots.`,
    );
  }

  private async pullByHelper(
    connection: Connection,
    { name }: CopySource,
    diskPath: string,
    id: string,
    context: CopyContext,
  ): Promise<void> {
    const domain = await this.helper.start(connection, { id, sourceName: name, diskPath });
    try {
      await pullBackingFiles(domain, 'vda', context);
    } finally {
      await this.helper.remove(id);
    }
  }

  /** An operator may have written the backing chain into the definition. Without its file the guest could not start. */
  private async removeChain({ id, name, diskVolume }: CopySource): Promise<void> {
    const path = await this.storage.pathOf('disks', diskVolume ?? '');
    await this.libvirt.call(`read the disks of ${name}`, async (connection) => {
      const domain = await findDomain(connection, id);
      if (!domain || !(await domain.isPersistent())) return;
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      if (!/<backingStore\b/.test(xml)) return;
      const image = { id: '', name: '' };
      const edited = replaceDisk(xml, { from: path, to: path, volume: diskVolume ?? '', image });
      if (edited !== undefined) await connection.domainDefineXMLFlags(edited, 0);
    });
  }

  private read({ diskVolume }: CopySource): Promise<DiskLinks> {
    return this.pieces.read('disks', diskVolume ?? '', async (read) => {
      const header = await read(0, HEADER_BYTES);
      return {
        hasBacking: header.readBigUInt64BE(BACKING_OFFSET_AT) !== 0n,
        snapshotCount: header.readUInt32BE(SNAPSHOT_COUNT_AT),
      };
    });
  }
}

function targetIn(xml: string, path: string): string | undefined {
  return readDisks(xml).find(({ file }) => file === path)?.target;
}

function nameOf({ name }: CopySource): string {
  return `The independent disk of "${name}"`;
}

function stopped({ name }: CopySource): ConflictError {
  return new ConflictError(
    'copyFailed',
    `QEMU stopped copying the image into the disk of "${name}". Its log contains the reason: /var/log/libvirt/qemu/${name}.log. The disk is unchanged; repeat the request.`,
  );
}
