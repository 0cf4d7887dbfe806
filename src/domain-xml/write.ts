import { type Document, XMLSerializer } from '@xmldom/xmldom';

/**
 * Serialise a parsed document so that it means the same when it is parsed again. The serialiser writes a carriage
 * return in a text as it is, and a parser would read it as a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
 * No other carriage return can be in the output: those in attributes are escaped, and a parser lets none through
 * into comments, CDATA sections and processing instructions.
 */
export function serializeXml(document: Document): string {
  return new XMLSerializer().serializeToString(document).replaceAll('\r', '&#13;');
}
