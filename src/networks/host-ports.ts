import { Injectable } from '@nestjs/common';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { isLocalUri } from '../common/uri.js';
import { LibvirtService } from '../libvirt/index.js';
import type { HostEndpoint } from './host-endpoint.js';

/** Asks the host's kernel whether somebody listens. */
@Injectable()
export class HostPorts {
  constructor(private readonly libvirt: LibvirtService) {}

  /** Whether the endpoint can be bound now. The ports of a remote host cannot be tried from here, and count as free. */
  isFree(endpoint: HostEndpoint): Promise<boolean> {
    if (!isLocalUri(this.libvirt.uri)) return Promise.resolve(true);
    return endpoint.protocol === 'tcp' ? canListen(endpoint) : canBind(endpoint);
  }
}

function canListen({ hostAddress, hostPort }: HostEndpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: hostAddress, port: hostPort, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

function canBind({ hostAddress, hostPort }: HostEndpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ address: hostAddress, port: hostPort, exclusive: true }, () =>
      socket.close(() => resolve(true)),
    );
  });
}
