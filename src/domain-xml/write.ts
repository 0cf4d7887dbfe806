import { type Document, XMLSerializer } from '@xmldom/xmldom';

/**
 * Serialize a parsed document so that it has the same meaning when it is parsed again. The serializer writes a carriage
 * return in a text unchanged, and a parser would convert it to a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
 * The output contains no other carriage return: those in attributes are escaped, and a parser removes them from comments,
 * CDATA sections and processing instructions.
 */
export function serializeXml(document: Document): string {
  return new XMLSerializer().serializeToString(document).replaceAll('\r', '&#13;');
}
