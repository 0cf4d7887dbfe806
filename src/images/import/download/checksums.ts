import { ImageRefusedError } from '../../../common/errors.js';
import { safeJson, shortText } from '../../../common/text.js';

/** A checksum from a list, for one file. */
export interface Checksum {
  readonly algorithm: 'sha256' | 'sha512';
  /** Lower-case hexadecimal digits. */
  readonly hash: string;
}

/** A line of a list of checksums. */
interface Entry {
  /** Undefined for a hash without a name. */
  readonly name: string | undefined;
  /** `sha256`, `md5`; also names of algorithms that are not supported. */
  readonly algorithm: string;
  readonly hash: string;
}

const DIGITS: Readonly<Record<Checksum['algorithm'], number>> = { sha256: 64, sha512: 128 };
/** What a hash of this many digits is, if the list does not say. */
const BY_LENGTH: Readonly<Record<number, string>> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/** `hash  name` of GNU, where `*` means binary; with a leading backslash the name is escaped. */
const GNU = /^(\\?)([0-9a-f]{32,128})[ \t]+\*?(\S.*)$/i;
/** `SHA256 (name) = hash` of BSD and, without spaces, of OpenSSL. */
const BSD = /^(\\?)([a-z][a-z0-9/-]{1,19}) ?\((.+)\) ?= ?([0-9a-f]+)$/i;
const BARE = /^[0-9a-f]{32,128}$/i;

const MAX_LINE = 4096;
const MAX_SHOWN_NAMES = 5;

/**
 * Find the checksum of a file in a list: lines of GNU (`hash  name`) or BSD (`SHA256 (name) = hash`), or a single hash. The
 * algorithm is the one that the line names, or follows from the number of digits; the stronger of two counts. The name must
 * be equal, without regard to folders if no entry has the whole name. A PGP frame is removed, but its signature is not
 * verified: the list is as trustworthy as the connection that it came from.
 * @throws ImageRefusedError `checksumNotFound`, `checksumAmbiguous`, `checksumUnsupported`
 */
export function parseChecksums(text: string, fileName: string): Checksum {
  const entries = withoutFrame(text.replace(/^\uFEFF/, '').split(/\r\n|[\n\r]/)).flatMap(readLine);
  const found = entriesFor(entries, fileName);
  if (found.length === 0) throw notFound(entries, fileName);
  const bySha256 = hashFor(found, 'sha256', fileName);
  const bySha512 = hashFor(found, 'sha512', fileName);
  const checksum = bySha512 ?? bySha256;
  if (checksum === undefined) throw unsupported(found, fileName);
  return checksum;
}

/** Return the lines inside a PGP clear-signed frame, or all of them if there is none. */
function withoutFrame(lines: readonly string[]): readonly string[] {
  const begin = lines.indexOf('-----BEGIN PGP SIGNED MESSAGE-----');
  if (begin === -1) return lines;
  const inside = lines.slice(begin + 1);
  const end = inside.indexOf('-----BEGIN PGP SIGNATURE-----');
  // An empty line ends the headers ("Hash: SHA512"). "- " marks lines that begin with a dash.
  return inside
    .slice(inside.indexOf('') + 1, end === -1 ? undefined : end)
    .map((line) => line.replace(/^- /, ''));
}

function readLine(line: string): Entry[] {
  const text = line.trim();
  if (text.length > MAX_LINE || text.startsWith('#')) return [];
  const bsd = BSD.exec(text);
  if (bsd) {
    const [, escape, tag = '', name = '', hash = ''] = bsd;
    return [
      { name: plainPath(name, escape), algorithm: algorithmOf(tag), hash: hash.toLowerCase() },
    ];
  }
  const gnu = GNU.exec(text);
  const hash = (gnu?.[2] ?? BARE.exec(text)?.[0])?.toLowerCase();
  const algorithm = BY_LENGTH[hash?.length ?? 0];
  if (hash === undefined || algorithm === undefined) return [];
  return [{ name: gnu ? plainPath(gnu[3] ?? '', gnu[1]) : undefined, algorithm, hash }];
}

/** `SHA-256`, `SHA2-256` and `SHA256` are the same; `SHA512/256` is another algorithm. */
function algorithmOf(tag: string): string {
  const name = tag.toLowerCase();
  const digits = /^sha-?(?:2-)?(256|512)$/.exec(name)?.[1];
  return digits === undefined ? name : `sha${digits}`;
}

function plainPath(name: string, escape: string | undefined): string {
  const raw = escape === '' ? name : name.replaceAll(/\\([\\nr])/g, unescaped);
  return raw.replace(/^(?:\.\/)+/, '');
}

function unescaped(_: string, letter: string): string {
  if (letter === 'n') return '\n';
  return letter === 'r' ? '\r' : '\\';
}

function entriesFor(entries: readonly Entry[], fileName: string): readonly Entry[] {
  const exact = entries.filter(({ name }) => name === fileName);
  if (exact.length > 0) return exact;
  const inFolders = entries.filter(({ name }) => name?.endsWith(`/${fileName}`));
  if (inFolders.length > 0) return inFolders;
  // A hash without a name can only belong to the file if the list contains nothing else.
  return entries.length === 1 && entries[0]?.name === undefined ? entries : [];
}

/** @throws ImageRefusedError if the list has two different hashes, or one with a wrong number of digits */
function hashFor(
  found: readonly Entry[],
  algorithm: Checksum['algorithm'],
  fileName: string,
): Checksum | undefined {
  const ofAlgorithm = found.filter((entry) => entry.algorithm === algorithm);
  const [hash, ...others] = new Set(ofAlgorithm.map((entry) => entry.hash));
  if (hash === undefined) return undefined;
  const label = algorithm.toUpperCase();
  if (others.length > 0) {
    throw new ImageRefusedError(
      'checksumAmbiguous',
      `The checksum file contains different ${label} checksums for ${shown(fileName)}. Give the right checksum itself.`,
      { fileName },
    );
  }
  if (hash.length !== DIGITS[algorithm]) {
    throw new ImageRefusedError(
      'checksumUnsupported',
      `The checksum file contains a ${label} checksum of ${hash.length} digits for ${shown(fileName)}; it must have ${DIGITS[algorithm]}. Give the right checksum itself.`,
      { fileName },
    );
  }
  return { algorithm, hash };
}

function notFound(entries: readonly Entry[], fileName: string): ImageRefusedError {
  const names = [...new Set(entries.map(({ name }) => name).filter((name) => name !== undefined))];
  const some = names.slice(0, MAX_SHOWN_NAMES).map(shown).join(', ');
  const more = names.length > MAX_SHOWN_NAMES ? ` and ${names.length - MAX_SHOWN_NAMES} more` : '';
  const found =
    names.length > 0
      ? `It contains checksums of ${some}${more}.`
      : `It contains ${entries.length === 0 ? 'no checksums' : `${entries.length} checksums without names`}.`;
  return new ImageRefusedError(
    'checksumNotFound',
    `The checksum file contains no checksum for ${shown(fileName)}. ${found} Check its URL, or give the checksum itself.`,
    { fileName },
  );
}

function unsupported(found: readonly Entry[], fileName: string): ImageRefusedError {
  const algorithms = [...new Set(found.map(({ algorithm }) => algorithm.toUpperCase()))];
  return new ImageRefusedError(
    'checksumUnsupported',
    `The checksum file contains only ${algorithms.join(' and ')} for ${shown(fileName)}. Give a SHA-256 or SHA-512 checksum.`,
    { fileName, algorithms },
  );
}

function shown(name: string): string {
  return shortText(safeJson(name), 100);
}
