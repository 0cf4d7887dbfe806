import { formatBytes } from '@picostack/api-client/formats';
import { LIMITS } from '@picostack/api-client/limits';

import type { FlavourDto, InstanceDto } from '../api/types';
import { formatFlavour } from '../ui/sizes';

const GIB = 1024 ** 3;
const MAX_DISK_GIB = LIMITS.GrowInstanceDto.diskGiB.maximum;
const COMMON_SIZES_GIB = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Check whether QEMU is running, so that the current size can differ from the defined one. */
export function isOn({ state }: Pick<InstanceDto, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** Suggest a larger size for a disk, in GiB. */
export function suggestDiskGiB(diskSizeBytes: number): number {
  const larger = COMMON_SIZES_GIB.find((size) => size * GIB > diskSizeBytes);
  return larger ?? Math.min(MAX_DISK_GIB, 2 * Math.ceil(diskSizeBytes / GIB));
}

/** Return the error of a new disk size that the user typed; null if it is valid. */
export function validateDiskSize(text: string, diskSizeBytes: number): string | null {
  if (!/^\d+$/.test(text.trim())) return 'Enter a whole number of GiB.';
  const size = Number(text);
  if (size > MAX_DISK_GIB) return `Enter at most ${MAX_DISK_GIB} GiB.`;
  if (size * GIB <= diskSizeBytes) {
    return `Enter more than the current ${formatBytes(diskSizeBytes)}. A disk cannot shrink.`;
  }
  return null;
}

type Sized = Pick<InstanceDto, 'state' | 'memoryMiB' | 'vcpus' | 'diskSizeBytes' | 'flavour'>;

/** Return why an instance cannot change to a flavour; null if it can. */
export function validateFlavour(instance: Sized, flavour: FlavourDto): string | null {
  const isSame =
    instance.flavour?.id === flavour.id &&
    instance.memoryMiB === flavour.memoryMiB &&
    instance.vcpus === flavour.vcpus;
  if (isSame) return 'The instance already has this flavour.';
  const diskBytes = (flavour.diskGiB ?? Infinity) * GIB;
  if (diskBytes < instance.diskSizeBytes) {
    return `The current disk (${formatBytes(instance.diskSizeBytes)}) is larger than the disk of this flavour, and a disk cannot shrink.`;
  }
  return null;
}

/** Suggest the next larger flavour that is possible, or else any that is. The flavours are sorted by size. */
export function suggestFlavour(instance: Sized, sorted: FlavourDto[]): FlavourDto | undefined {
  const possible = sorted.filter((flavour) => validateFlavour(instance, flavour) === null);
  const larger = possible.find(({ memoryMiB }) => memoryMiB > instance.memoryMiB);
  return larger ?? possible[0] ?? sorted[0];
}

/** Describe what changes immediately, and what changes at the next start. */
export function describeResize(instance: Sized, flavour: FlavourDto): string {
  const size = formatFlavour(flavour);
  const when = isOn(instance)
    ? `The running guest gets as much of ${size} as QEMU can change now. The rest is pending until the next start.`
    : `The instance has ${size} from its next start.`;
  const grows = flavour.diskGiB !== null && flavour.diskGiB * GIB > instance.diskSizeBytes;
  return grows ? `${when} The disk grows to ${flavour.diskGiB} GiB immediately.` : when;
}

/** "1 vCPU · 512 MiB after the next start"; null if no change is pending. */
export function describePending({ pendingSize }: Pick<InstanceDto, 'pendingSize'>): string | null {
  return pendingSize && `${formatFlavour(pendingSize)} after the next start`;
}
