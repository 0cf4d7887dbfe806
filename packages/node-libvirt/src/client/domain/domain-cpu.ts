import type { CallOptions } from '../connection-core.js';
import {
  fromTypedParameters,
  toTypedParameters,
  type TypedParameters,
  type TypedParametersInput,
} from '../typed-parameters.js';
import type { CallResult } from '../../protocol/index.js';
import { DomainMemory } from './domain-memory.js';

/** The virtual CPUs and the time that they get. */
export class DomainCPU extends DomainMemory {
  /**
   * CPU time in nanoseconds: of all CPUs together with `startCpu` -1, else of `cpus` CPUs of the
   * host, one entry each (virDomainGetCPUStats).
   */
  async getCPUStats(
    startCpu = -1,
    cpus = 1,
    flags = 0,
    options?: CallOptions,
  ): Promise<TypedParameters[]> {
    const args = { dom: this.ref, start_cpu: startCpu, ncpus: cpus, flags };
    const { nparams } = await this.connection.call(
      'domainGetCPUStats',
      { ...args, ncpus: 1, nparams: 0 },
      options,
    );
    const { params } = await this.connection.call(
      'domainGetCPUStats',
      { ...args, nparams },
      options,
    );
    return Array.from({ length: cpus }, (_, i) =>
      fromTypedParameters(params.slice(i * nparams, (i + 1) * nparams)),
    );
  }

  /** The most virtual CPUs that it may have (virDomainGetMaxVcpus). */
  async getMaxVcpus(options?: CallOptions): Promise<number> {
    return (await this.connection.call('domainGetMaxVcpus', { dom: this.ref }, options)).num;
  }

  /** How many virtual CPUs it has (virDomainGetVcpusFlags). */
  async getVcpusFlags(flags = 0, options?: CallOptions): Promise<number> {
    return (await this.connection.call('domainGetVcpusFlags', { dom: this.ref, flags }, options))
      .num;
  }

  /** Sets how many virtual CPUs the running domain has (virDomainSetVcpus). */
  setVcpus(count: number, options?: CallOptions): Promise<void> {
    return this.connection.call('domainSetVcpus', { dom: this.ref, nvcpus: count }, options);
  }

  /** Sets how many virtual CPUs it has (virDomainSetVcpusFlags). */
  setVcpusFlags(count: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetVcpusFlags',
      { dom: this.ref, nvcpus: count, flags },
      options,
    );
  }

  /** Switches virtual CPUs on or off, given as `0-3,7` (virDomainSetVcpu). */
  setVcpu(vcpus: string, isOn: boolean, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetVcpu',
      { dom: this.ref, cpumap: vcpus, state: isOn ? 1 : 0, flags },
      options,
    );
  }

  /** Binds a virtual CPU to CPUs of the host, one bit each (virDomainPinVcpu). */
  pinVcpu(vcpu: number, cpumap: Uint8Array, options?: CallOptions): Promise<void> {
    return this.connection.call('domainPinVcpu', { dom: this.ref, vcpu, cpumap }, options);
  }

  /** Binds a virtual CPU to CPUs of the host (virDomainPinVcpuFlags). */
  pinVcpuFlags(vcpu: number, cpumap: Uint8Array, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainPinVcpuFlags',
      { dom: this.ref, vcpu, cpumap, flags },
      options,
    );
  }

  /** Where each virtual CPU runs, and one CPU map of `mapBytes` each (virDomainGetVcpus). */
  getVcpus(
    maxVcpus: number,
    mapBytes: number,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetVcpus'>> {
    return this.connection.call(
      'domainGetVcpus',
      { dom: this.ref, maxinfo: maxVcpus, maplen: mapBytes },
      options,
    );
  }

  /** Where each virtual CPU may run: one CPU map of `mapBytes` each (virDomainGetVcpuPinInfo). */
  getVcpuPinInfo(
    vcpus: number,
    mapBytes: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetVcpuPinInfo'>> {
    return this.connection.call(
      'domainGetVcpuPinInfo',
      { dom: this.ref, ncpumaps: vcpus, maplen: mapBytes, flags },
      options,
    );
  }

  /** Binds QEMU's own threads to CPUs of the host (virDomainPinEmulator). */
  pinEmulator(cpumap: Uint8Array, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainPinEmulator', { dom: this.ref, cpumap, flags }, options);
  }

  /** Where QEMU's own threads may run (virDomainGetEmulatorPinInfo). */
  async getEmulatorPinInfo(mapBytes: number, flags = 0, options?: CallOptions): Promise<Buffer> {
    return (
      await this.connection.call(
        'domainGetEmulatorPinInfo',
        { dom: this.ref, maplen: mapBytes, flags },
        options,
      )
    ).cpumaps;
  }

  /** The name of the scheduler and how many parameters it has (virDomainGetSchedulerType). */
  getSchedulerType(options?: CallOptions): Promise<CallResult<'domainGetSchedulerType'>> {
    return this.connection.call('domainGetSchedulerType', { dom: this.ref }, options);
  }

  /** Shares and quotas of CPU time (virDomainGetSchedulerParameters). */
  async getSchedulerParameters(options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetSchedulerParameters',
          { dom: this.ref, nparams: 16 },
          options,
        )
      ).params,
    );
  }

  /** Shares and quotas of CPU time (virDomainGetSchedulerParametersFlags). */
  async getSchedulerParametersFlags(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (
        await this.connection.call(
          'domainGetSchedulerParametersFlags',
          { dom: this.ref, nparams: 16, flags },
          options,
        )
      ).params,
    );
  }

  /** Sets shares and quotas of CPU time (virDomainSetSchedulerParameters). */
  setSchedulerParameters(params: TypedParametersInput, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetSchedulerParameters',
      { dom: this.ref, params: toTypedParameters(params) },
      options,
    );
  }

  /** Sets shares and quotas of CPU time (virDomainSetSchedulerParametersFlags). */
  setSchedulerParametersFlags(
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetSchedulerParametersFlags',
      { dom: this.ref, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** The I/O threads and where they may run (virDomainGetIOThreadInfo). */
  async getIOThreadInfo(
    flags = 0,
    options?: CallOptions,
  ): Promise<{ iothread_id: number; cpumap: Buffer }[]> {
    return (await this.connection.call('domainGetIOThreadInfo', { dom: this.ref, flags }, options))
      .info;
  }

  /** Binds an I/O thread to CPUs of the host (virDomainPinIOThread). */
  pinIOThread(
    iothreadId: number,
    cpumap: Uint8Array,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainPinIOThread',
      { dom: this.ref, iothreads_id: iothreadId, cpumap, flags },
      options,
    );
  }

  /** Adds an I/O thread (virDomainAddIOThread). */
  addIOThread(iothreadId: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainAddIOThread',
      { dom: this.ref, iothread_id: iothreadId, flags },
      options,
    );
  }

  /** Removes an I/O thread (virDomainDelIOThread). */
  delIOThread(iothreadId: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainDelIOThread',
      { dom: this.ref, iothread_id: iothreadId, flags },
      options,
    );
  }

  /** Sets how an I/O thread polls (virDomainSetIOThreadParams). */
  setIOThreadParams(
    iothreadId: number,
    params: TypedParametersInput,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetIOThreadParams',
      { dom: this.ref, iothread_id: iothreadId, params: toTypedParameters(params), flags },
      options,
    );
  }

  /** The virtual CPUs as the guest's agent sees them (virDomainGetGuestVcpus). */
  async getGuestVcpus(flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (await this.connection.call('domainGetGuestVcpus', { dom: this.ref, flags }, options)).params,
    );
  }

  /** Has the agent switch virtual CPUs on or off (virDomainSetGuestVcpus). */
  setGuestVcpus(vcpus: string, isOn: boolean, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetGuestVcpus',
      { dom: this.ref, cpumap: vcpus, state: isOn ? 1 : 0, flags },
      options,
    );
  }

  /** Measures for some seconds how fast memory changes; the result is in the statistics (virDomainStartDirtyRateCalc). */
  startDirtyRateCalc(seconds: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainStartDirtyRateCalc',
      { dom: this.ref, seconds, flags },
      options,
    );
  }
}
