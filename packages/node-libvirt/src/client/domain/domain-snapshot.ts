import type { domainSnapshotRef } from '../../protocol/types.js';
import type { Infer } from '../../xdr/index.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../connection-core.js';

/** How the protocol refers to it. */
export type DomainSnapshotRef = Infer<typeof domainSnapshotRef>;

/** A kept state of a domain (virDomainSnapshotPtr). */
export class DomainSnapshot {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: DomainSnapshotRef,
  ) {}

  /** The name (virDomainSnapshotGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID of its domain. */
  get domainUuid(): string {
    return this.ref.dom.uuid;
  }

  /** The description (virDomainSnapshotGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (
      await this.connection.call('domainSnapshotGetXMLDesc', { snap: this.ref, flags }, options)
    ).xml;
  }

  /** Puts the domain back into this state (virDomainRevertToSnapshot). */
  revert(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainRevertToSnapshot', { snap: this.ref, flags }, options);
  }

  /** Removes the snapshot (virDomainSnapshotDelete). */
  delete(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSnapshotDelete', { snap: this.ref, flags }, options);
  }

  /** The snapshot that it was taken on (virDomainSnapshotGetParent). */
  async getParent(flags = 0, options?: CallOptions): Promise<DomainSnapshot> {
    return new DomainSnapshot(
      this.connection,
      (await this.connection.call('domainSnapshotGetParent', { snap: this.ref, flags }, options))
        .snap,
    );
  }

  /** How many snapshots were taken on it (virDomainSnapshotNumChildren). */
  async numChildren(flags = 0, options?: CallOptions): Promise<number> {
    return (
      await this.connection.call('domainSnapshotNumChildren', { snap: this.ref, flags }, options)
    ).num;
  }

  /** Whether the domain stands on it (virDomainSnapshotIsCurrent). */
  async isCurrent(flags = 0, options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('domainSnapshotIsCurrent', { snap: this.ref, flags }, options))
        .current !== 0
    );
  }

  /** Whether libvirt keeps its description (virDomainSnapshotHasMetadata). */
  async hasMetadata(flags = 0, options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('domainSnapshotHasMetadata', { snap: this.ref, flags }, options))
        .metadata !== 0
    );
  }

  /** The snapshots that were taken on it (virDomainSnapshotListAllChildren). */
  async listAllChildren(flags = 0, options?: CallOptions): Promise<DomainSnapshot[]> {
    const args = { snapshot: this.ref, need_results: 1, flags };
    const { snapshots } = await this.connection.call(
      'domainSnapshotListAllChildren',
      args,
      options,
    );
    return snapshots.map((ref) => new DomainSnapshot(this.connection, ref));
  }
}
