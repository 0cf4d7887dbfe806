import { type Document, type Element } from '@xmldom/xmldom';
import { childrenOf, descend, parseXml, textAt } from './read.js';

/** Memory and processors of a domain as its XML has them. */
export interface DomainSize {
  /** What it has once its balloon is where it belongs (`<currentMemory>`). */
  readonly memoryKiB: number;
  /** The most that its balloon can let it have (`<memory>`). */
  readonly maxMemoryKiB: number;
  readonly vcpus: number;
  /** The most that can be switched on while it runs. */
  readonly maxVcpus: number;
}

/** Reads it from XML that libvirt wrote. */
export function readDomainSize(xml: string): DomainSize {
  const document = parseXml(xml);
  const maxMemoryKiB = kibibytes(document, 'memory') ?? 0;
  const maxVcpus = Number(textAt(document, 'vcpu') ?? 1);
  const current = descend(document, 'vcpu')?.getAttribute('current');
  return {
    memoryKiB: kibibytes(document, 'currentMemory') ?? maxMemoryKiB,
    maxMemoryKiB,
    vcpus: current ? Number(current) : maxVcpus,
    maxVcpus,
  };
}

/** The target (`vda`) of the disk with that file; undefined where no disk of the domain has it. */
export function diskTargetOf(xml: string, path: string): string | undefined {
  const devices = descend(parseXml(xml), 'devices');
  const disk = devices && childrenOf(devices, 'disk').find((each) => sourceOf(each) === path);
  return (disk && descend(disk, 'target')?.getAttribute('dev')) || undefined;
}

function sourceOf(disk: Element): string | null | undefined {
  return descend(disk, 'source')?.getAttribute('file');
}

/** libvirt writes KiB whatever was given; an operator's own XML never comes here unread by libvirt. */
function kibibytes(document: Document, name: string): number | undefined {
  const text = textAt(document, name);
  return text === undefined ? undefined : Number(text);
}
