import type { DomainSize } from '../../domain-xml/domain-size.js';

export const KIB_PER_MIB = 1024;

/** Memory and processors of an instance. */
export interface InstanceSize {
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/**
 * The size that a domain is to be defined with. Where an operator left room above what the guest has, so that it can
 * be given more while it runs, the room stays; else the most that it may have is what it has.
 */
export function sizeWith(former: DomainSize, { memoryMiB, vcpus }: InstanceSize): DomainSize {
  const memoryKiB = memoryMiB * KIB_PER_MIB;
  const memoryRoom = former.maxMemoryKiB > former.memoryKiB ? former.maxMemoryKiB : 0;
  const vcpuRoom = former.maxVcpus > former.vcpus ? former.maxVcpus : 0;
  return {
    memoryKiB,
    maxMemoryKiB: Math.max(memoryKiB, memoryRoom),
    vcpus,
    maxVcpus: Math.max(vcpus, vcpuRoom),
  };
}

/** What the next start gives a guest that runs, where that differs from what it has now. */
export function pendingSize(
  defined: DomainSize,
  now: { readonly memoryKiB: number; readonly nrVirtCpu: number },
): InstanceSize | null {
  const memoryMiB = Math.round(defined.memoryKiB / KIB_PER_MIB);
  const hasIt =
    memoryMiB === Math.round(now.memoryKiB / KIB_PER_MIB) && defined.vcpus === now.nrVirtCpu;
  return hasIt ? null : { memoryMiB, vcpus: defined.vcpus };
}
