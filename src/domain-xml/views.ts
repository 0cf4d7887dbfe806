import type { Protocol } from '../common/protocol.js';

/** What `templates/domain/instance.xml.hbs` is given. */
export interface DomainView {
  readonly virtType: 'kvm' | 'qemu';
  readonly uuid: string;
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly arch: string;
  readonly machine: string;
  /** Mode of the `<cpu>` element. */
  readonly cpuMode: 'host-passthrough' | 'maximum';
  readonly diskPath: string;
  readonly mac: string;
  readonly imageId: string;
  readonly imageName: string;
  readonly flavourName: string;
  readonly ports: readonly PortView[];
}

/** A port mapping as the domain's metadata carries it. */
export interface PortView {
  readonly protocol: Protocol;
  readonly guestPort: number;
  readonly hostAddress: string;
  readonly hostPort: number;
}

/** What `templates/domain/metadata.xml.hbs` is given: the part of the domain that is picostack's own. */
export type MetadataView = Pick<
  DomainView,
  'uuid' | 'imageId' | 'imageName' | 'flavourName' | 'ports'
>;

/** What `templates/volume/volume.xml.hbs` is given. */
export interface VolumeView {
  readonly name: string;
  readonly capacityBytes: number;
  readonly format: 'qcow2' | 'raw';
  /** File mode, in octal: `0600`. */
  readonly mode: string;
  readonly backing?: { readonly path: string; readonly format: 'qcow2' } | undefined;
}

/** What `templates/volume/pool.xml.hbs` is given. */
export interface PoolView {
  readonly name: string;
  readonly path: string;
}
