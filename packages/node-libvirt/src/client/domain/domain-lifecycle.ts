import type { CallOptions } from '../connection-core.js';
import { DomainBase } from './domain-base.js';

/** Starting, stopping and describing a domain. */
export class DomainLifecycle extends DomainBase {
  /** Starts a defined domain (virDomainCreate). */
  create(options?: CallOptions): Promise<void> {
    return this.createWithFlags(0, options);
  }

  /** Starts a defined domain (virDomainCreateWithFlags). */
  async createWithFlags(flags = 0, options?: CallOptions): Promise<void> {
    const args = { dom: this.ref, flags };
    const { dom } = await this.connection.call('domainCreateWithFlags', args, options);
    this.ref = dom;
  }

  /** Asks the guest to shut down (virDomainShutdownFlags); resolves before it has done so. */
  shutdownFlags(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainShutdownFlags', { dom: this.ref, flags }, options);
  }

  /** Asks the guest to reboot (virDomainReboot). */
  reboot(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainReboot', { dom: this.ref, flags }, options);
  }

  /** Pushes the reset button (virDomainReset). */
  reset(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainReset', { dom: this.ref, flags }, options);
  }

  /** Pulls the plug (virDomainDestroyFlags). */
  async destroyFlags(flags = 0, options?: CallOptions): Promise<void> {
    await this.connection.call('domainDestroyFlags', { dom: this.ref, flags }, options);
    this.ref = { ...this.ref, id: -1 };
  }

  /** Pulls the plug (virDomainDestroy). */
  destroy(options?: CallOptions): Promise<void> {
    return this.destroyFlags(0, options);
  }

  /** Stops the virtual CPUs (virDomainSuspend). */
  suspend(options?: CallOptions): Promise<void> {
    return this.connection.call('domainSuspend', { dom: this.ref }, options);
  }

  /** Lets the virtual CPUs run again (virDomainResume). */
  resume(options?: CallOptions): Promise<void> {
    return this.connection.call('domainResume', { dom: this.ref }, options);
  }

  /** Removes the definition (virDomainUndefineFlags); a running domain becomes transient. */
  undefineFlags(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainUndefineFlags', { dom: this.ref, flags }, options);
  }

  /** The state, virDomainState, and its reason, whose enum depends on the state (virDomainGetState). */
  getState(flags = 0, options?: CallOptions): Promise<{ state: number; reason: number }> {
    return this.connection.call('domainGetState', { dom: this.ref, flags }, options);
  }

  /** State, memory in KiB, virtual CPUs and CPU time in nanoseconds (virDomainGetInfo). */
  async getInfo(options?: CallOptions): Promise<DomainInfo> {
    const info = await this.connection.call('domainGetInfo', { dom: this.ref }, options);
    return {
      state: info.state,
      maxMemKiB: Number(info.maxMem),
      memoryKiB: Number(info.memory),
      nrVirtCpu: info.nrVirtCpu,
      cpuTimeNs: Number(info.cpuTime),
    };
  }

  /** What the monitor of the domain is doing (virDomainGetControlInfo). */
  async getControlInfo(flags = 0, options?: CallOptions): Promise<DomainControlInfo> {
    const args = { dom: this.ref, flags };
    const info = await this.connection.call('domainGetControlInfo', args, options);
    return { ...info, stateTime: Number(info.stateTime) };
  }

  /** The description (virDomainGetXMLDesc); flags are virDomainXMLFlags. */
  async getXMLDesc(flags = 0, options?: CallOptions): Promise<string> {
    const args = { dom: this.ref, flags };
    return (await this.connection.call('domainGetXMLDesc', args, options)).xml;
  }

  /** What kind of operating system it runs, such as `hvm` (virDomainGetOSType). */
  async getOSType(options?: CallOptions): Promise<string> {
    return (await this.connection.call('domainGetOSType', { dom: this.ref }, options)).type;
  }

  /** Whether it starts with the host (virDomainGetAutostart). */
  async getAutostart(options?: CallOptions): Promise<boolean> {
    const { autostart } = await this.connection.call(
      'domainGetAutostart',
      { dom: this.ref },
      options,
    );
    return autostart !== 0;
  }

  /** Sets whether it starts with the host (virDomainSetAutostart). */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    const args = { dom: this.ref, autostart: autostart ? 1 : 0 };
    return this.connection.call('domainSetAutostart', args, options);
  }

  /** Whether it runs (virDomainIsActive). */
  async isActive(options?: CallOptions): Promise<boolean> {
    return (await this.connection.call('domainIsActive', { dom: this.ref }, options)).active !== 0;
  }

  /** Whether it has a definition that outlives its run (virDomainIsPersistent). */
  async isPersistent(options?: CallOptions): Promise<boolean> {
    const args = { dom: this.ref };
    return (await this.connection.call('domainIsPersistent', args, options)).persistent !== 0;
  }

  /** Whether its definition changed while it ran (virDomainIsUpdated). */
  async isUpdated(options?: CallOptions): Promise<boolean> {
    return (
      (await this.connection.call('domainIsUpdated', { dom: this.ref }, options)).updated !== 0
    );
  }

  /** Gives a stopped domain another name (virDomainRename). */
  async rename(newName: string, flags = 0, options?: CallOptions): Promise<void> {
    const args = { dom: this.ref, new_name: newName, flags };
    await this.connection.call('domainRename', args, options);
    this.ref = { ...this.ref, name: newName };
  }

  /** Sets title, description or an element of metadata; null removes it (virDomainSetMetadata). */
  setMetadata(
    type: number,
    metadata: string | null,
    key?: string | null,
    uri?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { dom: this.ref, type, metadata, key, uri, flags };
    return this.connection.call('domainSetMetadata', args, options);
  }

  /** Title, description or an element of metadata (virDomainGetMetadata). */
  async getMetadata(
    type: number,
    uri?: string | null,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const args = { dom: this.ref, type, uri, flags };
    return (await this.connection.call('domainGetMetadata', args, options)).metadata;
  }

  /** What libvirt finds worth a warning, such as a tainted state (virDomainGetMessages). */
  async getMessages(flags = 0, options?: CallOptions): Promise<string[]> {
    return (await this.connection.call('domainGetMessages', { dom: this.ref, flags }, options))
      .msgs;
  }

  /** What happens on power-off, reboot or crash (virDomainSetLifecycleAction). */
  setLifecycleAction(
    type: number,
    action: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { dom: this.ref, type, action, flags };
    return this.connection.call('domainSetLifecycleAction', args, options);
  }

  /** Puts the guest to sleep (virDomainPMSuspendForDuration); target is virNodeSuspendTarget. */
  pmSuspendForDuration(
    target: number,
    durationSeconds: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { dom: this.ref, target, duration: durationSeconds, flags };
    return this.connection.call('domainPMSuspendForDuration', args, options);
  }

  /** Wakes a guest that sleeps (virDomainPMWakeup). */
  pmWakeup(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainPMWakeup', { dom: this.ref, flags }, options);
  }
}

/** virDomainInfo, with units in the names. */
export interface DomainInfo {
  state: number;
  maxMemKiB: number;
  memoryKiB: number;
  nrVirtCpu: number;
  cpuTimeNs: number;
}

/** virDomainControlInfo. */
export interface DomainControlInfo {
  state: number;
  details: number;
  stateTime: number;
}
