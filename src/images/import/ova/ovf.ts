import { DOMParser, type Element } from '@xmldom/xmldom';
import { formatBytes } from '@picostack/api-client/formats';
import { ImageRefusedError } from '../../../common/errors.js';
import { shortText } from '../../../common/text.js';

/** A disk that an OVF descriptor describes. */
export interface OvfDisk {
  /** The name of its file in the OVA. It is compared with names there, and never becomes a path. */
  readonly fileName: string;
  /** Its size as the descriptor states it, in bytes; undefined if it cannot be read. */
  readonly capacityBytes: number | undefined;
  readonly isChunked: boolean;
}

/** A descriptor with more elements is refused: real ones have a few hundred. */
const MAX_ELEMENTS = 20_000;
const MAX_DISKS = 256;
const MAX_NAME = 80;

/**
 * Read the disks of an OVF descriptor, in the order of its DiskSection
 * (https://www.dmtf.org/sites/default/files/standards/documents/DSP0243_2.1.1.pdf).
 * @throws ImageRefusedError `ovaCorrupt` if it is not such a descriptor
 */
export function readOvfDisks(text: string): OvfDisk[] {
  const envelope = parseEnvelope(text);
  const files = new Map<string, Element>();
  for (const file of below(envelope, 'References', 'File')) files.set(attribute(file, 'id'), file);
  const disks = below(envelope, 'DiskSection', 'Disk');
  if (disks.length > MAX_DISKS) throw corrupt(`it has ${disks.length} disks`);
  // A disk without a file is empty.
  return disks
    .filter((disk) => attribute(disk, 'fileRef') !== '')
    .map((disk) => diskOf(disk, files));
}

/**
 * Choose a disk.
 * @param wanted its number, from 1; null: the only one
 * @throws ImageRefusedError `ovaHasNoDisk`, `ovaHasSeveralDisks`, `ovaDiskNotFound`, `imageUnsupported`
 */
export function chooseDisk(disks: readonly OvfDisk[], wanted: number | null): OvfDisk {
  const list = disks.map((disk, index) => `${index + 1}: ${describe(disk)}`).join('; ');
  const details = {
    disks: disks.map(({ fileName, capacityBytes }, index) => ({
      number: index + 1,
      fileName,
      capacityBytes: capacityBytes ?? null,
    })),
  };
  if (disks.length === 0) {
    throw new ImageRefusedError(
      'ovaHasNoDisk',
      'The OVA has no disk with content. Export the machine again, with its disks.',
    );
  }
  if (wanted === null && disks.length > 1) {
    throw new ImageRefusedError(
      'ovaHasSeveralDisks',
      `The OVA has ${disks.length} disks, and an image has one. Choose with ovaDisk which one to import: ${list}.`,
      details,
    );
  }
  const disk = disks[(wanted ?? 1) - 1];
  if (!disk) {
    throw new ImageRefusedError(
      'ovaDiskNotFound',
      `The OVA has no disk ${wanted}. Its disks are ${list}.`,
      details,
    );
  }
  if (disk.isChunked) {
    throw new ImageRefusedError(
      'imageUnsupported',
      `The disk "${shortText(disk.fileName, MAX_NAME)}" of the OVA is split into several files (chunkSize). Export the machine again without it.`,
    );
  }
  return disk;
}

function describe({ fileName, capacityBytes }: OvfDisk): string {
  const size = capacityBytes === undefined ? 'unknown size' : formatBytes(capacityBytes);
  return `${shortText(fileName, MAX_NAME)} (${size})`;
}

function parseEnvelope(text: string): Element {
  // The parser would not expand entities either, but nobody needs them here.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw corrupt('it has a document type declaration');
  if ((text.match(/<[^/!?]/g)?.length ?? 0) > MAX_ELEMENTS) {
    throw corrupt(`it has more than ${MAX_ELEMENTS} elements`);
  }
  let root: Element | null;
  try {
    root = new DOMParser({ onError: stopOnError }).parseFromString(
      text,
      'text/xml',
    ).documentElement;
  } catch (error) {
    throw corrupt('it is not well-formed XML', error);
  }
  if (root?.localName !== 'Envelope') throw corrupt('its root element is not Envelope');
  return root;
}

function stopOnError(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message);
}

function diskOf(disk: Element, files: ReadonlyMap<string, Element>): OvfDisk {
  const file = files.get(attribute(disk, 'fileRef'));
  if (!file) throw corrupt('a disk refers to a file that is not in its References');
  const href = attribute(file, 'href');
  if (href === '' || /^[a-z][a-z0-9+.-]*:/i.test(href)) {
    throw corrupt(`the disk "${shortText(href, MAX_NAME)}" is not in the OVA`);
  }
  return {
    fileName: decoded(href),
    capacityBytes: capacityOf(disk),
    isChunked: attribute(file, 'chunkSize') !== '',
  };
}

/** The reference is a URL: names with spaces are encoded, by most programs. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** The units are those of DMTF, such as `byte * 2^30`. */
function capacityOf(disk: Element): number | undefined {
  const capacity = attribute(disk, 'capacity');
  if (!/^\d{1,20}$/.test(capacity)) return undefined;
  const units = attribute(disk, 'capacityAllocationUnits');
  const [, exponent = '0'] = /^byte\s*\*\s*2\^(\d{1,2})$/.exec(units) ?? [];
  if (units !== '' && units !== 'byte' && exponent === '0') return undefined;
  const bytes = Number(capacity) * 2 ** Number(exponent);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

function below(root: Element, section: string, name: string): Element[] {
  return elements(root, section).flatMap((each) => elements(each, name));
}

/** The prefixes of the namespaces differ between programs and versions. */
function elements(parent: Element, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element =>
      node.nodeType === node.ELEMENT_NODE && 'localName' in node && node.localName === name,
  );
}

function attribute(element: Element, name: string): string {
  return [...element.attributes].find(({ localName }) => localName === name)?.value ?? '';
}

function corrupt(why: string, cause?: unknown): ImageRefusedError {
  const reason = cause instanceof Error ? ` (${shortText(cause.message, MAX_NAME)})` : '';
  return new ImageRefusedError(
    'ovaCorrupt',
    `The OVF descriptor of the OVA cannot be used: ${why}${reason}. Export the machine again.`,
  );
}
