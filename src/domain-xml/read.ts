import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import type { FileOwner } from './views.js';

/** picostack's namespace in a domain's `<metadata>`. */
export const METADATA_NAMESPACE = 'urn:picostack:instance:1';
/** The prefix with which libvirt writes it. */
export const METADATA_PREFIX = 'picostack';

/** Parse XML that libvirt wrote. @throws ParseError if it is not well-formed */
export function parseXml(xml: string): Document {
  return new DOMParser({ normalizeLineEndings }).parseFromString(xml, 'text/xml');
}

/**
 * The end of a line in XML 1.0 and in libvirt's parser (https://www.w3.org/TR/xml/#sec-line-ends). xmldom's own rule is that
 * of XML 1.1, which loses U+0085 and U+2028.
 */
function normalizeLineEndings(xml: string): string {
  return xml.replaceAll(/\r\n?/g, '\n');
}

/** Follow element names downwards, to the first match of each; undefined if one is missing. */
export function descend(node: Document | Element, ...names: string[]): Element | undefined {
  let current: Element | undefined =
    'documentElement' in node ? (node.documentElement ?? undefined) : node;
  for (const name of names) current = current && childrenOf(current, name)[0];
  return current;
}

/** Return the child elements with a name. */
export function childrenOf(element: Element, name: string): Element[] {
  return [...element.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE && node.nodeName === name,
  );
}

/** Return the trimmed text of the element at the end of a path; undefined if it is missing. */
export function textAt(node: Document | Element, ...names: string[]): string | undefined {
  return descend(node, ...names)?.textContent?.trim();
}

/** The properties of a volume in its XML. */
export interface VolumeDescription {
  readonly path: string;
  readonly format: string;
  /** The version of a qcow2 file: `0.10` or `1.1`; undefined for other formats. */
  readonly compat: string | undefined;
  readonly capacityBytes: number;
  readonly allocationBytes: number;
  /** The length of the file. */
  readonly fileBytes: number;
  /** When the file was last written, in seconds since 1970 with a fraction; undefined if libvirt does not know it. */
  readonly modifiedAt: string | undefined;
  readonly backingPath: string | undefined;
}

/** Parse a volume's XML (virStorageVolGetXMLDesc); libvirt writes sizes in bytes. */
export function readVolume(xml: string): VolumeDescription {
  const document = parseXml(xml);
  return {
    path: textAt(document, 'target', 'path') ?? '',
    format: descend(document, 'target', 'format')?.getAttribute('type') ?? '',
    compat: textAt(document, 'target', 'compat'),
    capacityBytes: Number(textAt(document, 'capacity')),
    allocationBytes: Number(textAt(document, 'allocation')),
    fileBytes: Number(textAt(document, 'physical')),
    modifiedAt: textAt(document, 'target', 'timestamps', 'mtime'),
    backingPath: textAt(document, 'backingStore', 'path'),
  };
}

/** Return the target folder of a directory pool (virStoragePoolGetXMLDesc). */
export function readPoolPath(xml: string): string {
  return textAt(parseXml(xml), 'target', 'path') ?? '';
}

/**
 * Return the user and group of QEMU's processes (virConnectGetCapabilities); undefined if libvirt does not change owners, as
 * in a session.
 */
export function readQemuUser(xml: string): FileOwner | undefined {
  const host = descend(parseXml(xml), 'host');
  const dac = (host ? childrenOf(host, 'secmodel') : []).find(
    (each) => textAt(each, 'model') === 'dac',
  );
  // `+64055:+64055`: numeric, as libvirt resolves them.
  const match = /^\+(\d+):\+(\d+)$/.exec((dac && textAt(dac, 'baselabel')) ?? '');
  return match ? { userId: Number(match[1]), groupId: Number(match[2]) } : undefined;
}

/** A guest type that the host supports. */
export interface GuestCapability {
  readonly arch: string;
  /** The domain types: `qemu`, `kvm`... */
  readonly domainTypes: readonly string[];
}

/** Whether the domain capabilities (virConnectGetDomainCapabilities) list UEFI among the firmwares that libvirt can choose. */
export function offersUefi(xml: string): boolean {
  const os = descend(parseXml(xml), 'os');
  const firmware =
    os && childrenOf(os, 'enum').find((each) => each.getAttribute('name') === 'firmware');
  return (
    firmware !== undefined &&
    childrenOf(firmware, 'value').some((value) => value.textContent === 'efi')
  );
}

/** Parse a host's capabilities (virConnectGetCapabilities): its architecture and its fully virtualized guests. */
export function readCapabilities(xml: string): { arch: string; guests: GuestCapability[] } {
  const document = parseXml(xml);
  const root = descend(document);
  const guests = root ? childrenOf(root, 'guest') : [];
  return {
    arch: textAt(document, 'host', 'cpu', 'arch') ?? '',
    guests: guests
      .filter((guest) => textAt(guest, 'os_type') === 'hvm')
      .map((guest) => {
        const arch = descend(guest, 'arch');
        return {
          arch: arch?.getAttribute('name') ?? '',
          domainTypes: arch
            ? childrenOf(arch, 'domain').map((domain) => domain.getAttribute('type') ?? '')
            : [],
        };
      }),
  };
}
