import { Injectable } from '@nestjs/common';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { isLocalUri } from '../common/uri.js';
import { LibvirtService } from '../libvirt/index.js';
import type { HostEndpoint } from './host-endpoint.js';

/** Whether a program can listen on an endpoint, or why not. */
export type EndpointState = 'free' | 'portBusy' | 'addressNotOnHost' | 'privilegedPort';

/** Why a port that another program uses cannot be opened, for errors. */
export const PORT_BUSY_REASON = 'another program on the host listens there';

/** The first port that does not require root, by default (sysctl net.ipv4.ip_unprivileged_port_start). */
const UNPRIVILEGED_FROM = 1024;

/** Checks with the host's kernel whether a program can listen on an endpoint. */
@Injectable()
export class HostPorts {
  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Try to bind the endpoint. Ports of a remote host cannot be checked, and count as free. QEMU does not run as root, so a
   * privileged port is not available to it, even if this process may bind it.
   */
  async probe(endpoint: HostEndpoint): Promise<EndpointState> {
    if (!isLocalUri(this.libvirt.uri)) return 'free';
    const code = await (endpoint.protocol === 'tcp' ? listenError(endpoint) : bindError(endpoint));
    if (code === 'EADDRNOTAVAIL' || code === 'EINVAL') return 'addressNotOnHost';
    if (code === 'EACCES' || endpoint.hostPort < unprivilegedFrom()) return 'privilegedPort';
    return code === undefined ? 'free' : 'portBusy';
  }
}

function listenError({ hostAddress, hostPort }: HostEndpoint): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: hostAddress, port: hostPort, exclusive: true }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

function bindError({ hostAddress, hostPort }: HostEndpoint): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(error.code ?? error.message);
    });
    socket.bind({ address: hostAddress, port: hostPort, exclusive: true }, () =>
      socket.close(() => resolve(undefined)),
    );
  });
}

function unprivilegedFrom(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  } catch {
    // Other kernels do not have this file.
    return UNPRIVILEGED_FROM;
  }
}
