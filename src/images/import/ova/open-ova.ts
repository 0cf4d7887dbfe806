import { Readable } from 'node:stream';
import { type Extract, extract } from 'tar-stream';
import { ImageRefusedError, messageOf, PicostackError } from '../../../common/errors.js';
import { shortText } from '../../../common/text.js';
import { Manifest } from './manifest.js';
import { chooseDisk, type OvfDisk, readOvfDisks } from './ovf.js';

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

const MIB = 1024 ** 2;
const MAX_FILES = 1000;
const MAX_NAME_BYTES = 255;
/** The maximum size of the descriptor, and of the manifest. */
const MAX_TEXT_BYTES = 2 * MIB;
/** The maximum size of the headers between two files. */
const MAX_HEADERS_BYTES = 8 * MIB;
const SHOWN_NAME = 80;

/** The chosen disk of an OVA. */
export interface OvaDisk {
  readonly sizeBytes: number;
  /** Its content. After it, the rest of the OVA is read and verified, so it may throw at its end. */
  readonly content: AsyncGenerator<Buffer, void>;
}

/**
 * Read an OVA, a tar archive with an OVF descriptor at its beginning, as a stream, up to its chosen disk. Nothing is unpacked: names
 * in it are only compared.
 * @param source its errors are thrown here too
 * @param wanted the number of the disk, from 1; null: the only one
 * @throws ImageRefusedError if it is damaged, or has several disks and none is chosen
 */
export async function openOva(
  source: AsyncIterable<Buffer>,
  wanted: number | null,
): Promise<OvaDisk> {
  const ova = new Ova(source);
  try {
    const disk = await ova.readDescriptor(wanted);
    const entry = await ova.findDisk(disk);
    return { sizeBytes: sizeOf(entry), content: ova.readDisk(entry) };
  } catch (error) {
    ova.close();
    throw ova.explain(error);
  }
}

/**
 * Check the beginning of an OVA, as far as its descriptor is in it.
 * @throws ImageRefusedError as {@link openOva} does
 */
export async function inspectOvaBeginning(head: Buffer, wanted: number | null): Promise<void> {
  const ova = new Ova(Readable.from([head]));
  try {
    await ova.readDescriptor(wanted);
  } catch (error) {
    // A long descriptor is not complete yet.
    if (error instanceof PicostackError) throw error;
  } finally {
    ova.close();
  }
}

class Ova {
  private readonly input: Readable;
  private readonly archive: Extract = extract();
  private readonly entries: AsyncIterator<Entry>;
  private readonly manifest = new Manifest();
  private readonly names = new Set<string>();
  private headerBytes = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.input = Readable.from(source);
    this.entries = this.archive[Symbol.asyncIterator]();
    this.input.on('error', (error) => this.archive.destroy(error));
    // Its errors are thrown by the iterator.
    this.archive.on('error', () => this.input.destroy());
    this.input.on('data', (chunk: Buffer) => this.countHeaders(chunk));
    this.input.pipe(this.archive);
  }

  async readDescriptor(wanted: number | null): Promise<OvfDisk> {
    const first = await this.next();
    if (!first || !hasEnding(first, '.ovf')) {
      throw new ImageRefusedError(
        'ovaCorrupt',
        'The content is not an OVA: the first file of the archive is not an OVF descriptor. ' +
          'If it has one, pack it again in the right order: tar -cf NEW.ova NAME.ovf NAME.vmdk.',
      );
    }
    return chooseDisk(readOvfDisks(await this.readText(first)), wanted);
  }

  async findDisk({ fileName }: OvfDisk): Promise<Entry> {
    for (let entry = await this.next(); entry; entry = await this.next()) {
      if (nameOf(entry) === fileName) return entry;
      await this.pass(entry);
    }
    throw new ImageRefusedError(
      'ovaCorrupt',
      `The disk "${shortText(fileName, SHOWN_NAME)}" is missing from the OVA, or comes before its descriptor. Download or export it again.`,
    );
  }

  async *readDisk(disk: Entry): AsyncGenerator<Buffer, void> {
    try {
      yield* this.read(disk);
      for (let entry = await this.next(); entry; entry = await this.next()) await this.pass(entry);
      this.manifest.end();
    } catch (error) {
      throw this.explain(error);
    } finally {
      this.close();
    }
  }

  close(): void {
    this.input.destroy();
    this.archive.destroy();
  }

  /** The sender's own error explains the end of the archive. */
  explain(error: unknown): unknown {
    const cause: unknown = this.input.errored ?? error;
    if (cause instanceof PicostackError) return cause;
    if (cause instanceof Error && cause.name === 'AbortError') return cause;
    return new ImageRefusedError(
      'ovaCorrupt',
      `The OVA is damaged or ends too early: ${shortText(messageOf(cause), SHOWN_NAME)}. Download or export it again.`,
    );
  }

  /** Return the next file; skip folders. */
  private async next(): Promise<Entry | undefined> {
    let value: Entry;
    do {
      const next: IteratorResult<Entry, unknown> = await this.entries.next();
      if (next.done) return undefined;
      ({ value } = next);
    } while (value.header.type === 'directory');
    this.headerBytes = 0;
    requireOrdinary(value);
    const name = nameOf(value);
    if (this.names.has(name)) throw damaged(`it has two files named "${shown(name)}"`);
    this.names.add(name);
    if (this.names.size > MAX_FILES) throw damaged(`it has more than ${MAX_FILES} files`);
    return value;
  }

  /** Read a file that is not the chosen disk: the manifest, or something to be verified. */
  private async pass(entry: Entry): Promise<void> {
    if (hasEnding(entry, '.mf')) this.manifest.read(await this.readText(entry));
    else await drain(this.read(entry));
  }

  private async readText(entry: Entry): Promise<string> {
    if (sizeOf(entry) > MAX_TEXT_BYTES) {
      throw damaged(`its file "${shown(nameOf(entry))}" has ${sizeOf(entry)} bytes`);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of this.read(entry)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }

  private async *read(entry: Entry): AsyncGenerator<Buffer, void> {
    // A manifest does not list itself, and nothing verifies its certificate.
    const hash = this.manifest.hash(nameOf(entry));
    for await (const chunk of entry) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(0);
      this.headerBytes = 0;
      hash.update(bytes);
      yield bytes;
    }
    hash.end();
  }

  /** Headers with extensions may follow each other without a file. */
  private countHeaders({ length }: Buffer): void {
    this.headerBytes += length;
    if (this.headerBytes > MAX_HEADERS_BYTES) {
      this.archive.destroy(damaged('it has too many headers without a file'));
    }
  }
}

async function drain(content: AsyncGenerator<Buffer, void>): Promise<void> {
  while (!(await content.next()).done);
}

function requireOrdinary({ header }: Entry): void {
  const { name, type } = header;
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw damaged(`it has a file with a name of ${Buffer.byteLength(name)} bytes`);
  }
  if (type === 'file' || type === 'contiguous-file') return;
  throw damaged(`its entry "${shown(name)}" is not a file (${type})`);
}

/** The name without the `./` that tar may add. */
function nameOf({ header: { name } }: Entry): string {
  return name.replace(/^\.\//, '');
}

function sizeOf({ header }: Entry): number {
  return header.size ?? 0;
}

function hasEnding(entry: Entry, ending: string): boolean {
  return nameOf(entry).toLowerCase().endsWith(ending);
}

function shown(name: string): string {
  return shortText(name, SHOWN_NAME);
}

function damaged(why: string): ImageRefusedError {
  return new ImageRefusedError(
    'ovaCorrupt',
    `The OVA cannot be used: ${why}. Download or export it again.`,
  );
}
