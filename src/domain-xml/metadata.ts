import type { Element, Node } from '@xmldom/xmldom';
import { METADATA_NAMESPACE, descend, parseXml } from './read.js';

/** Begins the namespaces of every version of picostack's metadata; the version follows. */
const NAMESPACE_STEM = METADATA_NAMESPACE.replace(/\d+$/, '');

/**
 * Find picostack's own element in a domain's metadata: `<instance>` in our namespace, whatever its prefix, directly
 * below `<domain>/<metadata>`. One inside another program's metadata, or of a domain inside a snapshot, is none.
 */
export function findMark(root: Element): Element | undefined {
  return metadataOf(root).find(
    ({ namespaceURI, localName }) =>
      namespaceURI === METADATA_NAMESPACE && localName === 'instance',
  );
}

/** Whether a domain carries metadata of another version of picostack, which this one cannot read. */
export function hasUnknownMark(root: Element): boolean {
  return metadataOf(root).some(
    ({ namespaceURI }) =>
      namespaceURI !== METADATA_NAMESPACE && namespaceURI?.startsWith(NAMESPACE_STEM),
  );
}

/**
 * Find the parts of our element with that name. libvirt moves what is set later into our namespace, and leaves what
 * was defined as it is, without any; a part in another program's namespace is not ours.
 */
export function partsOf(mark: Element, name: string): Element[] {
  return [...mark.childNodes].filter(
    (node): node is Element =>
      isElement(node) &&
      node.localName === name &&
      [null, '', METADATA_NAMESPACE].includes(node.namespaceURI),
  );
}

/**
 * Set attributes of the one part with that name, which is added where it is missing; attributes that are not named
 * stay. A second part of the same name goes, so that no reader finds another answer.
 */
export function setPart(
  mark: Element,
  name: string,
  attributes: Readonly<Record<string, string>>,
): void {
  const [part = addPart(mark, name), ...others] = partsOf(mark, name);
  for (const other of others) mark.removeChild(other);
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
}

/** The namespace prefix that our element has in a domain's XML; undefined where it has none. */
export function readMarkPrefix(xml: string): string | undefined {
  const root = descend(parseXml(xml));
  return (root && findMark(root)?.prefix) ?? undefined;
}

function addPart(mark: Element, name: string): Element {
  const document = mark.ownerDocument;
  if (!document) throw new Error('An element without a document');
  const qualified = mark.prefix ? `${mark.prefix}:${name}` : name;
  const part = document.createElementNS(METADATA_NAMESPACE, qualified);
  mark.appendChild(part);
  return part;
}

function metadataOf(root: Element): Element[] {
  return [...(descend(root, 'metadata')?.childNodes ?? [])].filter(isElement);
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
