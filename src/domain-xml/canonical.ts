import type { Element } from '@xmldom/xmldom';

/** What libvirt hands out by itself, and moves when something else is added: no change that a person made. */
const HANDED_OUT: readonly string[] = ['address', 'alias'];

/** An element as a text that is equal for elements that mean the same: attributes in order, no white space between. */
export function canonical(element: Element): string {
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`)
    .toSorted()
    .join('');
  const children = elementsOf(element).filter(({ nodeName }) => !HANDED_OUT.includes(nodeName));
  const content =
    children.length > 0 ? children.map(canonical).join('') : (element.textContent ?? '').trim();
  return `<${element.nodeName}${attributes}>${content}</>`;
}

/** The child elements, whatever their names. */
export function elementsOf(element: Element): Element[] {
  return [...element.childNodes].filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
}
