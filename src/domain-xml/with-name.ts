import { descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** Change the name in a domain's XML; the rest stays unchanged. */
export function withName(xml: string, name: string): string {
  const document = parseXml(xml);
  const element = descend(document, 'name');
  if (!element || element.textContent === name) return xml;
  element.textContent = name;
  return serializeXml(document);
}
