import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ImageRefusedError } from '../../../common/errors.js';
import { parseChecksums } from './checksums.js';

const hash = (algorithm: string, seed: string) => createHash(algorithm).update(seed).digest('hex');
const A256 = hash('sha256', 'a');
const B256 = hash('sha256', 'b');
const A512 = hash('sha512', 'a');
const B512 = hash('sha512', 'b');
const MD5 = hash('md5', 'a');
const SHA1 = hash('sha1', 'a');

const FEDORA = `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

# a.qcow2: 468975616 bytes
SHA256 (a.qcow2) = ${A256}
# b.qcow2: 400000000 bytes
SHA256 (b.qcow2) = ${B256}
- -----dashes-----
-----BEGIN PGP SIGNATURE-----

iQIzBAEBCAAdFiEE
-----END PGP SIGNATURE-----
SHA256 (a.qcow2) = ${B256}
`;

const FLATCAR = `# MD5 HASH
${MD5}  a.qcow2
# SHA1 HASH
${SHA1}  a.qcow2
# SHA512 HASH
${A512}  a.qcow2
`;

describe('parseChecksums', () => {
  it.each([
    ['GNU', `${B256}  b.qcow2\n${A256}  a.qcow2\n`],
    ['GNU in binary mode', `${B256} *b.qcow2\n${A256} *a.qcow2\n`],
    ['GNU with one space or a tab', `${A256} a.qcow2\n${B256}\tb.qcow2`],
    ['GNU with ./', `${A256}  ./a.qcow2\n${B256}  ./b.qcow2\n`],
    ['GNU with a folder', `${A256}  images/a.qcow2\n${B256}  images/b.qcow2\n`],
    ['upper case', `${A256.toUpperCase()}  a.qcow2\n`],
    ['CRLF', `${B256}  b.qcow2\r\n${A256}  a.qcow2\r\n`],
    ['a byte order mark', `\uFEFF${A256}  a.qcow2\n`],
    ['BSD', `SHA256 (b.qcow2) = ${B256}\nSHA256 (a.qcow2) = ${A256}\n`],
    ['OpenSSL', `SHA2-256(a.qcow2)= ${A256}\n`],
    ['SHA-256 as a tag', `SHA-256 (a.qcow2) = ${A256}\n`],
    ['a bare hash', `${A256}\n`],
    ['a bare hash with a comment', `# made by hand\n\n${A256}`],
    ['a PGP frame of Fedora', FEDORA],
    ['the same hash twice', `${A256}  a.qcow2\n${A256} *./a.qcow2\n`],
    ['another file whose name ends alike', `${B256}  not-a.qcow2\n${A256}  a.qcow2\n`],
    ['the whole name rather than one in a folder', `${B256}  old/a.qcow2\n${A256}  a.qcow2\n`],
    ['MD5 beside it', `${MD5}  a.qcow2\n${A256}  a.qcow2\n`],
  ])('reads %s', (_, text) => {
    expect(parseChecksums(text, 'a.qcow2')).toEqual({ algorithm: 'sha256', hash: A256 });
  });

  it.each([
    ['GNU', `${A512}  a.qcow2\n`],
    ['BSD', `SHA512 (a.qcow2) = ${A512}\n`],
    ['a bare hash', A512],
    ['the sections of Flatcar', FLATCAR],
    ['both algorithms, where the stronger one counts', `${A512}  a.qcow2\n${A256}  a.qcow2\n`],
    ['both in BSD form', `SHA256 (a.qcow2) = ${A256}\nSHA512 (a.qcow2) = ${A512}\n`],
  ])('reads SHA-512 in %s', (_, text) => {
    expect(parseChecksums(text, 'a.qcow2')).toEqual({ algorithm: 'sha512', hash: A512 });
  });

  it.each([
    [String.raw`\HASH  a\\b.img`.replace('HASH', A256), String.raw`a\b.img`],
    [String.raw`\SHA256 (a\nb) = HASH`.replace('HASH', A256), 'a\nb'],
    [String.raw`HASH  a\nb`.replace('HASH', A256), String.raw`a\nb`],
    [`SHA256 (a (1) = b.img) = ${A256}`, 'a (1) = b.img'],
    [`${A256}  a b.img`, 'a b.img'],
    [`${A256}  ä.img`, 'ä.img'],
  ])('reads the name in %j', (text, name) => {
    expect(parseChecksums(`${text}\n${B256}  b\n`, name).hash).toBe(A256);
  });

  it.each([
    ['different hashes', `${A256}  a.qcow2\n${B256}  a.qcow2\n`, 'checksumAmbiguous', 'SHA256'],
    [
      'different hashes of one of two algorithms',
      `${A512}  a.qcow2\n${A256}  a.qcow2\nSHA512 (a.qcow2) = ${B512}\n`,
      'checksumAmbiguous',
      'SHA512',
    ],
    [
      'different hashes of the weaker algorithm',
      `${A512}  a.qcow2\n${A256}  a.qcow2\n${B256}  a.qcow2\n`,
      'checksumAmbiguous',
      'SHA256',
    ],
    [
      'different hashes in folders',
      `${A256}  x/a.qcow2\n${B256}  y/a.qcow2\n`,
      'checksumAmbiguous',
      'different SHA256 checksums for "a.qcow2"',
    ],
    ['other names', `${B256}  b.qcow2\n`, 'checksumNotFound', 'checksums of "b.qcow2".'],
    [
      'many other names',
      'abcdefg'.replaceAll(/./g, (name) => `${B256}  ${name}\n`),
      'checksumNotFound',
      '"e" and 2 more.',
    ],
    ['a name in other case', `${B256}  A.qcow2\n`, 'checksumNotFound', '"A.qcow2"'],
    ['two bare hashes', `${A256}\n${B256}\n`, 'checksumNotFound', '2 checksums without names'],
    ['a bare hash and a name', `${A256}\n${B256}  b\n`, 'checksumNotFound', '"b"'],
    ['a page', '<html><body>Not found</body></html>', 'checksumNotFound', 'contains no checksums.'],
    ['nothing', '', 'checksumNotFound', 'contains no checksums.'],
    ['MD5', `${MD5}  a.qcow2\n`, 'checksumUnsupported', 'only MD5 for'],
    [
      'MD5 and SHA-1',
      `${MD5}  a.qcow2\nSHA1 (a.qcow2) = ${SHA1}\n`,
      'checksumUnsupported',
      'only MD5 and SHA1 for',
    ],
    ['a bare MD5', MD5, 'checksumUnsupported', 'only MD5'],
    [
      'SHA512/256, which is another algorithm of the same length',
      `SHA512/256 (a.qcow2) = ${A256}\n`,
      'checksumUnsupported',
      'only SHA512/256',
    ],
    [
      'a tag with the wrong length',
      `SHA512 (a.qcow2) = ${A256}\n`,
      'checksumUnsupported',
      'SHA512 checksum of 64 digits',
    ],
    ['a hash that is cut off', `${A256.slice(1)}  a.qcow2\n`, 'checksumNotFound', 'no checksums'],
    ['a comment', `# ${A256}  a.qcow2\n`, 'checksumNotFound', 'no checksums'],
  ])('refuses %s', (_, text, code, message) => {
    const parse = () => parseChecksums(text, 'a.qcow2');
    expect(parse).toThrow(ImageRefusedError);
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ code }));
  });

  it('reads a megabyte of hostile lines fast', () => {
    const startedAt = performance.now();
    for (const piece of ['SHA256 (', ') = a', ' ', `${A256} `, '\\', 'a']) {
      const text = piece.repeat(Math.floor(1024 ** 2 / piece.length));
      expect(() => parseChecksums(text, 'x')).toThrow(ImageRefusedError);
      expect(() => parseChecksums(text.replaceAll(/.{4000}/g, '$&\n'), 'x')).toThrow(
        ImageRefusedError,
      );
    }
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });
});
