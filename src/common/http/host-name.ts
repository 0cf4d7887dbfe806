import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

/** A `Host` header: an IPv6 address in brackets, or a name or IPv4 address, then an optional port. */
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i;
const NAME = /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

/**
 * Normalize the host of a `Host` header or of a setting: lower case, without port, brackets and final dot; IP addresses
 * as in {@link canonicalIp}. Returns undefined for text that is not a host.
 */
export function canonicalHost(text: string): string | undefined {
  if (isIP(text) === 6) return canonicalIp(text);
  const match = HOST.exec(text);
  if (match?.[1] !== undefined) return isIP(match[1]) === 6 ? canonicalIp(match[1]) : undefined;
  const name = match?.[2]?.toLowerCase().replace(/\.$/, '') ?? '';
  if (isIP(name) === 4) return name;
  return name.length <= 253 && NAME.test(name) ? name : undefined;
}

/**
 * Normalize an IP address: IPv6 in its shortest form (RFC 5952) without zone, IPv4-mapped IPv6 as IPv4. Returns undefined
 * for text that is not an IP address.
 */
export function canonicalIp(text: string): string | undefined {
  const [address = ''] = text.split('%');
  // ipaddr.js alone would also accept "127.1" and "0x7f.1".
  return isIP(address) === 0 ? undefined : ipaddr.process(address).toString();
}

/** Whether an IP address belongs to the loopback interface. */
export function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.process(address).range() === 'loopback';
}
