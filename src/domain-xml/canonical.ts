import type { Element, Node } from '@xmldom/xmldom';

/** A person's own names of devices begin so; libvirt hands out all others (https://libvirt.org/formatdomain.html#devices). */
const USER_ALIAS = 'ua-';

/** An element as a text that is equal for elements that mean the same: attributes in order, no white space between. */
export function canonical(element: Element): string {
  return canonicalWith(element, elementsOf(element));
}

/**
 * As {@link canonical}, for a device: where the guest sees it, and the name that libvirt gives it, are left out, because
 * libvirt moves them when something else is added. Only directly below the device: an `<address>` in a `<source>` says
 * which of the host's devices it is.
 * @param without names of further child elements that are left out
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

/** The child elements, whatever their names. */
export function elementsOf(element: Element): Element[] {
  return [...element.childNodes].filter(
    (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
}
