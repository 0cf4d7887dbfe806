import { isIP } from 'node:net';
import { HostNotAllowedError, InvalidInputError, type PicostackError } from '../errors.js';
import { shortText } from '../text.js';
import { canonicalHost, canonicalIp, isLoopback } from './host-name.js';

/** What decides which hosts a server answers for. */
export interface HostRules {
  readonly listenAddress: string;
  readonly allowedHosts: readonly string[];
}

const MAX_SHOWN = 100;

/**
 * Say why a request for this host is refused; undefined where it is not.
 *
 * A page of another site can have its own name point to this server (DNS rebinding): its requests then look like those
 * of our page, `Origin` and all. They name the page's host, which a page cannot forge. So a name must be localhost,
 * the address that is listened on, or one that the settings allow. An IP address is nothing that DNS can rebind: where
 * the server listens on all addresses, any may stand there.
 * @param localAddress the address that the client connected to
 */
export function hostRefusal(
  header: string | undefined,
  rules: HostRules,
  localAddress: string | undefined,
): PicostackError | undefined {
  // Only HTTP/1.0 may leave it out, which no browser speaks; Node refuses an HTTP/1.1 request without.
  if (header === undefined) return undefined;
  // In a header an IPv6 address stands in brackets.
  const host = isIP(header) === 6 ? undefined : canonicalHost(header);
  if (host === undefined) {
    return new InvalidInputError(
      'The header Host must be a host name or an IP address, and a port where it is needed.',
      [],
      'invalidHost',
    );
  }
  if (isOwn(host, rules.listenAddress, localAddress) || isAllowed(host, rules.allowedHosts)) {
    return undefined;
  }
  return new HostNotAllowedError(shortText(host, MAX_SHOWN));
}

function isOwn(host: string, listenAddress: string, localAddress: string | undefined): boolean {
  if (host === 'localhost' || host === canonicalHost(listenAddress)) return true;
  if (isIP(host) === 0) return false;
  const isEverywhere = ['0.0.0.0', '::'].includes(canonicalIp(listenAddress) ?? '');
  return isEverywhere || isLoopback(host) || host === canonicalIp(localAddress ?? '');
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) =>
    entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : host === entry,
  );
}
