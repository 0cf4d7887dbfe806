import type { CallOptions } from '../connection-core.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from '../typed-parameters.js';
import type { CallResult } from '../../protocol/index.js';
import { VIR_MIGRATE_PEER2PEER } from '../../constants.gen.js';
import { DomainCPU } from './domain-cpu.js';

/** Saving, dumping and migrating: what takes long. */
export class DomainJob extends DomainCPU {
  /**
   * Moves the domain to another host, with libvirt's daemons talking to each other
   * (virDomainMigrateToURI3); flags must hold VIR_MIGRATE_PEER2PEER.
   */
  async migrateToURI3(
    dconnuri: string | null,
    params: TypedParametersInput = {},
    flags: number = VIR_MIGRATE_PEER2PEER,
    options?: CallOptions,
  ): Promise<void> {
    const args = {
      dom: this.ref,
      dconnuri,
      params: toTypedParameters(params),
      cookie_in: new Uint8Array(),
      flags,
    };
    await this.connection.call('domainMigratePerform3Params', args, options);
  }

  /** Stops the domain and keeps its memory in a file of the host (virDomainSave). */
  save(to: string, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSave', { dom: this.ref, to }, options);
  }

  /** The same, with other XML for its return (virDomainSaveFlags). */
  saveFlags(to: string, xml?: string | null, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSaveFlags',
      { dom: this.ref, to, dxml: xml, flags },
      options,
    );
  }

  /** The same, with parameters (virDomainSaveParams). */
  saveParams(params: TypedParametersInput, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSaveParams',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Stops the domain and keeps its memory until it is started again (virDomainManagedSave). */
  managedSave(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainManagedSave', { dom: this.ref, flags }, options);
  }

  /** Whether its memory is kept (virDomainHasManagedSaveImage). */
  async hasManagedSaveImage(flags = 0, options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('domainHasManagedSaveImage', { dom: this.ref, flags }, options))
        .result !== 0
    );
  }

  /** Throws the kept memory away (virDomainManagedSaveRemove). */
  managedSaveRemove(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainManagedSaveRemove', { dom: this.ref, flags }, options);
  }

  /** The description that was kept with the memory (virDomainManagedSaveGetXMLDesc). */
  async managedSaveGetXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (
      await this.connection.call('domainManagedSaveGetXMLDesc', { dom: this.ref, flags }, options)
    ).xml;
  }

  /** Changes the description that was kept (virDomainManagedSaveDefineXML). */
  managedSaveDefineXML(xml: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainManagedSaveDefineXML',
      { dom: this.ref, dxml: xml, flags },
      options,
    );
  }

  /** Writes its memory into a file of the host (virDomainCoreDump). */
  coreDump(to: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainCoreDump', { dom: this.ref, to, flags }, options);
  }

  /** The same, in a format of virDomainCoreDumpFormat (virDomainCoreDumpWithFormat). */
  coreDumpWithFormat(to: string, format: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainCoreDumpWithFormat',
      { dom: this.ref, to, dumpformat: format, flags },
      options,
    );
  }

  /** The job that runs, such as a migration (virDomainGetJobInfo). */
  getJobInfo(options?: CallOptions): Promise<CallResult<'domainGetJobInfo'>> {
    return this.connection.call('domainGetJobInfo', { dom: this.ref }, options);
  }

  /** The job that runs or has run, with all that is known of it (virDomainGetJobStats). */
  getJobStats(flags = 0, options?: CallOptions): Promise<CallResult<'domainGetJobStats'>> {
    return this.connection.call('domainGetJobStats', { dom: this.ref, flags }, options);
  }

  /** Ends the job that runs (virDomainAbortJob). */
  abortJob(options?: CallOptions): Promise<void> {
    return this.connection.call('domainAbortJob', { dom: this.ref }, options);
  }

  /** Ends the job that runs (virDomainAbortJobFlags). */
  abortJobFlags(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainAbortJobFlags', { dom: this.ref, flags }, options);
  }

  /** How long a migration may stop the guest at its end, in ms (virDomainMigrateSetMaxDowntime). */
  migrateSetMaxDowntime(
    downtimeMs: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainMigrateSetMaxDowntime',
      { dom: this.ref, downtime: downtimeMs, flags },
      options,
    );
  }

  /** How long a migration may stop the guest, in ms (virDomainMigrateGetMaxDowntime). */
  async migrateGetMaxDowntime(flags = 0, options?: CallOptions): Promise<number> {
    return Number(
      (await this.connection.call('domainMigrateGetMaxDowntime', { dom: this.ref, flags }, options))
        .downtime,
    );
  }

  /** How fast a migration may copy, in MiB/s (virDomainMigrateSetMaxSpeed). */
  migrateSetMaxSpeed(
    bandwidthMiBps: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainMigrateSetMaxSpeed',
      { dom: this.ref, bandwidth: bandwidthMiBps, flags },
      options,
    );
  }

  /** How fast a migration may copy, in MiB/s (virDomainMigrateGetMaxSpeed). */
  async migrateGetMaxSpeed(flags = 0, options?: CallOptions): Promise<number> {
    return Number(
      (await this.connection.call('domainMigrateGetMaxSpeed', { dom: this.ref, flags }, options))
        .bandwidth,
    );
  }

  /** Sets the cache for compressing a migration, in bytes (virDomainMigrateSetCompressionCache). */
  migrateSetCompressionCache(
    cacheBytes: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainMigrateSetCompressionCache',
      { dom: this.ref, cacheSize: cacheBytes, flags },
      options,
    );
  }

  /** The cache for compressing a migration, in bytes (virDomainMigrateGetCompressionCache). */
  async migrateGetCompressionCache(flags = 0, options?: CallOptions): Promise<number> {
    return Number(
      (
        await this.connection.call(
          'domainMigrateGetCompressionCache',
          { dom: this.ref, flags },
          options,
        )
      ).cacheSize,
    );
  }

  /** Lets the guest run on the other host before all is copied (virDomainMigrateStartPostCopy). */
  migrateStartPostCopy(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainMigrateStartPostCopy', { dom: this.ref, flags }, options);
  }

  /** What protects its memory from the host (virDomainGetLaunchSecurityInfo). */
  async getLaunchSecurityInfo(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (await this.connection.call('domainGetLaunchSecurityInfo', { dom: this.ref, flags }, options))
        .params,
    );
  }

  /** Gives a protected domain its secret (virDomainSetLaunchSecurityState). */
  setLaunchSecurityState(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetLaunchSecurityState',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }
}
