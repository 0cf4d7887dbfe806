/** What `src/libvirt/report.ts` reads from libvirt for `picostk doctor`, as JSON between the two processes. */
export type LibvirtReport = LibvirtContents | LibvirtFailure;

/** Why libvirt could not be read. */
export interface LibvirtFailure {
  readonly uri: string;
  readonly failed: {
    /** The code of the system (`ENOENT`, `EACCES`), or the name of the error. */
    readonly code: string;
    readonly message: string;
  };
}

/** The contents of a libvirt daemon, as far as a check needs them. */
export interface LibvirtContents {
  readonly uri: string;
  readonly failed: null;
  readonly libvirtVersion: string;
  readonly qemuVersion: string;
  readonly arch: string;
  /** The domain types that libvirt offers for the architecture of the host: `qemu`, `kvm`. */
  readonly domainTypes: readonly string[];
  /** The user and group of QEMU's processes; null if libvirt does not change owners. */
  readonly qemuUser: { readonly userId: number; readonly groupId: number } | null;
  readonly memoryMiB: number;
  readonly pools: readonly PoolReport[];
  readonly networks: readonly NetworkReport[];
  readonly domains: readonly DomainReport[];
  /** The kinds of displays that QEMU supports; null if libvirt does not report them. */
  readonly displays: readonly string[] | null;
}

export interface PoolReport {
  readonly name: string;
  readonly isActive: boolean;
  readonly startsAtBoot: boolean;
  readonly path: string;
  readonly capacityBytes: number;
  readonly availableBytes: number;
}

export interface NetworkReport {
  readonly name: string;
  readonly isActive: boolean;
  readonly startsAtBoot: boolean;
  readonly hasDhcp: boolean;
  /** `nat`, `route`, `bridge`..., or "isolated". */
  readonly forwarding: string;
}

export interface DomainReport {
  readonly name: string;
  readonly isActive: boolean;
  readonly memoryMiB: number;
  readonly networks: readonly string[];
  /** Files of its UEFI firmware. */
  readonly firmware: readonly string[];
  readonly hasEmulatedTpm: boolean;
  readonly displays: readonly string[];
}
