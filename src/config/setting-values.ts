import { isIP } from 'node:net';
import { canonicalHost } from '../common/http/host-name.js';

// Each function returns undefined for a value that it does not accept.

/** Parse `address:port`; `:port` means all IPv4 addresses. */
export function parseListen(text: string): { address: string; port: number } | undefined {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([0-9a-zA-Z.-]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) return undefined;
  return { address: match[1] ?? (match[2] || '0.0.0.0'), port };
}

/** The first segments of the server's own paths: a base path that begins with one would be ambiguous. */
const OWN_SEGMENTS: ReadonlySet<string> = new Set([
  'api',
  'assets',
  'healthz',
  'metrics',
  'readyz',
]);
const MAX_BASE_PATH = 200;

/** Parse the path in front of all paths: `/a/b` without a slash at the end; empty for `/`. */
export function parseBasePath(text: string): string | undefined {
  const path = text.replace(/^\//, '').replace(/\/$/, '');
  if (path === '') return text.length <= 1 ? '' : undefined;
  const segments = path.split('/');
  const isValid = segments.every((segment) => /^(?!\.\.?$)[A-Za-z0-9._~-]+$/.test(segment));
  if (!isValid || path.length > MAX_BASE_PATH || OWN_SEGMENTS.has(segments[0] ?? ''))
    return undefined;
  return `/${path}`;
}

export function parseAbsolutePath(text: string): string | undefined {
  return text.startsWith('/') && !text.includes('\0') ? text : undefined;
}

export function parsePaths(paths: readonly string[]): readonly string[] | undefined {
  return paths.every(parseAbsolutePath) ? paths : undefined;
}

/** Parse host names and IP addresses, each also as `*.NAME`. */
export function parseHosts(entries: readonly string[]): readonly string[] | undefined {
  const hosts = entries.map((entry) => {
    const host = canonicalHost(entry.replace(/^\*\./, ''));
    return host !== undefined && entry.startsWith('*.') ? `*.${host}` : host;
  });
  return hosts.every((host) => host !== undefined) ? hosts : undefined;
}

/** Parse IP addresses and networks such as `10.0.0.0/8`. */
export function parseNetworks(entries: readonly string[]): readonly string[] | undefined {
  return entries.every(isNetwork) ? entries : undefined;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

export function parseUri(text: string): string | undefined {
  return /^[a-z+]+:\/\/\S+$/.test(text) ? text : undefined;
}

/** Parse an http or https URL. */
export function parseHttpUrl(text: string): string | undefined {
  const isUrl = /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
  return isUrl ? text : undefined;
}

/** Return a parser that accepts some words. */
export function oneOf<const T extends string>(
  ...words: readonly T[]
): (text: string) => T | undefined {
  return (text) => words.find((word) => word === text);
}

export function parsePoolPrefix(text: string): string | undefined {
  return /^[a-z][a-z0-9-]{0,30}$/.test(text) ? text : undefined;
}

/** Parse the names of storage pools; `*` means all, and `none` means none. */
export function parsePools(text: string): readonly string[] | undefined {
  if (text === 'none') return [];
  const names = text.split(',').map((name) => name.trim());
  return names.every((name) => /^[^\s/]{1,255}$/.test(name)) ? names : undefined;
}

export function parsePortRange(text: string): { from: number; to: number } | undefined {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  return match && from >= 1024 && to <= 65535 && from <= to ? { from, to } : undefined;
}

export function parseIpv4(text: string): string | undefined {
  return isIP(text) === 4 ? text : undefined;
}

export function parseRatio(text: string): number | undefined {
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  const ratio = Number(text);
  return ratio > 0 && ratio <= 1000 ? ratio : undefined;
}

/** Return a parser for whole numbers within limits, both included. */
export function wholeNumber(from: number, to: number): (text: string) => number | undefined {
  return (text) => {
    if (!/^\d{1,15}$/.test(text)) return undefined;
    const number = Number(text);
    return number >= from && number <= to ? number : undefined;
  };
}
