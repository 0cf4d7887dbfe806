import { XMLSerializer } from '@xmldom/xmldom';
import { descend, parseXml } from './read.js';

/** A domain's XML with another name; the rest stays as it stands. */
export function withName(xml: string, name: string): string {
  const document = parseXml(xml);
  const element = descend(document, 'name');
  if (!element || element.textContent === name) return xml;
  element.textContent = name;
  return new XMLSerializer().serializeToString(document);
}
