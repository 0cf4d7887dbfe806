import { isIP } from 'node:net';
import { HostNotAllowedError, InvalidInputError, type PicostackError } from '../errors.js';
import { shortText } from '../text.js';
import { canonicalHost, canonicalIp, isLoopback } from './host-name.js';

/** Which hosts the server accepts requests for. */
export interface HostRules {
  readonly listenAddress: string;
  readonly allowedHosts: readonly string[];
}

const MAX_SHOWN = 100;

/**
 * Return why a request for a host is refused; undefined if it is accepted.
 *
 * A page of another site can point its own name to this server (DNS rebinding). Its requests then look like those of
 * picostack's page, including `Origin`. But they contain the name of that page's host, which a page cannot forge. So a name
 * must be localhost, the address that the server listens on, or a name in the settings. DNS cannot rebind an IP address, so
 * if the server listens on all addresses, any address is accepted.
 * @param localAddress the address that the client is connected to
 */
export function hostRefusal(
  header: string | undefined,
  rules: HostRules,
  localAddress: string | undefined,
): PicostackError | undefined {
  // Only HTTP/1.0 may omit it, which no browser uses; Node refuses an HTTP/1.1 request without it.
  if (header === undefined) return undefined;
  // In a header, an IPv6 address has brackets.
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
