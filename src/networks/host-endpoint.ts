import type { Protocol } from '../common/protocol.js';

/** A place on the host that a mapping listens at. */
export interface HostEndpoint {
  readonly protocol: Protocol;
  readonly hostAddress: string;
  readonly hostPort: number;
}
