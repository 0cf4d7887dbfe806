import { readFileSync } from 'node:fs';
import { readCapabilities } from '../domain-xml/read.js';

/** How guests run on this host, and why. */
export interface VirtType {
  readonly type: 'kvm' | 'qemu';
  readonly reason: string;
}

/** What {@link chooseVirtType} decides from. */
export interface VirtFacts {
  readonly wanted: 'auto' | 'kvm' | 'qemu';
  /** The host's capabilities XML (virConnectGetCapabilities). */
  readonly capabilitiesXml: string;
  /** Flags of the host's CPU; undefined where they cannot be read (a remote host). */
  readonly cpuFlags: ReadonlySet<string> | undefined;
}

/**
 * `auto` takes KVM only where libvirt offers it and, on x86, the CPU has vmx or svm:
 * a `/dev/kvm` that opens is no proof that a guest boots.
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
        'the CPU shows neither vmx nor svm: turn virtualisation on in the firmware, or nesting on in the host above',
    };
  }
  return { type: 'kvm', reason: 'libvirt offers KVM and the CPU supports it' };
}

/** The CPU flags of the machine that this process runs on; undefined where /proc does not tell. */
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

/** The machine type that guests of an architecture get. */
export function machineOf(arch: string): string {
  return arch === 'x86_64' ? 'q35' : 'virt';
}
