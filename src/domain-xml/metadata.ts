import type { Element, Node } from '@xmldom/xmldom';
import { METADATA_NAMESPACE, descend, parseXml } from './read.js';

/** The prefix of the namespaces of all versions of picostack's metadata, before the version. */
const NAMESPACE_STEM = METADATA_NAMESPACE.replace(/\d+$/, '');

/**
 * Find picostack's element in a domain's metadata: `<instance>` in its namespace, with any prefix, directly below
 * `<domain>/<metadata>`. An element in another program's metadata, or of a domain in a snapshot, does not count.
 */
export function findInstanceElement(root: Element): Element | undefined {
  return metadataOf(root).find(
    ({ namespaceURI, localName }) =>
      namespaceURI === METADATA_NAMESPACE && localName === 'instance',
  );
}

/** Check whether a domain has metadata of another version of picostack, which this one cannot read. */
export function hasUnknownMetadata(root: Element): boolean {
  return metadataOf(root).some(
    ({ namespaceURI }) =>
      namespaceURI !== METADATA_NAMESPACE && namespaceURI?.startsWith(NAMESPACE_STEM),
  );
}

/**
 * Find the children of picostack's element with a name. libvirt moves elements that are set later into the namespace, and
 * leaves defined ones without any. An element in another program's namespace does not count.
 */
export function childrenNamed(instance: Element, name: string): Element[] {
  return [...instance.childNodes].filter(
    (node): node is Element =>
      isElement(node) &&
      node.localName === name &&
      [null, '', METADATA_NAMESPACE].includes(node.namespaceURI),
  );
}

/**
 * Set attributes of the only child with a name; it is added if it is missing. Other attributes stay. A second child with
 * the same name is removed, so that all readers find the same values.
 */
export function setChild(
  instance: Element,
  name: string,
  attributes: Readonly<Record<string, string>>,
): void {
  const [part = addChild(instance, name), ...others] = childrenNamed(instance, name);
  for (const other of others) instance.removeChild(other);
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
}

/** Return the namespace prefix of picostack's element in a domain's XML; undefined if it has none. */
export function readMetadataPrefix(xml: string): string | undefined {
  const root = descend(parseXml(xml));
  return (root && findInstanceElement(root)?.prefix) ?? undefined;
}

function addChild(instance: Element, name: string): Element {
  const document = instance.ownerDocument;
  if (!document) throw new Error('The element has no document.');
  const qualified = instance.prefix ? `${instance.prefix}:${name}` : name;
  const part = document.createElementNS(METADATA_NAMESPACE, qualified);
  instance.appendChild(part);
  return part;
}

function metadataOf(root: Element): Element[] {
  return [...(descend(root, 'metadata')?.childNodes ?? [])].filter(isElement);
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
