import type { CallOptions } from '../connection-core.js';
import { fromTypedParameters, type TypedParameters } from '../typed-parameters.js';
import type { CallResult } from '../../protocol/index.js';
import { DomainJob } from './domain-job.js';

/** virDomainInterface: a network interface as seen from `source`. */
export interface DomainInterface {
  name: string;
  hwaddr: string | null;
  addrs: { type: number; addr: string; prefix: number }[];
}

/** What is asked of the guest, its agent or its QEMU. */
export class DomainGuest extends DomainJob {
  /** The guest's clock (virDomainGetTime). */
  async getTime(
    flags = 0,
    options?: CallOptions,
  ): Promise<{ seconds: number; nanoseconds: number }> {
    const args = { dom: this.ref, flags };
    const { seconds, nseconds } = await this.connection.call('domainGetTime', args, options);
    return { seconds: Number(seconds), nanoseconds: nseconds };
  }

  /** The guest's own name for itself (virDomainGetHostname). */
  async getHostname(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.connection.call('domainGetHostname', { dom: this.ref, flags }, options))
      .hostname;
  }

  /** What the agent knows: users, system, time zone, file systems (virDomainGetGuestInfo). */
  async getGuestInfo(types = 0, flags = 0, options?: CallOptions): Promise<TypedParameters> {
    return fromTypedParameters(
      (await this.connection.call('domainGetGuestInfo', { dom: this.ref, types, flags }, options))
        .params,
    );
  }

  /** The file systems that are mounted in the guest (virDomainGetFSInfo). */
  async getFSInfo(
    flags = 0,
    options?: CallOptions,
  ): Promise<CallResult<'domainGetFSInfo'>['info']> {
    return (await this.connection.call('domainGetFSInfo', { dom: this.ref, flags }, options)).info;
  }

  /** Has the agent halt writing to file systems, all if none is named; gives how many (virDomainFSFreeze). */
  async fsFreeze(
    mountpoints: readonly string[] = [],
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    return (
      await this.connection.call('domainFSFreeze', { dom: this.ref, mountpoints, flags }, options)
    ).filesystems;
  }

  /** Has the agent take up writing again; gives how many (virDomainFSThaw). */
  async fsThaw(
    mountpoints: readonly string[] = [],
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    return (
      await this.connection.call('domainFSThaw', { dom: this.ref, mountpoints, flags }, options)
    ).filesystems;
  }

  /** Has the agent tell the disk which blocks are free (virDomainFSTrim). */
  fsTrim(
    mountPoint?: string | null,
    minimumBytes: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainFSTrim',
      { dom: this.ref, mountPoint, minimum: minimumBytes, flags },
      options,
    );
  }

  /** Sets the guest's clock (virDomainSetTime). */
  setTime(
    seconds: number | bigint,
    nanoseconds = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainSetTime',
      { dom: this.ref, seconds, nseconds: nanoseconds, flags },
      options,
    );
  }

  /** Sets the password of a user in the guest (virDomainSetUserPassword). */
  setUserPassword(user: string, password: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call(
      'domainSetUserPassword',
      { dom: this.ref, user, password, flags },
      options,
    );
  }

  /** How long the agent may take, in seconds or virDomainAgentResponseTimeoutValues (virDomainAgentSetResponseTimeout). */
  async agentSetResponseTimeout(
    timeoutSeconds: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<number> {
    return (
      await this.connection.call(
        'domainAgentSetResponseTimeout',
        { dom: this.ref, timeout: timeoutSeconds, flags },
        options,
      )
    ).result;
  }

  /** The SSH keys that let people in as a user (virDomainAuthorizedSSHKeysGet). */
  async authorizedSSHKeysGet(user: string, flags = 0, options?: CallOptions): Promise<string[]> {
    return (
      await this.connection.call(
        'domainAuthorizedSSHKeysGet',
        { dom: this.ref, user, flags },
        options,
      )
    ).keys;
  }

  /** Sets, adds or removes such keys (virDomainAuthorizedSSHKeysSet). */
  authorizedSSHKeysSet(
    user: string,
    keys: readonly string[],
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return this.connection.call(
      'domainAuthorizedSSHKeysSet',
      { dom: this.ref, user, keys, flags },
      options,
    );
  }

  /** The guest's addresses (virDomainInterfaceAddresses); source is virDomainInterfaceAddressesSource. */
  async interfaceAddresses(
    source = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<DomainInterface[]> {
    return (
      await this.connection.call(
        'domainInterfaceAddresses',
        { dom: this.ref, source, flags },
        options,
      )
    ).ifaces;
  }

  /** Sends a command to QEMU's monitor: JSON, unless the flag HMP is set (virDomainQemuMonitorCommand). */
  async qemuMonitorCommand(cmd: string, flags = 0, options?: CallOptions): Promise<string> {
    return (
      await this.connection.call('qemuDomainMonitorCommand', { dom: this.ref, cmd, flags }, options)
    ).result;
  }

  /** Sends a JSON command to the agent; -2 seconds: as long as it takes (virDomainQemuAgentCommand). */
  async qemuAgentCommand(
    cmd: string,
    timeoutSeconds = -2,
    flags = 0,
    options?: CallOptions,
  ): Promise<string | null> {
    return (
      await this.connection.call(
        'qemuDomainAgentCommand',
        { dom: this.ref, cmd, timeout: timeoutSeconds, flags },
        options,
      )
    ).result;
  }
}
