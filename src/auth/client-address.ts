import type { Request } from 'express';
import { isIP } from 'node:net';
import { canonicalIp } from '../common/http/host-name.js';

/**
 * The IP address of the client: the peer's, or what a trusted proxy says (`request.ip`, see `httpAdapter`). A proxy may add
 * the client's port; where it says something that is no address, the proxy's own address counts.
 */
export function clientAddressOf({ ip = '', socket }: Pick<Request, 'ip' | 'socket'>): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip;
  const named = isIP(bare) === 0 ? (socket.remoteAddress ?? '') : bare;
  return canonicalIp(named) ?? 'unknown';
}
