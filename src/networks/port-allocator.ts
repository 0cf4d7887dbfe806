import { Inject, Injectable } from '@nestjs/common';
import { ConflictError } from '../common/errors.js';
import type { Protocol } from '../common/protocol.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { HostEndpoint } from './host-endpoint.js';
import { HostPorts } from './host-ports.js';

/** What is asked for: without a port, the next free one of the range. */
export interface EndpointRequest {
  readonly protocol: Protocol;
  readonly hostAddress?: string | undefined;
  readonly hostPort?: number | undefined;
}

/** Chooses host ports: from the configured range, taken by no mapping, and free on the host. */
@Injectable()
export class PortAllocator {
  /** Where the search goes on: a port that was just given back is not handed out again at once. */
  private next: number;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly hostPorts: HostPorts,
  ) {
    this.next = settings.portRange.from;
  }

  /**
   * Finds an endpoint for each request. The caller holds a lock from here until the endpoints are recorded.
   * @param taken what other mappings have
   * @throws ConflictError `portTaken` or `noFreePort`
   */
  async allocate(
    requests: readonly EndpointRequest[],
    taken: readonly HostEndpoint[],
  ): Promise<HostEndpoint[]> {
    const all = [...taken];
    const allocated: HostEndpoint[] = [];
    // Explicit wishes first, so that no automatic choice takes what a later wish names.
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
      if (!taken.some((each) => collide(each, endpoint)) && (await this.hostPorts.isFree(endpoint)))
        return endpoint;
      throw new ConflictError(
        'portTaken',
        `The host port ${hostAddress}:${request.hostPort}/${request.protocol} is taken. Choose another, or leave it out to be given a free one.`,
        { errors: [{ field: 'hostPort', message: 'is taken' }] },
      );
    }
    const { from, to } = this.settings.portRange;
    const count = to - from + 1;
    for (let tried = 0; tried < count; tried++) {
      const hostPort = from + ((this.next - from + tried) % count);
      const endpoint = { protocol: request.protocol, hostAddress, hostPort };
      if (taken.some((each) => each.protocol === endpoint.protocol && each.hostPort === hostPort))
        continue;
      if (!(await this.hostPorts.isFree(endpoint))) continue;
      this.next = hostPort + 1 > to ? from : hostPort + 1;
      return endpoint;
    }
    throw new ConflictError(
      'noFreePort',
      `No ${request.protocol} port from ${from} to ${to} is free on the host. Remove mappings, or widen PICOSTACK_PORT_RANGE.`,
    );
  }
}

/** Whether two endpoints cannot both be listened at: an address of 0.0.0.0 means them all. */
function collide(a: HostEndpoint, b: HostEndpoint): boolean {
  if (a.protocol !== b.protocol || a.hostPort !== b.hostPort) return false;
  return (
    a.hostAddress === b.hostAddress || a.hostAddress === '0.0.0.0' || b.hostAddress === '0.0.0.0'
  );
}
