import type { CallOptions } from '../connection-core.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from '../typed-parameters.js';
import { DomainBlock } from './domain-block.js';

/** Memory, and limits of what a domain may use. */
export class DomainMemory extends DomainBlock {
  /** What the balloon driver reports, by virDomainMemoryStatTags, in KiB (virDomainMemoryStats). */
  async memoryStats(flags = 0, options?: CallOptions): Promise<Map<number, number>> {
    const args = { dom: this.ref, maxStats: MAX_MEMORY_STATS, flags };
    const { stats } = await this.connection.call('domainMemoryStats', args, options);
    return new Map(stats.map(({ tag, val }) => [tag, Number(val)]));
  }

  /** The most memory that it may have, in KiB (virDomainGetMaxMemory). */
  async getMaxMemory(options?: CallOptions): Promise<number> {
    return Number(
      (await this.connection.call('domainGetMaxMemory', { dom: this.ref }, options)).memory,
    );
  }

  /** Sets the most memory that it may have, in KiB (virDomainSetMaxMemory). */
  setMaxMemory(memoryKiB: number | bigint, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetMaxMemory',
      { dom: this.ref, memory: memoryKiB },
      options,
    );
  }

  /** Sets its memory, in KiB (virDomainSetMemory). */
  setMemory(memoryKiB: number | bigint, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSetMemory', { dom: this.ref, memory: memoryKiB }, options);
  }

  /** Sets its memory, in KiB (virDomainSetMemoryFlags); flags are virDomainMemoryModFlags. */
  setMemoryFlags(memoryKiB: number | bigint, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetMemoryFlags',
      { dom: this.ref, memory: memoryKiB, flags },
      options,
    );
  }

  /** How often the balloon driver reports, in seconds; 0: never (virDomainSetMemoryStatsPeriod). */
  setMemoryStatsPeriod(periodSeconds: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetMemoryStatsPeriod',
      { dom: this.ref, period: periodSeconds, flags },
      options,
    );
  }

  /** Limits of the memory (virDomainGetMemoryParameters). */
  async getMemoryParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetMemoryParameters',
          { dom: this.ref, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets limits of the memory (virDomainSetMemoryParameters). */
  setMemoryParameters(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetMemoryParameters',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** On which NUMA nodes it runs (virDomainGetNumaParameters). */
  async getNumaParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetNumaParameters',
          { dom: this.ref, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets on which NUMA nodes it runs (virDomainSetNumaParameters). */
  setNumaParameters(params: TypedParametersInput, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetNumaParameters',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Weights and limits of all its block devices (virDomainGetBlkioParameters). */
  async getBlkioParameters(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetBlkioParameters',
          { dom: this.ref, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets weights and limits of all its block devices (virDomainSetBlkioParameters). */
  setBlkioParameters(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetBlkioParameters',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** Limits of a network interface (virDomainGetInterfaceParameters). */
  async getInterfaceParameters(
    device: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetInterfaceParameters',
          { dom: this.ref, device, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets limits of a network interface (virDomainSetInterfaceParameters). */
  setInterfaceParameters(
    device: string,
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetInterfaceParameters',
      { dom: this.ref, device, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** What an interface received and sent; -1 where unknown (virDomainInterfaceStats). */
  async interfaceStats(
    device: string,
    options?: CallOptions,
  ): Promise<
    Record<
      | 'rx_bytes'
      | 'rx_packets'
      | 'rx_errs'
      | 'rx_drop'
      | 'tx_bytes'
      | 'tx_packets'
      | 'tx_errs'
      | 'tx_drop',
      number
    >
  > {
    const result = await this.connection.call(
      'domainInterfaceStats',
      { dom: this.ref, device },
      options,
    );
    return {
      rx_bytes: Number(result.rx_bytes),
      rx_packets: Number(result.rx_packets),
      rx_errs: Number(result.rx_errs),
      rx_drop: Number(result.rx_drop),
      tx_bytes: Number(result.tx_bytes),
      tx_packets: Number(result.tx_packets),
      tx_errs: Number(result.tx_errs),
      tx_drop: Number(result.tx_drop),
    };
  }

  /** Bytes of its memory (virDomainMemoryPeek). */
  async memoryPeek(
    start: number | bigint,
    size: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<Buffer> {
    return (
      await this.connection.call(
        'domainMemoryPeek',
        { dom: this.ref, offset: start, size, flags },
        options,
      )
    ).buffer;
  }

  /** Which performance events are counted (virDomainGetPerfEvents). */
  async getPerfEvents(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (await this.connection.call('domainGetPerfEvents', { dom: this.ref, flags }, options)).params,
    );
  }

  /** Chooses which performance events are counted (virDomainSetPerfEvents). */
  setPerfEvents(params: TypedParametersInput, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetPerfEvents',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }
}

const MAX_MEMORY_STATS = 64;
