import type { Document, Element } from '@xmldom/xmldom';
import { findMark, setPart } from './metadata.js';
import { childrenOf, descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** A disk of a domain, as far as a copy of it is concerned. */
export interface DomainDisk {
  /** Its name in libvirt's calls: `vda`. */
  readonly target: string;
  /** The file that it is; undefined where it is something else. */
  readonly file: string | undefined;
  /** The copy that is being made of it, if any. */
  readonly mirror: { readonly file: string | undefined; readonly isReady: boolean } | undefined;
}

/** The disks of a domain (virDomainGetXMLDesc), in their order. */
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

/** Whether the guest agent of a running domain has opened its channel. */
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

/** What takes the place of a disk's file, and what is noted of it: its volume, and the image that it is a clone of. */
export interface DiskChange {
  readonly from: string;
  readonly to: string;
  readonly volume: string;
  /** Both are empty where it is a clone of none. */
  readonly image: { readonly id: string; readonly name: string };
}

/**
 * Puts another file in the place of a disk's, and notes that in picostack's metadata. All else in the XML stays:
 * what an operator added is none of ours.
 * @returns undefined where no disk of the domain is that file
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
  // A chain that was written down is the old file's; libvirt reads the new one's from its header.
  for (const chain of childrenOf(disk, 'backingStore')) disk.removeChild(chain);
  const root = descend(document);
  const mark = root && findMark(root);
  if (mark) {
    setPart(mark, 'disk', { volume });
    setPart(mark, 'image', { id: image.id, name: image.name });
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
