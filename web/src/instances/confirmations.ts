import type { InstanceDto } from '../api/types';

type Subject = Pick<InstanceDto, 'name' | 'startedAt'>;

/**
 * What a person must type before disks are lost; null where nothing on them is the guest's own. A disk holds more
 * than its image as soon as the guest was started once.
 */
export function wordToType(instances: readonly Subject[]): string | null {
  if (instances.every(({ startedAt }) => startedAt === null)) return null;
  const [only] = instances;
  return instances.length === 1 && only ? only.name : `delete ${instances.length}`;
}
