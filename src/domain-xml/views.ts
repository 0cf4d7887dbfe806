import type { Protocol } from '../common/protocol.js';

/**
 * What `templates/domain/metadata.xml.hbs` is given: the part of the domain that is picostack's own. An instance's
 * record can be made again from it; what it does not have is an empty text there.
 */
export interface MetadataView {
  readonly uuid: string;
  /** Prefix of the storage pools of the server that made it: tells two servers on one libvirt apart. */
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
  /** Least size of the disk; empty where the flavour has none. */
  readonly flavourDiskGiB: number | '';
  readonly diskVolume: string;
  readonly description: string;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly ports: readonly PortView[];
}

/** What `templates/domain/instance.xml.hbs` is given. */
export interface DomainView extends MetadataView {
  readonly virtType: 'kvm' | 'qemu';
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly arch: string;
  readonly machine: string;
  /** Mode of the `<cpu>` element. */
  readonly cpuMode: 'host-passthrough' | 'maximum';
  readonly diskPath: string;
  readonly mac: string;
}

/** A port mapping as the domain's metadata carries it. */
export interface PortView {
  readonly protocol: Protocol;
  readonly guestPort: number;
  readonly hostAddress: string;
  readonly hostPort: number;
}

/** What `templates/volume/volume.xml.hbs` is given. */
export interface VolumeView {
  readonly name: string;
  readonly capacityBytes: number;
  readonly format: 'qcow2' | 'raw';
  /** Version of a qcow2 file; libvirt 9.0 makes version 2 (`0.10`) where nothing is said. */
  readonly compat?: '1.1' | undefined;
  /** File mode, in octal: `0600`. */
  readonly mode: string;
  /** Who owns the file; undefined: the user that libvirtd runs as. */
  readonly owner?: FileOwner | undefined;
  readonly backing?: { readonly path: string; readonly format: 'qcow2' } | undefined;
}

/** Numeric owner of a file or folder on the host. */
export interface FileOwner {
  readonly userId: number;
  readonly groupId: number;
}

/** What `templates/volume/pool.xml.hbs` is given. */
export interface PoolView {
  readonly name: string;
  readonly path: string;
  /** Who owns the folder: the group is QEMU's. Undefined where QEMU runs as libvirtd's own user. */
  readonly owner?: FileOwner | undefined;
}
