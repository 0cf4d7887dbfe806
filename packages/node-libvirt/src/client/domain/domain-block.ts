import type { CallOptions } from '../connection-core.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from '../typed-parameters.js';
import type { CallResult } from '../../protocol/index.js';
import { DomainDevices } from './domain-devices.js';

/** The block devices of a domain, and the jobs on them. */
export class DomainBlock extends DomainDevices {
  /** What was read and written, by the disk's target or path; -1 where unknown (virDomainBlockStats). */
  async blockStats(
    path: string,
    options?: CallOptions,
  ): Promise<Record<'rd_req' | 'rd_bytes' | 'wr_req' | 'wr_bytes' | 'errs', number>> {
    const result = await this.connection.call('domainBlockStats', { dom: this.ref, path }, options);
    return {
      rd_req: Number(result.rd_req),
      rd_bytes: Number(result.rd_bytes),
      wr_req: Number(result.wr_req),
      wr_bytes: Number(result.wr_bytes),
      errs: Number(result.errs),
    };
  }

  /** The same by name, with times (virDomainBlockStatsFlags). */
  async blockStatsFlags(path: string, flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainBlockStatsFlags',
          { dom: this.ref, path, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** How big a disk is and how much of it is used, in bytes (virDomainGetBlockInfo). */
  async getBlockInfo(
    disk: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<Record<'allocation' | 'capacity' | 'physical', number>> {
    const result = await this.connection.call(
      'domainGetBlockInfo',
      { dom: this.ref, path: disk, flags },
      options,
    );
    return {
      allocation: Number(result.allocation),
      capacity: Number(result.capacity),
      physical: Number(result.physical),
    };
  }

  /** Bytes of a disk (virDomainBlockPeek). */
  async blockPeek(
    disk: string,
    offset: number | bigint,
    size: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<Buffer> {
    return (
      await this.connection.call(
        'domainBlockPeek',
        { dom: this.ref, path: disk, offset, size, flags },
        options,
      )
    ).buffer;
  }

  /** Gives a disk another size, in KiB unless the flag VIR_DOMAIN_BLOCK_RESIZE_BYTES is set (virDomainBlockResize). */
  blockResize(
    disk: string,
    size: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call('domainBlockResize', { dom: this.ref, disk, size, flags }, options);
  }

  /** Copies what is in the backing files into the disk (virDomainBlockPull). */
  blockPull(
    disk: string,
    bandwidth: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockPull',
      { dom: this.ref, path: disk, bandwidth, flags },
      options,
    );
  }

  /** Copies the backing files up to `base` into the disk, or copies the disk (virDomainBlockRebase). */
  blockRebase(
    disk: string,
    base?: string | null,
    bandwidth: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockRebase',
      { dom: this.ref, path: disk, base, bandwidth, flags },
      options,
    );
  }

  /** Writes the files from `top` down into `base` (virDomainBlockCommit). */
  blockCommit(
    disk: string,
    base?: string | null,
    top?: string | null,
    bandwidth: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockCommit',
      { dom: this.ref, disk, base, top, bandwidth, flags },
      options,
    );
  }

  /** Copies the disk to the place that the XML describes (virDomainBlockCopy). */
  blockCopy(
    disk: string,
    destXml: string,
    params: TypedParametersInput = {},
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockCopy',
      { dom: this.ref, path: disk, destxml: destXml, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** The job that runs on a disk; `found` is 0 where there is none (virDomainGetBlockJobInfo). */
  getBlockJobInfo(
    disk: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetBlockJobInfo'>> {
    return this.connection.call(
      'domainGetBlockJobInfo',
      { dom: this.ref, path: disk, flags },
      options,
    );
  }

  /** Ends the job on a disk, or pivots to its copy (virDomainBlockJobAbort). */
  blockJobAbort(disk: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainBlockJobAbort',
      { dom: this.ref, path: disk, flags },
      options,
    );
  }

  /** Limits the job on a disk, in MiB/s unless a flag says bytes (virDomainBlockJobSetSpeed). */
  blockJobSetSpeed(
    disk: string,
    bandwidth: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBlockJobSetSpeed',
      { dom: this.ref, path: disk, bandwidth, flags },
      options,
    );
  }

  /** The limits of a disk (virDomainGetBlockIoTune). */
  async getBlockIoTune(
    disk?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetBlockIoTune',
          { dom: this.ref, disk, nparams: 32, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets the limits of a disk (virDomainSetBlockIoTune). */
  setBlockIoTune(
    disk: string,
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetBlockIoTune',
      { dom: this.ref, disk, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** The disks that have failed, by target (virDomainGetDiskErrors). */
  async getDiskErrors(
    flags = 0,
    options?: CallOptions,
  ): Promise<{ disk: string; error: number }[]> {
    return (
      await this.connection.call(
        'domainGetDiskErrors',
        { dom: this.ref, maxerrors: 256, flags },
        options,
      )
    ).errors;
  }

  /** Asks for an event when a disk has been written up to there, in bytes (virDomainSetBlockThreshold). */
  setBlockThreshold(
    dev: string,
    threshold: number | bigint,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetBlockThreshold',
      { dom: this.ref, dev, threshold, flags },
      options,
    );
  }

  /** Starts a backup of the disks (virDomainBackupBegin). */
  backupBegin(
    backupXml: string,
    checkpointXml?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainBackupBegin',
      { dom: this.ref, backup_xml: backupXml, checkpoint_xml: checkpointXml, flags },
      options,
    );
  }

  /** The backup that runs (virDomainBackupGetXMLDesc). */
  async backupGetXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('domainBackupGetXMLDesc', { dom: this.ref, flags }, options))
      .xml;
  }
}
