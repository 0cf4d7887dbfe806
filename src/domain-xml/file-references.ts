import { childrenOf, descend, parseXml } from './read.js';

/** Elements with free text, in which a path is not a reference. */
const WORDS = /<(metadata|description|title)\b[^>]*>[\s\S]*?<\/\1>/g;
/** The value of an attribute, or the text of an element. libvirt writes both kinds of quotes. */
const VALUE = /=\s*(?:'([^']*)'|"([^"]*)")|>([^<>]+)</g;
const ENTITY = /&(?:#x([0-9a-fA-F]+)|#(\d+)|(amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** A volume that a domain's XML refers to. */
export interface VolumeReference {
  readonly pool: string;
  readonly volume: string;
}

/**
 * Find all absolute paths in a domain's XML: disks and their backing chains, running copies, CD-ROMs, firmware, kernels,
 * QEMU's own arguments. A path too many is better than a missing one, because files without references are deleted. This is
 * not an XML parser, because thousands of domains are read at a time.
 */
export function fileReferences(xml: string): Set<string> {
  const paths = new Set<string>();
  for (const [, single, double, text] of xml.replaceAll(WORDS, '').matchAll(VALUE)) {
    const value = decode(single ?? double ?? text ?? '').trim();
    if (value.startsWith('/')) paths.add(value);
    else if (value.includes('/')) {
      // -drive file=/srv/a.qcow2,format=qcow2; json:{"filename":"/srv/a.qcow2"}; file:/srv/a.qcow2
      for (const part of value.split(/[=,":]/)) if (part.startsWith('/')) paths.add(part.trim());
    }
  }
  return paths;
}

/** Find the volumes that a domain's XML refers to by their pool: `<source pool='isos' volume='debian.iso'/>`. */
export function volumeReferences(xml: string): VolumeReference[] {
  if (!/\bvolume=/.test(xml)) return [];
  const sources = [...parseXml(xml).getElementsByTagName('source')];
  return sources.flatMap((source) => {
    const [pool, volume] = [source.getAttribute('pool'), source.getAttribute('volume')];
    return pool !== null && volume !== null ? [{ pool, volume }] : [];
  });
}

/** Find the files of a domain's disks that may have backing files: all except raw ones. */
export function chainedFiles(xml: string): string[] {
  const devices = descend(parseXml(xml), 'devices');
  return (devices ? childrenOf(devices, 'disk') : []).flatMap((disk) => {
    const file = descend(disk, 'source')?.getAttribute('file');
    return file && descend(disk, 'driver')?.getAttribute('type') !== 'raw' ? [file] : [];
  });
}

/** Find the files of external snapshots in a snapshot's XML (virDomainSnapshotGetXMLDesc). */
export function snapshotFiles(xml: string): string[] {
  const disks = descend(parseXml(xml), 'disks');
  return (disks ? childrenOf(disks, 'disk') : []).flatMap((disk) => {
    const file = descend(disk, 'source')?.getAttribute('file');
    return disk.getAttribute('snapshot') === 'external' && file ? [file] : [];
  });
}

function decode(text: string): string {
  return text.replaceAll(ENTITY, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
