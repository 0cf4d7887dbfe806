/** A place on the host that a mapping listens at. */
export interface HostEndpoint {
  readonly protocol: 'tcp' | 'udp';
  readonly hostAddress: string;
  readonly hostPort: number;
}
