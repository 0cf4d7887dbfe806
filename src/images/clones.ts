import { Injectable } from '@nestjs/common';
import { type FileUse, FileUsers } from '../storage/file-users.js';
import { StorageService } from '../storage/storage.service.js';

/** An instance that is a clone of an image. */
export interface Clone {
  readonly id: string;
  readonly name: string;
  /** Its disk, in the pool for disks. */
  readonly diskVolume: string | null;
}

/** How many clones an image has, and the size of their files in bytes. */
export interface CloneUsage {
  readonly count: number;
  readonly sizeBytes: number;
}

/** Cancels the work on a clone, and receives its progress. */
export interface CloneContext {
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

/** Knows the clones of images. */
export interface CloneSource {
  /** The clones of an image, in alphabetical order. */
  clonesOf(imageId: string): Promise<Clone[]>;
  /** The disks of the clones of each image; images without clones are missing. */
  disks(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Announce on the event stream that the clones of an image have changed. */
  announce(imageId: string): Promise<void>;
  /** Check that a clone can become independent now. @throws the reason if it cannot */
  requireDetachable(instanceId: string): Promise<void>;
  /** Make a clone independent, and wait for that. @throws the reason if it fails; the clone is as it was then */
  detach(instanceId: string, actor: string, context: CloneContext): Promise<void>;
}

const NO_CLONES: CloneUsage = { count: 0, sizeBytes: 0 };

/** Gives images access to their clones. Images must not import instances, so instances register here. */
@Injectable()
export class Clones {
  private registered: CloneSource | undefined;

  constructor(
    private readonly files: FileUsers,
    private readonly storage: StorageService,
  ) {}

  register(source: CloneSource): void {
    this.registered = source;
  }

  async namesOf(imageId: string): Promise<string[]> {
    return (await this.of(imageId)).map(({ name }) => name);
  }

  async of(imageId: string): Promise<Clone[]> {
    return this.registered ? this.registered.clonesOf(imageId) : [];
  }

  /** The clones of one image, as their sizes were read last. */
  async usageOf(imageId: string): Promise<CloneUsage> {
    const clones = await this.of(imageId);
    const volumes = clones.flatMap(({ diskVolume }) => diskVolume ?? []);
    return {
      count: clones.length,
      sizeBytes: await this.storage.knownAllocation('disks', volumes),
    };
  }

  /** As {@link usageOf}, for all images. */
  async usages(): Promise<(imageId: string) => CloneUsage> {
    const usages = new Map<string, CloneUsage>();
    for (const [imageId, volumes] of (await this.registered?.disks()) ?? []) {
      const sizeBytes = await this.storage.knownAllocation('disks', volumes);
      usages.set(imageId, { count: volumes.length, sizeBytes });
    }
    return (imageId) => usages.get(imageId) ?? NO_CLONES;
  }

  async announce(imageId: string): Promise<void> {
    await this.registered?.announce(imageId);
  }

  /** @throws the reason if one of the clones cannot become independent now */
  async requireDetachable(clones: readonly Clone[]): Promise<void> {
    for (const { id } of clones) await this.registered?.requireDetachable(id);
  }

  async detach({ id }: Clone, actor: string, context: CloneContext): Promise<void> {
    await this.registered?.detach(id, actor, context);
  }

  /**
   * Find the domains and volumes that use the file of an image, also those that picostack does not manage.
   * @param except clones that do not count, with their domains and disks
   */
  async usersOf(path: string, except: readonly Clone[] = []): Promise<FileUse> {
    const use = await this.files.find(
      [path],
      except.map(({ id }) => id),
    );
    const disks = new Set(
      except.map(({ diskVolume }) => `${this.storage.poolPrefix}-disks/${diskVolume}`),
    );
    return { domains: use.domains, volumes: use.volumes.filter((label) => !disks.has(label)) };
  }
}
