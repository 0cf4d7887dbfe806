import type { HostDto, InstanceDto } from '../api/types';

type Owner = Pick<InstanceDto, 'origin' | 'diskVolume'>;

/** Check whether picostack adopted the domain instead of creating it. */
export function isAdopted({ origin }: Pick<InstanceDto, 'origin'>): boolean {
  return origin === 'adopted';
}

/** Check whether deleting an instance deletes a disk. */
export function deletesDisk({
  origin,
  diskVolume,
  state,
}: Owner & Pick<InstanceDto, 'state'>): boolean {
  // A failed creation removed the disk.
  return origin === 'created' && diskVolume !== null && state !== 'failed';
}

/** Return the path of the disk on the host, or its volume name if the pool is unknown; null if picostack has no disk for it. */
export function diskPath(
  { diskVolume }: Pick<InstanceDto, 'diskVolume'>,
  pools: HostDto['pools'] = [],
): string | null {
  if (diskVolume === null) return null;
  const pool = pools.find(({ name }) => name.endsWith('-disks'));
  return pool ? `${pool.path.replace(/\/+$/, '')}/${diskVolume}` : diskVolume;
}

/** Describe disks that stay after a deletion: "Kept the disk of web-1", and its path. */
export function describeKeptDisks(
  instances: Pick<InstanceDto, 'name' | 'diskVolume'>[],
  pools?: HostDto['pools'],
): { title: string; detail: string } {
  const [only] = instances;
  const title =
    instances.length === 1 && only
      ? `Kept the disk of ${only.name}`
      : `Kept the disks of ${instances.length} instances`;
  return { title, detail: instances.map((each) => diskPath(each, pools)).join(', ') };
}
