import { Injectable } from '@nestjs/common';
import { basename } from 'node:path';
import { Not } from 'typeorm';
import { UUID_PATTERN } from '../../common/http/names.js';
import { type RecordProblem, cut } from '../../common/http/recorded-values.js';
import type { DomainRecord } from '../../domain-xml/read-record.js';
import { type PoolRole, StorageService } from '../../storage/storage.service.js';
import { InstanceRecords } from '../records/instance-records.js';

/** A longer backing chain is a loop. */
const MAX_CHAIN_LENGTH = 64;
const VOLUME_SUFFIX = '.qcow2';

/** A disk that picostack created, as the domain uses it. */
export interface ActualDisk {
  /** The volume in the pool for disks; null if the domain uses none. */
  readonly volume: string | null;
  readonly sizeBytes: number;
  /** The id of the image at the bottom of the backing chain; null if there is none. */
  readonly imageId: string | null;
}

/** A disk as the metadata or the record describes it. */
export type RecordedDisk = Pick<ActualDisk, 'volume' | 'imageId'>;

/** Find the disk that a domain actually uses: its metadata and record may be outdated or edited. */
@Injectable()
export class DiskVerifier {
  constructor(
    private readonly records: InstanceRecords,
    private readonly storage: StorageService,
  ) {}

  /** The names of the volumes in the pool for disks that a domain uses, in order. */
  async volumesOf({ diskFiles }: DomainRecord): Promise<string[]> {
    const names: string[] = [];
    for (const file of diskFiles) {
      const name = await this.volumeAt('disks', file);
      if (name !== undefined) names.push(name);
    }
    return names;
  }

  /** Find the actual disk of a domain, and report where the recorded one differs. */
  async verify(
    record: DomainRecord,
    recorded: RecordedDisk,
  ): Promise<{ readonly disk: ActualDisk; readonly problems: RecordProblem[] }> {
    const volume = await this.chooseVolume(record, recorded.volume);
    const problems: RecordProblem[] = [];
    if (volume.name !== recorded.volume || volume.problem !== undefined) {
      const used = volume.name === null ? 'no disk is used' : `"${volume.name}" is used`;
      problems.push({
        field: 'diskVolume',
        value: cut(recorded.volume ?? ''),
        message: `${volume.problem ?? 'the domain uses another disk'}; ${used}`,
      });
    }
    const found = volume.name === null ? undefined : await this.describe(volume.name);
    // If the disk cannot be read, the recorded image stays.
    const imageId = found ? found.imageId : recorded.imageId;
    if (imageId !== recorded.imageId) {
      problems.push({
        field: 'imageId',
        value: cut(recorded.imageId ?? ''),
        message:
          imageId === null
            ? 'the disk has no backing image; no image is used'
            : `the disk is a clone of the image ${imageId}; that image is used`,
      });
    }
    return { disk: { volume: volume.name, sizeBytes: found?.sizeBytes ?? 0, imageId }, problems };
  }

  private async chooseVolume(
    record: DomainRecord,
    recorded: string | null,
  ): Promise<{ readonly name: string | null; readonly problem?: string }> {
    const used = await this.volumesOf(record);
    if (recorded !== null) {
      if (used.includes(recorded)) return { name: recorded };
      for (const each of used) {
        // The domain uses an external snapshot on top of the recorded disk.
        if ((await this.chainOf(each)).includes(recorded)) return { name: recorded };
      }
    }
    const free: string[] = [];
    for (const each of used) {
      const isTaken = await this.records.existsBy({ diskVolume: each, id: Not(record.uuid) });
      if (!isTaken) free.push(each);
    }
    const own = free.find((each) => each.startsWith(record.uuid)) ?? free[0];
    if (own !== undefined) return { name: own };
    if (recorded === null) return { name: null };
    const exists = (await this.storage.describe('disks', recorded)) !== undefined;
    if (!exists) return { name: null, problem: 'is not in the storage pool' };
    // A detached disk that was created for this instance stays with it. Any other disk may belong to another instance.
    return recorded.startsWith(record.uuid)
      ? { name: recorded, problem: 'the domain does not use this disk now' }
      : { name: null, problem: 'the domain does not use this disk, which was not created for it' };
  }

  /** The volumes of the pool below a volume, in its backing chain. */
  private async chainOf(volume: string): Promise<string[]> {
    const chain: string[] = [];
    let next: string | undefined = volume;
    while (next !== undefined && chain.length < MAX_CHAIN_LENGTH) {
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

  /** The name of the volume with this file; undefined if the file is not a volume of the pool. */
  private async volumeAt(role: PoolRole, path: string): Promise<string | undefined> {
    const name = basename(path);
    return (await this.storage.describe(role, name))?.path === path ? name : undefined;
  }
}
