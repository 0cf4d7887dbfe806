import type { domainCheckpointRef } from '../../protocol/types.js';
import type { Infer } from '../../xdr/index.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../connection-core.js';

/** How the protocol refers to it. */
export type DomainCheckpointRef = Infer<typeof domainCheckpointRef>;

/** A point from which a backup can tell what changed (virDomainCheckpointPtr). */
export class DomainCheckpoint {
  constructor(
    readonly connection: Connection,
    /** The reference that procedures take. */
    readonly ref: DomainCheckpointRef,
  ) {}

  /** The name (virDomainCheckpointGetName). */
  get name(): string {
    return this.ref.name;
  }

  /** The UUID of its domain. */
  get domainUuid(): string {
    return this.ref.dom.uuid;
  }

  /** The description (virDomainCheckpointGetXMLDesc). */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (
      await this.connection.call(
        'domainCheckpointGetXMLDesc',
        { checkpoint: this.ref, flags },
        options,
      )
    ).xml;
  }

  /** Removes the checkpoint (virDomainCheckpointDelete). */
  delete(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainCheckpointDelete', { checkpoint: this.ref, flags }, options);
  }

  /** The checkpoint before it (virDomainCheckpointGetParent). */
  async getParent(flags = 0, options?: CallOptions): Promise<DomainCheckpoint> {
    return new DomainCheckpoint(
      this.connection,
      (
        await this.connection.call(
          'domainCheckpointGetParent',
          { checkpoint: this.ref, flags },
          options,
        )
      ).parent,
    );
  }

  /** The checkpoints behind it (virDomainCheckpointListAllChildren). */
  async listAllChildren(flags = 0, options?: CallOptions): Promise<DomainCheckpoint[]> {
    const { checkpoints } = await this.connection.call(
      'domainCheckpointListAllChildren',
      { checkpoint: this.ref, need_results: 1, flags },
      options,
    );
    return checkpoints.map((ref) => new DomainCheckpoint(this.connection, ref));
  }
}
