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
import { type EndpointState, HostPorts } from './host-ports.js';
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
  /** The guest has no network card on QEMU's user-mode network. */
  | 'noUserNetwork'
  | 'guestGone'
  /** QEMU gave no reason that is known here. */
  | 'refused';

/** A forward that could not be added. */
export interface ForwardFailure<T extends Forward = Forward> {
  readonly forward: T;
  readonly problem: ForwardProblem;
  /** Why, in words, and what to do. */
  readonly reason: string;
}

const REASONS: Readonly<Record<Exclude<ForwardProblem, 'refused'>, string>> = {
  portBusy: 'another program on the host listens there',
  addressNotOnHost: 'no network interface of the host has this address',
  privilegedPort: 'ports below 1024 are reserved for root, and QEMU does not run as root',
  noUserNetwork: 'the guest has no network card of type "user"',
  guestGone: 'the guest does not run any more',
};

/**
 * Host ports of guests on QEMU's user-mode network, through QEMU's monitor: they come and go while the guest runs.
 * Only forwards that the caller names are touched; those that an operator added stay.
 */
@Injectable()
export class UserForwarder {
  constructor(
    private readonly libvirt: LibvirtService,
    private readonly hostPorts: HostPorts,
  ) {}

  /** Adds the forwards that do not stand yet. @returns the ones that could not be added, each with the reason */
  async add<T extends Forward>(
    domain: Domain,
    forwards: readonly T[],
  ): Promise<ForwardFailure<T>[]> {
    if (forwards.length === 0) return [];
    try {
      const netdev = findUserNetdev(await this.readXml(domain));
      if (netdev === undefined) {
        // The XML of a guest that ended a moment ago is its definition, in which no card has a backend yet.
        const problem = (await this.isActive(domain)) ? 'noUserNetwork' : 'guestGone';
        return forwards.map((each) => failure(each, problem));
      }
      const standing = parseUsernet(await this.monitor(domain, 'info usernet'));
      const failures: ForwardFailure<T>[] = [];
      for (const forward of forwards) {
        if (standing.some((each) => isSameForward(each, { ...forward, netdev }))) continue;
        // The monitor says nothing when it worked.
        const answer = (await this.monitor(domain, hostfwdAdd(netdev, forward))).trim();
        if (answer !== '') failures.push(await this.explain(forward, answer, standing));
      }
      return failures;
    } catch (error) {
      if (!(error instanceof LibvirtFailedError)) throw error;
      // A guest that ends under the command fails it in many ways.
      if (isGone(error) || !(await this.isActive(domain))) {
        return forwards.map((each) => failure(each, 'guestGone'));
      }
      return forwards.map((forward) => ({ forward, problem: 'refused', reason: error.message }));
    }
  }

  /** Removes these forwards, and no others; those that do not stand are passed over. */
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

  /** Whether it is worth asking QEMU again for an endpoint that failed. */
  async mayBeFree(endpoint: HostEndpoint): Promise<boolean> {
    return (await this.hostPorts.probe(endpoint)) === 'free';
  }

  /** QEMU says only that it "could not set up" the forward: the kernel is asked why. */
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

/** Says of failures what failed, and why; undefined where none is given. */
export function describeFailures(failures: readonly ForwardFailure[]): string | undefined {
  if (failures.length === 0) return undefined;
  return failures
    .map(
      ({ forward, reason }) =>
        `The host port ${formatEndpoint(forward)} could not be opened: ${reason}.`,
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
