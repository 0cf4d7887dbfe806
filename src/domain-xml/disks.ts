import type { Document, Element } from '@xmldom/xmldom';
import { findInstanceElement, setChild } from './metadata.js';
import { childrenOf, descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** A disk of a domain, with the properties that copies need. */
export interface DomainDisk {
  /** Its name in libvirt's calls: `vda`. */
  readonly target: string;
  /** Its file; undefined if its source is not a file. */
  readonly file: string | undefined;
  /** The destination of a running copy. */
  readonly mirror: { readonly file: string | undefined; readonly isReady: boolean } | undefined;
}

/** List the disks of a domain (virDomainGetXMLDesc) in order. */
export function readDisks(xml: string): DomainDisk[] {
  return disksOf(parseXml(xml)).map((disk) => {
    const mirror = descend(disk, 'mirror');
    return {
      target: descend(disk, 'target')?.getAttribute('dev') ?? '',
      file: fileOf(disk),
      mirror: mirror && {
        file: fileOf(mirror),
        isReady: mirror.getAttribute('ready') === 'yes',
      },
    };
  });
}

/** The files and devices that the disks of a domain may write to; its CDs and backing files are not among them. */
export function writableSources(xml: string): ReadonlySet<string> {
  const disks = disksOf(parseXml(xml)).filter((disk) => !descend(disk, 'readonly'));
  const sources = disks.flatMap((disk) => {
    const places = [descend(disk, 'source'), descend(disk, 'mirror', 'source')];
    return places.flatMap((place) => [place?.getAttribute('file'), place?.getAttribute('dev')]);
  });
  return new Set(sources.filter((source): source is string => Boolean(source)));
}

/** Check whether the guest agent of a running domain has opened its channel. */
export function hasGuestAgent(xml: string): boolean {
  const devices = descend(parseXml(xml), 'devices');
  return (devices ? childrenOf(devices, 'channel') : []).some((channel) => {
    const target = descend(channel, 'target');
    return (
      target?.getAttribute('name') === 'org.qemu.guest_agent.0' &&
      target.getAttribute('state') === 'connected'
    );
  });
}

/** The replacement of a disk's file, and its metadata: its volume, and the image that it is a clone of. */
export interface DiskChange {
  readonly from: string;
  readonly to: string;
  readonly volume: string;
  /** Both are empty if it is not a clone. */
  readonly image: { readonly id: string; readonly name: string };
}

/**
 * Replace the file of a disk, and store that in picostack's metadata. All other XML stays unchanged, because it may be from
 * an operator.
 * @returns undefined if no disk of the domain has the file
 */
export function replaceDisk(
  xml: string,
  { from, to, volume, image }: DiskChange,
): string | undefined {
  const document = parseXml(xml);
  const disk = disksOf(document).find((each) => fileOf(each) === from);
  const source = disk && descend(disk, 'source');
  if (!disk || !source) return undefined;
  source.setAttribute('file', to);
  // An explicit chain belongs to the old file; libvirt reads the chain of the new file from its header.
  for (const chain of childrenOf(disk, 'backingStore')) disk.removeChild(chain);
  const root = descend(document);
  const instance = root && findInstanceElement(root);
  if (instance) {
    setChild(instance, 'disk', { volume });
    setChild(instance, 'image', { id: image.id, name: image.name });
  }
  return serializeXml(document);
}

function disksOf(document: Document): Element[] {
  const devices = descend(document, 'devices');
  return devices ? childrenOf(devices, 'disk') : [];
}

function fileOf(disk: Element): string | undefined {
  return descend(disk, 'source')?.getAttribute('file') ?? undefined;
}
