import type { InstanceDto } from '../api/types';

type Subject = Pick<InstanceDto, 'name' | 'startedAt'>;

/**
 * Return the text that the user must type before disks are deleted; null if no guest was ever started, because then the
 * disks have only the content of their images.
 */
export function confirmationText(instances: readonly Subject[]): string | null {
  if (instances.every(({ startedAt }) => startedAt === null)) return null;
  const [only] = instances;
  return instances.length === 1 && only ? only.name : `delete ${instances.length}`;
}
