import { Injectable } from '@nestjs/common';
import { ConflictError } from '../common/errors.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP,
} from '../libvirt/index.js';
import { type Forward, diffForwards, hostfwdAdd, hostfwdRemove, parseUsernet } from './hostfwd.js';

/** Host ports of guests on QEMU's user-mode network, through QEMU's monitor: they come and go while the guest runs. */
@Injectable()
export class UserForwarder {
  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Makes exactly the wanted forwards stand in a running guest.
   * @returns the ones that could not be added, with QEMU's reason: somebody else listens there, as a rule
   */
  async apply(
    domain: Domain,
    wanted: readonly Forward[],
  ): Promise<{ forward: Forward; reason: string }[]> {
    const standing = parseUsernet(await this.monitor(domain, 'info usernet'));
    const { remove, add } = diffForwards(standing, wanted);
    for (const forward of remove) await this.monitor(domain, hostfwdRemove(forward));
    const failed = [];
    for (const forward of add) {
      // The monitor says nothing when it worked, and why not when it did not.
      const reason = (await this.monitor(domain, hostfwdAdd(forward))).trim();
      if (reason) failed.push({ forward, reason });
    }
    return failed;
  }

  private monitor(domain: Domain, command: string): Promise<string> {
    return this.libvirt.call(`map the ports of ${domain.name}`, () =>
      domain.qemuMonitorCommand(command, VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP),
    );
  }
}

/** A host port could not be opened for a running guest. */
export class ForwardFailedError extends ConflictError {
  constructor(forward: Forward, reason: string) {
    super(
      'forwardFailed',
      `The host port ${forward.hostAddress}:${forward.hostPort}/${forward.protocol} could not be opened: ${reason}`,
    );
  }
}
