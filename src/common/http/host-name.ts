import { isIP } from 'node:net';

/** The parts of a `Host` header: an IPv6 literal in brackets, or anything else, and a port. */
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i;
const NAME = /^(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

/**
 * Bring the host of a `Host` header or of a setting into one form: lower case, without port, brackets and final dot;
 * IP addresses in their shortest form, and an IPv4-mapped one as IPv4. Undefined where it is no host.
 */
export function canonicalHost(text: string): string | undefined {
  if (isIP(text) === 6) return canonicalIp(text);
  const match = HOST.exec(text);
  if (match?.[1] !== undefined) return isIP(match[1]) === 6 ? canonicalIp(match[1]) : undefined;
  const name = match?.[2]?.toLowerCase().replace(/\.$/, '') ?? '';
  if (isIP(name) === 4) return name;
  return name.length <= 253 && NAME.test(name) ? name : undefined;
}

/** Bring an IP address into its shortest form, without zone, and an IPv4-mapped one into IPv4; undefined for other text. */
export function canonicalIp(text: string): string | undefined {
  const [address = ''] = text.split('%');
  const version = isIP(address);
  if (version !== 6) return version === 4 ? address : undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const bits = [mapped[1], mapped[2]].map((group) => Number.parseInt(group ?? '', 16));
  return bits.flatMap((group) => [group >> 8, group & 255]).join('.');
}

/** Tell whether an address (in its canonical form) is of the loopback interface. */
export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
