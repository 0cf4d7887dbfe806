import type { Protocol } from '../common/protocol.js';

/**
 * The view of `templates/domain/metadata.xml.hbs`: picostack's part of the domain, from which the record of an instance can
 * be recreated. A missing value is an empty text.
 */
export interface MetadataView {
  readonly uuid: string;
  /** The prefix of the server's storage pools: distinguishes two servers on one libvirt. */
  readonly poolPrefix: string;
  readonly origin: 'created' | 'adopted';
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly isProtected: boolean;
  readonly imageId: string;
  readonly imageName: string;
  readonly flavourName: string;
  readonly flavourMemoryMiB: number;
  readonly flavourVcpus: number;
  /** The minimum size of the disk; empty if the flavour has none. */
  readonly flavourDiskGiB: number | '';
  readonly diskVolume: string;
  readonly description: string;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly ports: readonly PortView[];
}

/** The view of `templates/domain/instance.xml.hbs`. */
export interface DomainView extends MetadataView {
  readonly virtType: 'kvm' | 'qemu';
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly arch: string;
  readonly machine: string;
  /** Whether the firmware is UEFI; otherwise BIOS. */
  readonly isUefi: boolean;
  /** Whether the clock and the features are those that Windows expects. */
  readonly isWindows: boolean;
  /** Whether to offer the interfaces of Hyper-V, which only KVM has. */
  readonly hasHyperV: boolean;
  readonly diskBus: 'virtio' | 'sata' | 'ide';
  /** The name of the disk: `vda`. */
  readonly diskTarget: string;
  readonly nicModel: 'virtio' | 'e1000e' | 'e1000';
  /** The mode of the `<cpu>` element. */
  readonly cpuMode: 'host-passthrough' | 'maximum';
  readonly diskPath: string;
  readonly mac: string;
  /**
   * A random password of the screen, which has ended before it is used: the server sets another one for each connection. Empty if
   * the server may open a socket that QEMU creates, which nobody else may.
   */
  readonly vncPassword: string;
}

/** A port mapping in the domain's metadata. */
export interface PortView {
  readonly protocol: Protocol;
  readonly guestPort: number;
  readonly hostAddress: string;
  readonly hostPort: number;
}

/** The view of `templates/volume/volume.xml.hbs`. */
export interface VolumeView {
  readonly name: string;
  readonly capacityBytes: number;
  readonly format: 'qcow2' | 'raw';
  /** The version of a qcow2 file; libvirt 9.0 creates version 2 (`0.10`) by default. */
  readonly compat?: '1.1' | undefined;
  /** The file mode in octal: `0600`. */
  readonly mode: string;
  /** The owner of the file; undefined: the user of libvirtd. */
  readonly owner?: FileOwner | undefined;
  readonly backing?: { readonly path: string; readonly format: 'qcow2' } | undefined;
}

/** The numeric owner of a file or folder on the host. */
export interface FileOwner {
  readonly userId: number;
  readonly groupId: number;
}

/** The view of `templates/volume/pool.xml.hbs`. */
export interface PoolView {
  readonly name: string;
  readonly path: string;
  /** The owner of the folder: the group is QEMU's. Undefined if QEMU runs as libvirtd's own user. */
  readonly owner?: FileOwner | undefined;
}
