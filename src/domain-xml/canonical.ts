import type { Element, Node } from '@xmldom/xmldom';

/** The prefix of device names that users choose; libvirt assigns all others (https://libvirt.org/formatdomain.html#devices). */
const USER_ALIAS = 'ua-';

/** Convert an element to a text that is equal for equal meanings: sorted attributes, no white space between elements. */
export function canonical(element: Element): string {
  return canonicalWith(element, elementsOf(element));
}

/**
 * Like {@link canonical}, for a device: without its address in the guest and the alias that libvirt assigns, because
 * libvirt changes them when another device is added. Only directly below the device: an `<address>` in a `<source>`
 * identifies a device of the host.
 * @param without the names of further child elements to leave out
 */
export function canonicalDevice(device: Element, without: readonly string[] = []): string {
  const children = elementsOf(device).filter(
    (child) => !isHandedOut(child) && !without.includes(child.nodeName),
  );
  return canonicalWith(device, children);
}

function canonicalWith(element: Element, children: readonly Element[]): string {
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`)
    .toSorted()
    .join('');
  const content =
    children.length > 0 ? children.map(canonical).join('') : (element.textContent ?? '').trim();
  return `<${element.nodeName}${attributes}>${content}</>`;
}

function isHandedOut(child: Element): boolean {
  if (child.nodeName === 'address') return true;
  return child.nodeName === 'alias' && !child.getAttribute('name')?.startsWith(USER_ALIAS);
}

/** All child elements. */
export function elementsOf(element: Element): Element[] {
  return [...element.childNodes].filter(
    (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
}
