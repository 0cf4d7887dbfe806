import type { DomainSize } from '../../domain-xml/domain-size.js';

export const KIB_PER_MIB = 1024;

/** Memory and CPUs of an instance. */
export interface InstanceSize {
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/**
 * The size to define a domain with. If an operator defined a maximum above the present size, so that the guest can get
 * more while it is running, that maximum stays. Otherwise the maximum is the new size.
 */
export function domainSizeFor(former: DomainSize, { memoryMiB, vcpus }: InstanceSize): DomainSize {
  const memoryKiB = memoryMiB * KIB_PER_MIB;
  const maxMemoryKiB = former.maxMemoryKiB > former.memoryKiB ? former.maxMemoryKiB : 0;
  const maxVcpus = former.maxVcpus > former.vcpus ? former.maxVcpus : 0;
  return {
    memoryKiB,
    maxMemoryKiB: Math.max(memoryKiB, maxMemoryKiB),
    vcpus,
    maxVcpus: Math.max(vcpus, maxVcpus),
  };
}

/** The size that a running guest gets at its next start; null if it has that size already. */
export function pendingSize(
  defined: DomainSize,
  present: { readonly memoryKiB: number; readonly nrVirtCpu: number },
): InstanceSize | null {
  const memoryMiB = Math.round(defined.memoryKiB / KIB_PER_MIB);
  const isSame =
    memoryMiB === Math.round(present.memoryKiB / KIB_PER_MIB) &&
    defined.vcpus === present.nrVirtCpu;
  return isSame ? null : { memoryMiB, vcpus: defined.vcpus };
}
