import type { Element } from '@xmldom/xmldom';
import { readDisks } from './disks.js';
import { findInstanceElement, hasUnknownMetadata, childrenNamed } from './metadata.js';
import { descend, parseXml, textAt } from './read.js';
import { readQuantities } from './quantities.js';

/** A port mapping in the metadata, not validated. */
export interface RecordedPort {
  readonly protocol: string;
  readonly guestPort: string;
  readonly hostAddress: string;
  readonly hostPort: string;
}

/** picostack's metadata, not validated; a missing value is an empty text. */
export interface RecordedMetadata {
  readonly poolPrefix: string;
  readonly origin: string;
  readonly createdAt: string;
  readonly isProtected: string;
  readonly imageId: string;
  readonly imageName: string;
  readonly flavourName: string;
  readonly flavourMemoryMiB: string;
  readonly flavourVcpus: string;
  readonly flavourDiskGiB: string;
  readonly diskVolume: string;
  readonly description: string;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly ports: readonly RecordedPort[];
}

/** The parts of a domain's XML for the record of an instance: the metadata, and libvirt's own elements. */
export interface DomainRecord {
  readonly uuid: string;
  readonly name: string;
  /** The target of its balloon (`<currentMemory>`). */
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** The MAC address of its first network interface; undefined if it has none. */
  readonly mac: string | undefined;
  /** The type of its first network interface. */
  readonly nicType: string | undefined;
  /** The files of its disks, in order: the tops of their chains. */
  readonly diskFiles: readonly string[];
  /** Undefined if it has none, or that of another domain whose XML was copied. */
  readonly metadata: RecordedMetadata | undefined;
  /** Whether another version of picostack wrote metadata that this one cannot read. */
  readonly hasUnknownMetadata: boolean;
}

/** Read the properties of an instance from a domain's XML (virDomainGetXMLDesc). */
export function readRecord(xml: string): DomainRecord {
  const document = parseXml(xml);
  const root = descend(document);
  if (!root) throw new Error('The domain XML has no element.');
  const uuid = textAt(root, 'uuid') ?? '';
  const instance = findInstanceElement(root);
  const nic = descend(root, 'devices', 'interface');
  const { currentMemoryKiB, vcpus } = readQuantities(root);
  return {
    uuid,
    name: textAt(root, 'name') ?? '',
    memoryMiB: Math.round(currentMemoryKiB / 1024),
    vcpus,
    mac: (nic && descend(nic, 'mac')?.getAttribute('address')) ?? undefined,
    nicType: nic?.getAttribute('type') ?? undefined,
    diskFiles: readDisks(xml).flatMap(({ file }) => file ?? []),
    metadata: instance?.getAttribute('id') === uuid ? readInstanceElement(instance) : undefined,
    hasUnknownMetadata: hasUnknownMetadata(root),
  };
}

/** Read picostack's element alone, as a template renders it. */
export function readMetadata(xml: string): RecordedMetadata | undefined {
  const instance = descend(parseXml(xml));
  return instance && readInstanceElement(instance);
}

function readInstanceElement(instance: Element): RecordedMetadata {
  const attribute = (part: string, name: string): string =>
    childrenNamed(instance, part)[0]?.getAttribute(name) ?? '';
  const text = (part: string): string => childrenNamed(instance, part)[0]?.textContent ?? '';
  return {
    poolPrefix: attribute('record', 'pools'),
    origin: attribute('record', 'origin'),
    createdAt: attribute('record', 'createdAt'),
    isProtected: attribute('record', 'protected'),
    imageId: attribute('image', 'id'),
    imageName: attribute('image', 'name'),
    flavourName: attribute('flavour', 'name'),
    flavourMemoryMiB: attribute('flavour', 'memoryMiB'),
    flavourVcpus: attribute('flavour', 'vcpus'),
    flavourDiskGiB: attribute('flavour', 'diskGiB'),
    diskVolume: attribute('disk', 'volume'),
    description: text('description'),
    notes: text('notes'),
    tags: childrenNamed(instance, 'tag').map((tag) => tag.textContent ?? ''),
    ports: childrenNamed(instance, 'port').map((port) => ({
      protocol: port.getAttribute('protocol') ?? '',
      guestPort: port.getAttribute('guestPort') ?? '',
      hostAddress: port.getAttribute('hostAddress') ?? '',
      hostPort: port.getAttribute('hostPort') ?? '',
    })),
  };
}
