import type { Connection } from '../connection.js';
import type { CallOptions } from '../connection-core.js';
import { toTypedParameters, type TypedParametersInput } from '../typed-parameters.js';
import { DomainCheckpoint } from './domain-checkpoint.js';
import { DomainGuest } from './domain-guest.js';
import { DomainSnapshot } from './domain-snapshot.js';
import { ManagedMigration } from './managed-migration.js';

/** A virtual machine (virDomainPtr). */
export class Domain extends DomainGuest {
  /**
   * Moves the domain to the host of another connection, led by this client (virDomainMigrate3);
   * params are VIR_MIGRATE_PARAM_*, flags virDomainMigrateFlags without VIR_MIGRATE_PEER2PEER. An
   * abort cancels it: the guest goes on where it is. Else it takes as long as it takes.
   */
  async migrate3(
    target: Connection,
    params: TypedParametersInput = {},
    flags = 0,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Domain> {
    const migration = new ManagedMigration(this, target, toTypedParameters(params), flags, signal);
    return new Domain(target, await migration.run());
  }

  /** Takes a snapshot (virDomainSnapshotCreateXML). */
  async snapshotCreateXML(xml: string, flags = 0, options?: CallOptions): Promise<DomainSnapshot> {
    return new DomainSnapshot(
      this.connection,
      (
        await this.connection.call(
          'domainSnapshotCreateXML',
          { dom: this.ref, xml_desc: xml, flags },
          options,
        )
      ).snap,
    );
  }

  /** Every snapshot (virDomainListAllSnapshots). */
  async listAllSnapshots(flags = 0, options?: CallOptions): Promise<DomainSnapshot[]> {
    const { snapshots } = await this.connection.call(
      'domainListAllSnapshots',
      { dom: this.ref, need_results: 1, flags },
      options,
    );
    return snapshots.map((ref) => new DomainSnapshot(this.connection, ref));
  }

  /** The snapshot of that name (virDomainSnapshotLookupByName). */
  async snapshotLookupByName(
    name: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainSnapshot> {
    return new DomainSnapshot(
      this.connection,
      (
        await this.connection.call(
          'domainSnapshotLookupByName',
          { dom: this.ref, name, flags },
          options,
        )
      ).snap,
    );
  }

  /** How many snapshots there are (virDomainSnapshotNum). */
  async snapshotNum(flags = 0, options?: CallOptions): Promise<number> {
    return (await this.connection.call('domainSnapshotNum', { dom: this.ref, flags }, options)).num;
  }

  /** Whether it stands on a snapshot (virDomainHasCurrentSnapshot). */
  async hasCurrentSnapshot(flags = 0, options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('domainHasCurrentSnapshot', { dom: this.ref, flags }, options))
        .result !== 0
    );
  }

  /** The snapshot that it stands on (virDomainSnapshotCurrent). */
  async snapshotCurrent(flags = 0, options?: CallOptions): Promise<DomainSnapshot> {
    return new DomainSnapshot(
      this.connection,
      (await this.connection.call('domainSnapshotCurrent', { dom: this.ref, flags }, options)).snap,
    );
  }

  /** Makes a point from which backups can tell what changed (virDomainCheckpointCreateXML). */
  async checkpointCreateXML(
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainCheckpoint> {
    return new DomainCheckpoint(
      this.connection,
      (
        await this.connection.call(
          'domainCheckpointCreateXML',
          { dom: this.ref, xml_desc: xml, flags },
          options,
        )
      ).checkpoint,
    );
  }

  /** Every checkpoint (virDomainListAllCheckpoints). */
  async listAllCheckpoints(flags = 0, options?: CallOptions): Promise<DomainCheckpoint[]> {
    const { checkpoints } = await this.connection.call(
      'domainListAllCheckpoints',
      { dom: this.ref, need_results: 1, flags },
      options,
    );
    return checkpoints.map((ref) => new DomainCheckpoint(this.connection, ref));
  }

  /** The checkpoint of that name (virDomainCheckpointLookupByName). */
  async checkpointLookupByName(
    name: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainCheckpoint> {
    return new DomainCheckpoint(
      this.connection,
      (
        await this.connection.call(
          'domainCheckpointLookupByName',
          { dom: this.ref, name, flags },
          options,
        )
      ).checkpoint,
    );
  }
}
