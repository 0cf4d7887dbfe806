import { type Document, type Element } from '@xmldom/xmldom';
import { childrenOf, descend, parseXml, textAt } from './read.js';

/** The memory and processors in the XML of a domain. */
export interface DomainSize {
  /** The target of its balloon (`<currentMemory>`). */
  readonly memoryKiB: number;
  /** The maximum of its balloon (`<memory>`). */
  readonly maxMemoryKiB: number;
  readonly vcpus: number;
  /** The maximum number of processors that can be enabled while it is running. */
  readonly maxVcpus: number;
}

/** Read the size from XML that libvirt wrote. */
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

/** Return the target (`vda`) of the disk with a file; undefined if no disk has it. */
export function diskTargetOf(xml: string, path: string): string | undefined {
  const devices = descend(parseXml(xml), 'devices');
  const disk = devices && childrenOf(devices, 'disk').find((each) => sourceOf(each) === path);
  return (disk && descend(disk, 'target')?.getAttribute('dev')) || undefined;
}

function sourceOf(disk: Element): string | null | undefined {
  return descend(disk, 'source')?.getAttribute('file');
}

/** libvirt always writes KiB. The XML of an operator only arrives here after libvirt has parsed it. */
function kibibytes(document: Document, name: string): number | undefined {
  const text = textAt(document, name);
  return text === undefined ? undefined : Number(text);
}
