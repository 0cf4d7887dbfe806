import { readFileSync } from 'node:fs';
import { readCapabilities } from '../domain-xml/read.js';

/** How guests run on this host, and why. */
export interface VirtType {
  readonly type: 'kvm' | 'qemu';
  readonly reason: string;
}

/** The input of {@link chooseVirtType}. */
export interface VirtFacts {
  readonly wanted: 'auto' | 'kvm' | 'qemu';
  /** The host's capabilities XML (virConnectGetCapabilities). */
  readonly capabilitiesXml: string;
  /** The flags of the host's CPU; undefined if they cannot be read (a remote host). */
  readonly cpuFlags: ReadonlySet<string> | undefined;
}

/**
 * `auto` chooses KVM only if libvirt offers it and, on x86, the CPU has vmx or svm: a `/dev/kvm` that opens does not prove
 * that a guest boots.
 */
export function chooseVirtType({ wanted, capabilitiesXml, cpuFlags }: VirtFacts): VirtType {
  if (wanted !== 'auto') return { type: wanted, reason: 'set by PICOSTACK_VIRT_TYPE' };
  const { arch, guests } = readCapabilities(capabilitiesXml);
  const offered = guests.some((guest) => guest.arch === arch && guest.domainTypes.includes('kvm'));
  if (!offered) {
    return { type: 'qemu', reason: 'libvirt offers no KVM on this host (is /dev/kvm there?)' };
  }
  const isX86 = arch === 'x86_64' || arch === 'i686';
  if (isX86 && cpuFlags && !cpuFlags.has('vmx') && !cpuFlags.has('svm')) {
    return {
      type: 'qemu',
      reason:
        'the CPU has neither vmx nor svm: enable virtualization in the firmware, or nested virtualization on the parent host',
    };
  }
  return { type: 'kvm', reason: 'libvirt offers KVM and the CPU supports it' };
}

/** Return the CPU flags of this machine; undefined if /proc does not have them. */
export function localCpuFlags(): ReadonlySet<string> | undefined {
  try {
    const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(
      readFileSync('/proc/cpuinfo', 'utf8'),
    )?.[1];
    return flags ? new Set(flags.split(/\s+/)) : undefined;
  } catch {
    return undefined;
  }
}

/** Return the machine type for guests of an architecture. */
export function machineOf(arch: string): string {
  return arch === 'x86_64' ? 'q35' : 'virt';
}
