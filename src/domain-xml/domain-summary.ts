import type { Element } from '@xmldom/xmldom';
import type { Firmware } from '../common/guest-hardware.js';
import { canonical, canonicalDevice, elementsOf } from './canonical.js';
import { readSource } from './device-source.js';
import { findInstanceElement, hasUnknownMetadata, childrenNamed } from './metadata.js';
import { type DomainQuantities, readQuantities } from './quantities.js';
import { METADATA_NAMESPACE, descend, parseXml, textAt } from './read.js';

/** A device of a domain. */
export interface DeviceSummary {
  /** The kind of device, as users call it: "disk", "network card", "hostdev". */
  readonly kind: string;
  /** Its key among devices of its kind: "vdb", a MAC address; empty if there is none. */
  readonly key: string;
  /** Its source on the host: a path, "pool/volume", the address of a PCI device; null if there is none. */
  readonly source: string | null;
  /** All of it, to detect changes. */
  readonly content: string;
  /** All of it except for its key, to detect the same device with another key. */
  readonly contentWithoutKey: string;
}

/** A disk of a domain. */
export interface DiskSummary {
  readonly target: string;
  readonly source: string | null;
}

/** The content of picostack's element in a domain's metadata. */
export interface OwnerMark {
  /** The instance that it was written for; a copy of the XML with another UUID still contains it. */
  readonly id: string;
  /** The pool prefix of the picostack that wrote it; null in metadata from before that was stored. */
  readonly poolPrefix: string | null;
}

/** The properties in a domain's XML that picostack shows, and the rest as texts to compare. */
export interface DomainSummary extends DomainQuantities {
  readonly name: string;
  readonly uuid: string;
  /** The attribute `type` of the domain: `kvm`, `qemu`. */
  readonly type: string;
  readonly firmware: Firmware;
  readonly disks: readonly DiskSummary[];
  readonly firstNic: { readonly type: string; readonly mac: string | null } | null;
  readonly owner: OwnerMark | null;
  /** Whether another version of picostack wrote metadata that this one cannot read. */
  readonly hasUnknownMetadata: boolean;
  readonly devices: readonly DeviceSummary[];
  /** The other elements by name, without picostack's metadata. */
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

/** Attributes that are a part of a size; the others say how it is provided. */
const SIZE_ATTRIBUTES: readonly string[] = ['unit', 'current'];

/** Parse a domain's XML (virDomainGetXMLDesc). */
export function summarizeDomain(xml: string): DomainSummary {
  const document = parseXml(xml);
  const root = descend(document);
  if (!root) throw new Error('The domain XML has no element.');
  const devices = childElementsAt(root, 'devices');
  const nic = devices.find(({ nodeName }) => nodeName === 'interface');
  return {
    ...readQuantities(root),
    name: textAt(root, 'name') ?? '',
    uuid: textAt(root, 'uuid') ?? '',
    type: root.getAttribute('type') ?? '',
    firmware: readFirmware(root),
    disks: devices.filter(({ nodeName }) => nodeName === 'disk').map(readDisk),
    firstNic: nic ? { type: nic.getAttribute('type') ?? '', mac: macOf(nic) } : null,
    owner: readOwner(root),
    hasUnknownMetadata: hasUnknownMetadata(root),
    devices: devices.map(summarizeDevice),
    sections: summarizeSections(root),
  };
}

function summarizeDevice(device: Element): DeviceSummary {
  const { kind, key, keyElement } = identify(device);
  return {
    kind,
    key,
    source: readSource(device),
    content: canonicalDevice(device),
    contentWithoutKey: canonicalDevice(device, keyElement === undefined ? [] : [keyElement]),
  };
}

interface DeviceIdentity {
  readonly kind: string;
  readonly key: string;
  /** The child element that contains the key; undefined if an attribute does. */
  readonly keyElement?: string;
}

function identify(device: Element): DeviceIdentity {
  const target = descend(device, 'target');
  const type = device.getAttribute('type') ?? '';
  const kind = device.nodeName;
  switch (kind) {
    case 'disk':
      return { kind, key: target?.getAttribute('dev') ?? '', keyElement: 'target' };
    case 'interface':
      return { kind: 'network card', key: macOf(device) ?? '', keyElement: 'mac' };
    case 'controller':
      return { kind: `controller ${type}`, key: device.getAttribute('index') ?? '' };
    case 'channel':
      return { kind, key: target?.getAttribute('name') ?? type, keyElement: 'target' };
    case 'filesystem':
      return { kind, key: target?.getAttribute('dir') ?? type, keyElement: 'target' };
    case 'video':
      return { kind, key: descend(device, 'model')?.getAttribute('type') ?? '' };
    case 'input':
      return { kind, key: `${type} ${device.getAttribute('bus') ?? ''}`.trim() };
    default:
      return { kind, key: type || (device.getAttribute('model') ?? '') };
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
  for (const name of ['memory', 'vcpu']) {
    const provided = howProvided(descend(root, name));
    if (provided !== '') add(`${name} placement`, provided);
  }
  for (const element of childElementsAt(root, 'metadata')) {
    if (element.namespaceURI !== METADATA_NAMESPACE) add('metadata', canonical(element));
  }
  return sections;
}

/** Other attributes of a size, such as `cpuset` or `dumpCore`; `placement='static'` is the default. */
function howProvided(size: Element | undefined): string {
  return [...(size?.attributes ?? [])]
    .filter(({ name, value }) => !SIZE_ATTRIBUTES.includes(name) && value !== 'static')
    .map(({ name, value }) => `${name}=${JSON.stringify(value)}`)
    .toSorted()
    .join(' ');
}

/** libvirt chooses the files of UEFI itself (`firmware='efi'`), or the definition names them (`pflash`). */
function readFirmware(root: Element): Firmware {
  const os = descend(root, 'os');
  const isUefi =
    os?.getAttribute('firmware') === 'efi' ||
    (os && descend(os, 'loader')?.getAttribute('type')) === 'pflash';
  return isUefi ? 'uefi' : 'bios';
}

function readDisk(disk: Element): DiskSummary {
  return { target: descend(disk, 'target')?.getAttribute('dev') ?? '', source: readSource(disk) };
}

function macOf(nic: Element): string | null {
  return descend(nic, 'mac')?.getAttribute('address') ?? null;
}

function readOwner(root: Element): OwnerMark | null {
  const instance = findInstanceElement(root);
  if (!instance) return null;
  const [record] = childrenNamed(instance, 'record');
  return {
    id: instance.getAttribute('id') ?? '',
    poolPrefix: record?.getAttribute('pools') ?? null,
  };
}

function childElementsAt(root: Element, name: string): Element[] {
  const parent = descend(root, name);
  return parent ? elementsOf(parent) : [];
}
