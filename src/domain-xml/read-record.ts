import type { Element } from '@xmldom/xmldom';
import { METADATA_NAMESPACE, descend, parseXml, textAt } from './read.js';
import type { MetadataView } from './views.js';

const KIB_PER_UNIT: Readonly<Record<string, number>> = {
  b: 1 / 1024,
  bytes: 1 / 1024,
  KiB: 1,
  k: 1,
  MiB: 1024,
  M: 1024,
  GiB: 1024 ** 2,
  G: 1024 ** 2,
  TiB: 1024 ** 3,
  T: 1024 ** 3,
};

/** What a domain's XML says of the instance that it is: what was recorded, and what libvirt itself has. */
export interface DomainRecord extends MetadataView {
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** MAC address of its first network card; undefined where it has none. */
  readonly mac: string | undefined;
}

/**
 * Reads a domain's XML (virDomainGetXMLDesc).
 * @returns undefined where the domain is none of picostack's, or a copy of one under another UUID
 */
export function readRecord(xml: string): DomainRecord | undefined {
  const document = parseXml(xml);
  const root = descend(document);
  const mark = root && findMark(root);
  const uuid = textAt(document, 'uuid') ?? '';
  if (!root || !mark || mark.getAttribute('id') !== uuid) return undefined;
  const attribute = (element: string, name: string): string =>
    partsOf(mark, element)[0]?.getAttribute(name) ?? '';
  return {
    uuid,
    name: textAt(document, 'name') ?? '',
    memoryMiB: memoryMiB(root),
    vcpus: Number(textAt(document, 'vcpu') ?? 1),
    mac: descend(document, 'devices', 'interface', 'mac')?.getAttribute('address') ?? undefined,
    poolPrefix: attribute('record', 'pools'),
    origin: attribute('record', 'origin') === 'adopted' ? 'adopted' : 'created',
    createdAt: attribute('record', 'createdAt'),
    isProtected: attribute('record', 'protected') === 'true',
    imageId: attribute('image', 'id'),
    imageName: attribute('image', 'name'),
    flavourName: attribute('flavour', 'name'),
    flavourMemoryMiB: Number(attribute('flavour', 'memoryMiB')),
    flavourVcpus: Number(attribute('flavour', 'vcpus')),
    diskVolume: attribute('disk', 'volume'),
    description: wordsOf(mark, 'description'),
    notes: wordsOf(mark, 'notes'),
    tags: partsOf(mark, 'tag').map((tag) => tag.textContent ?? ''),
    ports: partsOf(mark, 'port').map((port) => ({
      protocol: port.getAttribute('protocol') === 'udp' ? 'udp' : 'tcp',
      guestPort: Number(port.getAttribute('guestPort')),
      hostAddress: port.getAttribute('hostAddress') ?? '',
      hostPort: Number(port.getAttribute('hostPort')),
    })),
  };
}

/** picostack's own element in a domain's metadata. */
export function findMark(root: Element): Element | undefined {
  const metadata = descend(root, 'metadata');
  return [...(metadata?.childNodes ?? [])].find(
    (node): node is Element =>
      node.nodeType === node.ELEMENT_NODE && node.namespaceURI === METADATA_NAMESPACE,
  );
}

/** libvirt writes what is set later with our prefix, and leaves what was defined as it is: the local name is the same. */
export function partsOf(mark: Element, name: string): Element[] {
  return [...mark.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE && node.localName === name,
  );
}

function wordsOf(mark: Element, name: string): string {
  return partsOf(mark, name)[0]?.textContent ?? '';
}

function memoryMiB(root: Element): number {
  // What the guest is given; there may be room above it.
  const memory = descend(root, 'currentMemory') ?? descend(root, 'memory');
  const unit = memory?.getAttribute('unit') ?? 'KiB';
  return Math.round((Number(memory?.textContent) * (KIB_PER_UNIT[unit] ?? 1)) / 1024);
}
