import type { Element } from '@xmldom/xmldom';
import { canonical, elementsOf } from './canonical.js';
import { METADATA_NAMESPACE, descend, parseXml, textAt } from './read.js';
import { findMark, partsOf } from './read-record.js';

/** A device of a domain. */
export interface DeviceSummary {
  /** What people call it: "disk vdb". It tells the device from the others of its domain. */
  readonly label: string;
  /** What it reads and writes, where it is a disk: a path, a block device, "pool/volume". */
  readonly source: string | null;
  /** All of it, to see whether it changed. */
  readonly content: string;
}

/** A disk of a domain. */
export interface DiskSummary {
  readonly target: string;
  readonly source: string | null;
}

/** What picostack's own element in a domain's metadata says. */
export interface OwnerMark {
  /** The instance that it was written for; a copy of the XML under another UUID still carries it. */
  readonly id: string;
  /** Of the picostack that wrote it; null in what was written before that was noted. */
  readonly poolPrefix: string | null;
}

/** What a domain's XML says, as far as people ask for it, and the rest as texts to compare. */
export interface DomainSummary {
  readonly name: string;
  readonly uuid: string;
  readonly memoryKiB: number;
  /** What the guest is given of it. */
  readonly currentMemoryKiB: number;
  readonly vcpus: number;
  readonly maxVcpus: number;
  readonly disks: readonly DiskSummary[];
  readonly firstNic: { readonly type: string; readonly mac: string | null } | null;
  readonly owner: OwnerMark | null;
  /** By label. */
  readonly devices: ReadonlyMap<string, DeviceSummary>;
  /** The other elements, by name, without what picostack itself keeps in the metadata. */
  readonly sections: ReadonlyMap<string, string>;
}

const READ_APART: readonly string[] = [
  'name',
  'uuid',
  'memory',
  'currentMemory',
  'vcpu',
  'devices',
  'metadata',
];

/** Reads a domain's XML (virDomainGetXMLDesc). */
export function summarizeDomain(xml: string): DomainSummary {
  const document = parseXml(xml);
  const root = descend(document);
  if (!root) throw new Error('A domain without an element');
  const devices = childElementsAt(root, 'devices');
  const vcpus = descend(root, 'vcpu');
  const maxVcpus = Number(vcpus?.textContent ?? 1);
  const memoryKiB = Number(textAt(root, 'memory'));
  const nic = devices.find(({ nodeName }) => nodeName === 'interface');
  return {
    name: textAt(root, 'name') ?? '',
    uuid: textAt(root, 'uuid') ?? '',
    memoryKiB,
    currentMemoryKiB: Number(textAt(root, 'currentMemory') ?? memoryKiB),
    vcpus: Number(vcpus?.getAttribute('current') ?? maxVcpus),
    maxVcpus,
    disks: devices.filter(({ nodeName }) => nodeName === 'disk').map(readDisk),
    firstNic: nic ? { type: nic.getAttribute('type') ?? '', mac: macOf(nic) } : null,
    owner: readOwner(root),
    devices: summarizeDevices(devices),
    sections: summarizeSections(root),
  };
}

function summarizeDevices(devices: readonly Element[]): Map<string, DeviceSummary> {
  const summaries = new Map<string, DeviceSummary>();
  for (const device of devices) {
    const name = nameOfDevice(device);
    let label = name;
    for (let count = 2; summaries.has(label); count += 1) label = `${name} (${count})`;
    const source = device.nodeName === 'disk' ? readDisk(device).source : null;
    summaries.set(label, { label, source, content: canonical(device) });
  }
  return summaries;
}

function nameOfDevice(device: Element): string {
  const target = descend(device, 'target');
  const type = device.getAttribute('type');
  switch (device.nodeName) {
    case 'disk':
      return `disk ${target?.getAttribute('dev') ?? ''}`;
    case 'interface':
      return `network card ${macOf(device) ?? ''}`;
    case 'controller':
      return `controller ${type ?? ''} ${device.getAttribute('index') ?? ''}`;
    case 'channel':
      return `channel ${target?.getAttribute('name') ?? type ?? ''}`;
    case 'video':
      return `video ${descend(device, 'model')?.getAttribute('type') ?? ''}`;
    default:
      return type === null ? device.nodeName : `${device.nodeName} ${type}`;
  }
}

function summarizeSections(root: Element): Map<string, string> {
  const sections = new Map<string, string>();
  const add = (name: string, content: string): void => {
    sections.set(name, `${sections.get(name) ?? ''}${content}`);
  };
  for (const element of elementsOf(root)) {
    if (!READ_APART.includes(element.nodeName)) add(element.nodeName, canonical(element));
  }
  for (const element of childElementsAt(root, 'metadata')) {
    if (element.namespaceURI !== METADATA_NAMESPACE) add('metadata', canonical(element));
  }
  return sections;
}

function readDisk(disk: Element): DiskSummary {
  const source = descend(disk, 'source');
  const at = (name: string) => source?.getAttribute(name) ?? null;
  const volume = at('volume');
  return {
    target: descend(disk, 'target')?.getAttribute('dev') ?? '',
    source:
      at('file') ?? at('dev') ?? (volume === null ? at('name') : `${at('pool') ?? ''}/${volume}`),
  };
}

function macOf(nic: Element): string | null {
  return descend(nic, 'mac')?.getAttribute('address') ?? null;
}

function readOwner(root: Element): OwnerMark | null {
  const mark = findMark(root);
  if (!mark) return null;
  const [record] = partsOf(mark, 'record');
  return {
    id: mark.getAttribute('id') ?? '',
    poolPrefix: record?.getAttribute('pools') ?? null,
  };
}

function childElementsAt(root: Element, name: string): Element[] {
  const parent = descend(root, name);
  return parent ? elementsOf(parent) : [];
}
