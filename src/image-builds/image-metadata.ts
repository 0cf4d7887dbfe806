import { loginUser, MIN_MEMORY_MIB, SUITES, type JeosRequest } from './jeos-request.js';

/** What the record of a built image says. */
export interface BuiltImageMetadata {
  readonly format: 'raw' | 'qcow2';
  readonly description: string;
  readonly osInfo: string;
  readonly defaultUser: string;
  readonly minMemoryMiB: number;
  readonly defaultPorts: { protocol: 'tcp'; guestPort: number }[];
}

/** The metadata of the tiny image. */
export function tinyMetadata(): BuiltImageMetadata {
  return {
    format: 'raw',
    description: 'A demo guest in memory: web server, SSH, root with the password picostack.',
    osInfo: 'Linux with BusyBox',
    defaultUser: 'root',
    // With less than 128 MiB, the kernel cannot unpack its root file system.
    minMemoryMiB: 128,
    defaultPorts: [
      { protocol: 'tcp', guestPort: 22 },
      { protocol: 'tcp', guestPort: 80 },
    ],
  };
}

/** The metadata of a Debian image. */
export function jeosMetadata(request: JeosRequest): BuiltImageMetadata {
  return {
    format: 'qcow2',
    description: `A small Debian${request.cloudInit ? ' with cloud-init' : ''}, built by picostack.`,
    osInfo: `Debian ${SUITES[request.suite].version}`,
    defaultUser: loginUser(request),
    minMemoryMiB: MIN_MEMORY_MIB,
    defaultPorts: [{ protocol: 'tcp', guestPort: 22 }],
  };
}
