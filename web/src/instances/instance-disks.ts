import type { HostDto, InstanceDto } from '../api/types';

type Owner = Pick<InstanceDto, 'origin' | 'diskVolume'>;

/** Whether picostack looks after the domain, and has not made it. */
export function isAdopted({ origin }: Pick<InstanceDto, 'origin'>): boolean {
  return origin === 'adopted';
}

/** Whether deleting it takes a disk away, unless that is kept. */
export function losesDisk({
  origin,
  diskVolume,
  state,
}: Owner & Pick<InstanceDto, 'state'>): boolean {
  // Of one that could not be made nothing was left.
  return origin === 'created' && diskVolume !== null && state !== 'failed';
}

/** Where an instance's disk is on the host, as far as it is known; null where it has none of its own. */
export function diskPath(
  { diskVolume }: Pick<InstanceDto, 'diskVolume'>,
  pools: HostDto['pools'] = [],
): string | null {
  if (diskVolume === null) return null;
  const pool = pools.find(({ name }) => name.endsWith('-disks'));
  return pool ? `${pool.path.replace(/\/+$/, '')}/${diskVolume}` : diskVolume;
}

/** Where kept disks are, to be told once their instances go: "The disk of web-1 stays", with its path. */
export function keptWords(
  instances: Pick<InstanceDto, 'name' | 'diskVolume'>[],
  pools?: HostDto['pools'],
): { title: string; detail: string } {
  const [only] = instances;
  const title =
    instances.length === 1 && only
      ? `The disk of ${only.name} stays`
      : `The disks of ${instances.length} instances stay`;
  return { title, detail: instances.map((each) => diskPath(each, pools)).join(', ') };
}
