import type { FlavourDto, InstanceDto } from '../api/types';
import { formatBytes, formatFlavour } from '../ui/sizes';

const GIB = 1024 ** 3;
/** The most that the server takes, in GiB. */
export const MAX_DISK_GIB = 64 * 1024;
const USUAL_DISKS_GIB = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** The states in which a guest has a size of its own beside the one it is defined with. */
export function isOn({ state }: Pick<InstanceDto, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** The next usual size above what a disk has, in GiB. */
export function suggestDiskGiB(diskSizeBytes: number): number {
  const usual = USUAL_DISKS_GIB.find((size) => size * GIB > diskSizeBytes);
  return usual ?? Math.min(MAX_DISK_GIB, 2 * Math.ceil(diskSizeBytes / GIB));
}

/** What is wrong with a new size of a disk, in words; null when it is right. */
export function diskSizeProblem(text: string, diskSizeBytes: number): string | null {
  if (!/^\d+$/.test(text.trim())) return 'Give a whole number of GiB.';
  const size = Number(text);
  if (size > MAX_DISK_GIB) return `At most ${MAX_DISK_GIB} GiB.`;
  if (size * GIB <= diskSizeBytes) {
    return `More than the ${formatBytes(diskSizeBytes)} that it has: a disk never shrinks.`;
  }
  return null;
}

type Sized = Pick<InstanceDto, 'state' | 'memoryMiB' | 'vcpus' | 'diskSizeBytes' | 'flavour'>;

/** Why a flavour cannot be taken, in words; null when it can. */
export function flavourProblem(instance: Sized, flavour: FlavourDto): string | null {
  const isSame =
    instance.flavour?.id === flavour.id &&
    instance.memoryMiB === flavour.memoryMiB &&
    instance.vcpus === flavour.vcpus;
  if (isSame) return 'It has this flavour already.';
  const diskBytes = (flavour.diskGiB ?? Infinity) * GIB;
  if (diskBytes < instance.diskSizeBytes) {
    return `Its disk of ${formatBytes(instance.diskSizeBytes)} is larger than this flavour's, and a disk never shrinks.`;
  }
  return null;
}

/** The next larger flavour that can be taken, else any that can; of flavours from small to large. */
export function suggestFlavour(instance: Sized, sorted: FlavourDto[]): FlavourDto | undefined {
  const possible = sorted.filter((flavour) => flavourProblem(instance, flavour) === null);
  const larger = possible.find(({ memoryMiB }) => memoryMiB > instance.memoryMiB);
  return larger ?? possible[0] ?? sorted[0];
}

/** What another flavour does at once, and what at the next start. */
export function describeResize(instance: Sized, flavour: FlavourDto): string {
  const size = formatFlavour(flavour);
  const when = isOn(instance)
    ? `The guest gets at once what QEMU can give it while it runs. The rest of ${size} comes at its next start, and is shown as pending until then.`
    : `It has ${size} from its next start.`;
  const grows = flavour.diskGiB !== null && flavour.diskGiB * GIB > instance.diskSizeBytes;
  return grows ? `${when} Its disk grows to ${flavour.diskGiB} GiB at once.` : when;
}

/** "1 vCPU · 512 MiB from its next start"; null while nothing is pending. */
export function describePending({ pendingSize }: Pick<InstanceDto, 'pendingSize'>): string | null {
  return pendingSize && `${formatFlavour(pendingSize)} from its next start`;
}
