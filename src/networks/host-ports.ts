import { Injectable } from '@nestjs/common';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { isLocalUri } from '../common/uri.js';
import { LibvirtService } from '../libvirt/index.js';
import type { HostEndpoint } from './host-endpoint.js';

/** Whether an endpoint can be listened at, or why not. */
export type EndpointState = 'free' | 'portBusy' | 'addressNotOnHost' | 'privilegedPort';

/** Ports below this are root's alone, unless the host says otherwise (sysctl net.ipv4.ip_unprivileged_port_start). */
const UNPRIVILEGED_FROM = 1024;

/** Asks the host's kernel whether an endpoint can be listened at. */
@Injectable()
export class HostPorts {
  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Tries to bind the endpoint. The ports of a remote host cannot be tried from here, and count as free. QEMU does not
   * run as root, so a privileged port is none for it even where this process may bind it.
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
    // No such file on another kernel.
    return UNPRIVILEGED_FROM;
  }
}
