import { createHash, type Hash } from 'node:crypto';
import { ImageRefusedError } from '../../../common/errors.js';
import { shortText } from '../../../common/text.js';

const ALGORITHMS = ['sha1', 'sha256', 'sha512'] as const;
type Algorithm = (typeof ALGORITHMS)[number];

/** A line of a manifest: `SHA256(disk.vmdk)= 0f3...`. */
const LINE = /^(SHA1|SHA256|SHA512)\s*\((.*)\)\s*=\s*([0-9a-f]+)$/i;
const MAX_NAME = 80;

/** The manifest of an OVA, and the hashes of its files. The manifest may come before or after the files that it lists. */
export class Manifest {
  private expected: ReadonlyMap<string, { algorithm: Algorithm; hash: string }> | undefined;
  private readonly found = new Map<string, ReadonlyMap<Algorithm, string>>();

  /** @throws ImageRefusedError `ovaCorrupt` if a line is not one of a manifest */
  read(text: string): void {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    this.expected = new Map(
      lines.map((line) => {
        const [, algorithm, name = '', hash = ''] = LINE.exec(line) ?? [];
        const known = ALGORITHMS.find((each) => each === algorithm?.toLowerCase());
        if (!known) throw unreadable(line);
        return [name, { algorithm: known, hash: hash.toLowerCase() }];
      }),
    );
    for (const name of this.found.keys()) this.verify(name);
  }

  /** Start to hash a file; {@link FileHash.end} verifies it. */
  hash(name: string): FileHash {
    const listed = this.expected?.get(name);
    // Before the manifest, its algorithm is not known.
    const algorithms = listed ? [listed.algorithm] : this.expected ? [] : ALGORITHMS;
    const hashes = new Map(algorithms.map((each) => [each, createHash(each)]));
    return new FileHash(hashes, (digests) => {
      this.found.set(name, digests);
      this.verify(name);
    });
  }

  /** @throws ImageRefusedError if the manifest lists a file that did not come */
  end(): void {
    for (const name of this.expected?.keys() ?? []) {
      if (this.found.has(name)) continue;
      throw new ImageRefusedError(
        'ovaCorrupt',
        `The manifest of the OVA lists "${shortText(name, MAX_NAME)}", which is not in it. Download or export it again.`,
      );
    }
  }

  private verify(name: string): void {
    const listed = this.expected?.get(name);
    if (!listed) return;
    const hash = this.found.get(name)?.get(listed.algorithm);
    if (hash === listed.hash) return;
    throw new ImageRefusedError(
      'checksumMismatch',
      `The ${listed.algorithm.toUpperCase()} of "${shortText(name, MAX_NAME)}" in the OVA is ${hash}, but its manifest says ${shortText(listed.hash, 128)}. Download or export it again.`,
    );
  }
}

/** The hashes of a file while it is read. */
export class FileHash {
  constructor(
    private readonly hashes: ReadonlyMap<Algorithm, Hash>,
    private readonly onEnd: (digests: ReadonlyMap<Algorithm, string>) => void,
  ) {}

  update(chunk: Buffer): void {
    for (const hash of this.hashes.values()) hash.update(chunk);
  }

  /** @throws ImageRefusedError `checksumMismatch` */
  end(): void {
    this.onEnd(new Map([...this.hashes].map(([name, hash]) => [name, hash.digest('hex')])));
  }
}

function unreadable(line: string): ImageRefusedError {
  return new ImageRefusedError(
    'ovaCorrupt',
    `The manifest of the OVA has a line that is not a checksum: "${shortText(line, MAX_NAME)}". Export the machine again.`,
  );
}
