import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { basename } from 'node:path';
import { Not, type Repository } from 'typeorm';
import { UUID_PATTERN } from '../../common/http/names.js';
import { type RecordProblem, cut } from '../../common/http/recorded-values.js';
import type { DomainRecord } from '../../domain-xml/read-record.js';
import { type PoolRole, StorageService } from '../../storage/storage.service.js';
import { InstanceEntity } from '../records/instance.entity.js';

/** Longer chains are loops, or somebody's test. */
const LONGEST_CHAIN = 64;
const VOLUME_SUFFIX = '.qcow2';

/** A disk of picostack's own, as the domain has it. */
export interface RealDisk {
  /** The volume in the pool for disks; null where the domain has none of them. */
  readonly volume: string | null;
  readonly sizeBytes: number;
  /** The id of the image that its chain ends at; null where it ends at no image of ours. */
  readonly imageId: string | null;
}

/** What is recorded of a disk. */
export type RecordedDisk = Pick<RealDisk, 'volume' | 'imageId'>;

/** Finds out which of picostack's disks a domain really has: what was written down may be old, or edited. */
@Injectable()
export class RecordedDisks {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly storage: StorageService,
  ) {}

  /** Names of the volumes of the pool for disks that a domain's disks are, in their order. */
  async volumesOf({ diskFiles }: DomainRecord): Promise<string[]> {
    const names: string[] = [];
    for (const file of diskFiles) {
      const name = await this.volumeAt('disks', file);
      if (name !== undefined) names.push(name);
    }
    return names;
  }

  /** Compare what is recorded with the domain's disks, and take what is true. */
  async check(
    record: DomainRecord,
    recorded: RecordedDisk,
  ): Promise<{ readonly disk: RealDisk; readonly problems: RecordProblem[] }> {
    const volume = await this.chooseVolume(record, recorded.volume);
    const problems: RecordProblem[] = [];
    if (volume.name !== recorded.volume || volume.doubt !== undefined) {
      const taken = volume.name === null ? 'no disk is recorded' : `"${volume.name}" is recorded`;
      problems.push({
        field: 'diskVolume',
        value: cut(recorded.volume ?? ''),
        message: `${volume.doubt ?? 'its domain has another disk'}; ${taken}`,
      });
    }
    const found = volume.name === null ? undefined : await this.describe(volume.name);
    // The image of a disk that cannot be read is the one that was recorded.
    const imageId = found ? found.imageId : recorded.imageId;
    if (imageId !== recorded.imageId) {
      problems.push({
        field: 'imageId',
        value: cut(recorded.imageId ?? ''),
        message: `its disk is ${imageId === null ? 'a clone of no image' : `a clone of the image ${imageId}`}; that is recorded`,
      });
    }
    return { disk: { volume: volume.name, sizeBytes: found?.sizeBytes ?? 0, imageId }, problems };
  }

  private async chooseVolume(
    record: DomainRecord,
    recorded: string | null,
  ): Promise<{ readonly name: string | null; readonly doubt?: string }> {
    const used = await this.volumesOf(record);
    if (recorded !== null && (used.length === 0 || !used.includes(recorded))) {
      for (const each of used) {
        // A snapshot was taken into another file: the recorded disk is what the new file stands on.
        if ((await this.chainOf(each)).includes(recorded)) return { name: recorded };
      }
    }
    if (recorded !== null && used.includes(recorded)) return { name: recorded };
    const free: string[] = [];
    for (const each of used) {
      const isTaken = await this.instances.existsBy({ diskVolume: each, id: Not(record.uuid) });
      if (!isTaken) free.push(each);
    }
    const own = free.find((each) => each.startsWith(record.uuid)) ?? free[0];
    if (own !== undefined) return { name: own };
    if (recorded === null) return { name: null };
    const isThere = (await this.storage.describe('disks', recorded)) !== undefined;
    if (!isThere) return { name: null, doubt: 'is not in the storage pool any more' };
    // Made for this instance, and detached: it is kept with it. Any other may be somebody else's.
    return recorded.startsWith(record.uuid)
      ? { name: recorded, doubt: 'its domain does not use this disk at the moment' }
      : { name: null, doubt: 'its domain does not use this disk, which was not made for it' };
  }

  /** The volumes of the pool that a volume stands on. */
  private async chainOf(volume: string): Promise<string[]> {
    const chain: string[] = [];
    let next: string | undefined = volume;
    while (next !== undefined && chain.length < LONGEST_CHAIN) {
      chain.push(next);
      const path: string | undefined = (await this.storage.describe('disks', next))?.backingPath;
      next = path === undefined ? undefined : await this.volumeAt('disks', path);
    }
    return chain.slice(1);
  }

  private async describe(
    volume: string,
  ): Promise<{ readonly sizeBytes: number; readonly imageId: string | null } | undefined> {
    const top = await this.storage.describe('disks', volume);
    if (!top) return undefined;
    const bottom = (await this.chainOf(volume)).at(-1) ?? volume;
    const image = (await this.storage.describe('disks', bottom))?.backingPath;
    return {
      sizeBytes: top.capacityBytes,
      imageId: image === undefined ? null : await this.imageAt(image),
    };
  }

  private async imageAt(path: string): Promise<string | null> {
    const volume = await this.volumeAt('images', path);
    const id = volume?.endsWith(VOLUME_SUFFIX) ? volume.slice(0, -VOLUME_SUFFIX.length) : '';
    return UUID_PATTERN.test(id) ? id : null;
  }

  /** The name of the volume of a pool that is this file; undefined where it is none. */
  private async volumeAt(role: PoolRole, path: string): Promise<string | undefined> {
    const name = basename(path);
    return (await this.storage.describe(role, name))?.path === path ? name : undefined;
  }
}
