// @ts-check
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} OsRelease
 * @property {string} id lower-case, such as `debian`
 * @property {string[]} like the distributions that it is based on (ID_LIKE)
 * @property {string} name as shown to users
 */

/**
 * Parses os-release(5): shell assignments, quoted or not.
 * @param {string} text
 * @returns {OsRelease}
 */
export function parseOsRelease(text) {
  /** @type {Map<string, string>} */
  const fields = new Map();
  for (const line of text.split('\n')) {
    const match = /^\s*([A-Z0-9_]+)=(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) fields.set(match[1], unquote(match[2]));
  }
  const id = (fields.get('ID') ?? 'linux').toLowerCase();
  return {
    id,
    like: (fields.get('ID_LIKE') ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    name: fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? id,
  };
}

/** @returns {OsRelease} of this host; a host without the file is plain `linux` */
export function readOsRelease() {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return parseOsRelease(readFileSync(file, 'utf8'));
    } catch {
      // The second path is the vendor's copy, according to the specification.
    }
  }
  return parseOsRelease('');
}

/**
 * @param {string} value
 * @returns {string}
 */
function unquote(value) {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted?.[2] === undefined ? value : quoted[2].replaceAll(/\\(.)/g, '$1');
}
