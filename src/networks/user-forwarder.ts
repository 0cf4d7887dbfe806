import { Injectable } from '@nestjs/common';
import { ConflictError, LibvirtFailedError } from '../common/errors.js';
import { findUserNetdev } from '../domain-xml/user-nics.js';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../libvirt/index.js';
import { type HostEndpoint, collide, formatEndpoint } from './host-endpoint.js';
import { type EndpointState, HostPorts, PORT_BUSY_REASON } from './host-ports.js';
import {
  type Forward,
  type StandingForward,
  hostfwdAdd,
  hostfwdRemove,
  isSameEndpoint,
  parseUsernet,
} from './hostfwd.js';

/** Why a host port could not be opened for a running guest. */
export type ForwardProblem =
  | Exclude<EndpointState, 'free'>
  /** The guest has no network interface on QEMU's user-mode network. */
  | 'noUserNetwork'
  | 'guestGone'
  /** QEMU gave no known reason. */
  | 'refused';

/** A forward that could not be added. */
export interface ForwardFailure<T extends Forward = Forward> {
  readonly forward: T;
  readonly problem: ForwardProblem;
  /** The reason, and what to do. */
  readonly reason: string;
}

const REASONS: Readonly<Record<Exclude<ForwardProblem, 'refused'>, string>> = {
  portBusy: PORT_BUSY_REASON,
  addressNotOnHost: 'no network interface of the host has this address',
  privilegedPort: 'ports below 1024 are reserved for root, and QEMU does not run as root',
  noUserNetwork: 'the guest has no network card of type "user"',
  guestGone: 'the guest does not run any more',
};

/**
 * Forwards host ports to guests on QEMU's user-mode network. It uses QEMU's monitor, so that ports can be added and removed
 * while a guest is running. Forwards that an operator added are not changed.
 */
@Injectable()
export class UserForwarder {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly hostPorts: HostPorts,
  ) {}

  /** Add forwards that do not exist yet. @returns the failures, each with its reason */
  async add<T extends Forward>(
    domain: Domain,
    forwards: readonly T[],
  ): Promise<ForwardFailure<T>[]> {
    if (forwards.length === 0) return [];
    try {
      const netdev = findUserNetdev(await this.readXml(domain));
      if (netdev === undefined) {
        // After a guest has ended, libvirt returns its definition, in which no interface has a backend.
        const problem = (await this.isActive(domain)) ? 'noUserNetwork' : 'guestGone';
        return forwards.map((each) => failure(each, problem));
      }
      const standing = parseUsernet(await this.monitor(domain, 'info usernet'));
      const failures: ForwardFailure<T>[] = [];
      for (const forward of forwards) {
        if (standing.some((each) => isSameForward(each, { ...forward, netdev }))) continue;
        // On success the monitor returns an empty text.
        const answer = (await this.monitor(domain, hostfwdAdd(netdev, forward))).trim();
        if (answer !== '') failures.push(await this.explain(forward, answer, standing));
      }
      return failures;
    } catch (error) {
      if (!(error instanceof LibvirtFailedError)) throw error;
      // If a guest ends during the command, the errors vary.
      if (isGone(error) || !(await this.isActive(domain))) {
        return forwards.map((each) => failure(each, 'guestGone'));
      }
      return forwards.map((forward) => ({ forward, problem: 'refused', reason: error.message }));
    }
  }

  /** Remove these forwards, if they exist, and no others. */
  async remove(domain: Domain, forwards: readonly Forward[]): Promise<void> {
    if (forwards.length === 0) return;
    try {
      const standing = parseUsernet(await this.monitor(domain, 'info usernet'));
      for (const forward of forwards) {
        const found = standing.find((each) => isSameForward(each, forward));
        if (found) await this.monitor(domain, hostfwdRemove(found.netdev, found));
      }
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** Whether it makes sense to try a failed endpoint again. */
  async mayBeFree(endpoint: HostEndpoint): Promise<boolean> {
    return (await this.hostPorts.probe(endpoint)) === 'free';
  }

  /** QEMU only reports that it "could not set up" the forward; the kernel knows the reason. */
  private async explain<T extends Forward>(
    forward: T,
    answer: string,
    standing: readonly StandingForward[],
  ): Promise<ForwardFailure<T>> {
    const other = standing.find((each) => collide(each, forward));
    if (other) {
      const reason = `this guest forwards ${formatEndpoint(other)} to its port ${other.guestPort} already (see "info usernet")`;
      return { forward, problem: 'portBusy', reason };
    }
    const state = await this.hostPorts.probe(forward);
    return state === 'free'
      ? { forward, problem: 'refused', reason: `QEMU says: ${answer}` }
      : failure(forward, state);
  }

  private async isActive(domain: Domain): Promise<boolean> {
    return domain.isActive().catch(() => false);
  }

  private readXml(domain: Domain): Promise<string> {
    return this.libvirt.call(`read the network cards of ${domain.name}`, () =>
      domain.getXMLDesc(0),
    );
  }

  private monitor(domain: Domain, command: string): Promise<string> {
    return this.libvirt.call(`map the ports of ${domain.name}`, () =>
      domain.qemuMonitorCommand(command, VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP),
    );
  }
}

/** Describe the failures with their reasons; undefined if there are none. */
export function describeFailures(failures: readonly ForwardFailure[]): string | undefined {
  if (failures.length === 0) return undefined;
  return failures
    .map(
      ({ forward, reason }) => `Cannot open the host port ${formatEndpoint(forward)}: ${reason}.`,
    )
    .join(' ');
}

/** A host port could not be opened for a running guest. */
export class ForwardFailedError extends ConflictError {
  constructor(failed: ForwardFailure) {
    super(
      'forwardFailed',
      `${describeFailures([failed])} Nothing was changed. Choose another port or address.`,
      { reason: failed.problem },
    );
  }
}

function failure<T extends Forward>(
  forward: T,
  problem: Exclude<ForwardProblem, 'refused'>,
): ForwardFailure<T> {
  return { forward, problem, reason: REASONS[problem] };
}

function isSameForward(a: StandingForward, b: Forward & { readonly netdev?: string }): boolean {
  return (
    isSameEndpoint(a, b) &&
    a.guestPort === b.guestPort &&
    (b.netdev === undefined || a.netdev === b.netdev)
  );
}

function isGone(error: unknown): boolean {
  return isLibvirtError(error, VIR_ERR_OPERATION_INVALID, VIR_ERR_NO_DOMAIN);
}
