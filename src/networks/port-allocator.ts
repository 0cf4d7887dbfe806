import { Inject, Injectable } from '@nestjs/common';
import { ConflictError } from '../common/errors.js';
import type { Protocol } from '../common/protocol.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type HostEndpoint, collide, formatEndpoint } from './host-endpoint.js';
import { type EndpointState, HostPorts, PORT_BUSY_REASON } from './host-ports.js';

/** A request for a port: without a host port, the next free one of the range. */
export interface EndpointRequest {
  readonly protocol: Protocol;
  readonly hostAddress?: string | undefined;
  readonly hostPort?: number | undefined;
}

/** Chooses host ports in the configured range that no mapping has and that are free on the host. */
@Injectable()
export class PortAllocator {
  /** Where the search continues, so that a port is not reused immediately after it was released. */
  private next: number;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly hostPorts: HostPorts,
  ) {
    this.next = settings.portRange.from;
  }

  /**
   * Find an endpoint for each request. The caller holds a lock until the endpoints are recorded.
   * @param taken the endpoints of other mappings
   * @throws ConflictError `portTaken`, `addressNotOnHost`, `privilegedPort` or `noFreePort`
   */
  async allocate(
    requests: readonly EndpointRequest[],
    taken: readonly HostEndpoint[],
  ): Promise<HostEndpoint[]> {
    const all = [...taken];
    const allocated: HostEndpoint[] = [];
    // Explicit requests first, so that no automatic choice uses a port that a later request names.
    for (const request of requests.toSorted((a, b) => (b.hostPort ?? 0) - (a.hostPort ?? 0))) {
      const endpoint = await this.allocateOne(request, all);
      all.push(endpoint);
      allocated[requests.indexOf(request)] = endpoint;
    }
    return allocated;
  }

  private async allocateOne(
    request: EndpointRequest,
    taken: readonly HostEndpoint[],
  ): Promise<HostEndpoint> {
    const hostAddress = request.hostAddress ?? this.settings.portAddress;
    if (request.hostPort !== undefined) {
      const endpoint = { protocol: request.protocol, hostAddress, hostPort: request.hostPort };
      if (taken.some((each) => collide(each, endpoint))) {
        throw new PortTakenError(endpoint, 'another port mapping has it');
      }
      requireListenable(endpoint, await this.hostPorts.probe(endpoint));
      return endpoint;
    }
    const { from, to } = this.settings.portRange;
    const count = to - from + 1;
    // A reload of the settings may have changed the range.
    if (this.next < from || this.next > to) this.next = from;
    for (let tried = 0; tried < count; tried++) {
      const hostPort = from + ((this.next - from + tried) % count);
      const endpoint = { protocol: request.protocol, hostAddress, hostPort };
      if (taken.some((each) => each.protocol === endpoint.protocol && each.hostPort === hostPort))
        continue;
      const state = await this.hostPorts.probe(endpoint);
      // No program can listen on that address, so all other ports would fail too.
      if (state === 'addressNotOnHost') requireListenable(endpoint, state);
      if (state !== 'free') continue;
      this.next = hostPort + 1 > to ? from : hostPort + 1;
      return endpoint;
    }
    throw new ConflictError(
      'noFreePort',
      `No ${request.protocol} port from ${from} to ${to} is free on the host. Remove mappings, or widen PICOSTACK_PORT_RANGE.`,
    );
  }
}

/** The requested endpoint is in use. */
class PortTakenError extends ConflictError {
  constructor(endpoint: HostEndpoint, by: string) {
    super(
      'portTaken',
      `The host port ${formatEndpoint(endpoint)} is in use: ${by}. Choose another port, or omit it to get a free one.`,
      { errors: [{ field: 'hostPort', message: 'is taken' }] },
    );
  }
}

/** @throws ConflictError if no program can listen on the endpoint */
function requireListenable(endpoint: HostEndpoint, state: EndpointState): void {
  switch (state) {
    case 'free':
      return;
    case 'portBusy':
      throw new PortTakenError(endpoint, PORT_BUSY_REASON);
    case 'addressNotOnHost':
      throw new ConflictError(
        'addressNotOnHost',
        `Cannot open the host port ${formatEndpoint(endpoint)}: no network interface of the host has the address ${endpoint.hostAddress}. Choose an address of the host, or 0.0.0.0 for all addresses.`,
        { errors: [{ field: 'hostAddress', message: 'is not an address of the host' }] },
      );
    case 'privilegedPort':
      throw new ConflictError(
        'privilegedPort',
        `Cannot open the host port ${formatEndpoint(endpoint)}: it is reserved for root (sysctl net.ipv4.ip_unprivileged_port_start), and QEMU does not run as root. Choose a higher port.`,
        { errors: [{ field: 'hostPort', message: 'is reserved for root' }] },
      );
  }
}
