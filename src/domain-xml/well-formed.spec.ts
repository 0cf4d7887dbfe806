import { describe, expect, it } from 'vitest';
import { parseStrictly } from './well-formed.js';

const verdict = (xml: string): string => {
  const result = parseStrictly(xml);
  return 'message' in result ? `${result.line}:${result.column}: ${result.message}` : 'well-formed';
};

describe('the strict parser', () => {
  it.each([
    '<a/>',
    "<a b='&lt;&#x27;&#10;'>\n<!-- & ]]> <b> --><![CDATA[ & <b> ]]></a>",
    "<?xml version='1.0'?>\n<a xmlns:x='urn:x'><x:b c='/'/></a>",
    '<a b=">"/>',
  ])('takes %j', (xml) => expect(verdict(xml)).toBe('well-formed'));

  it.each([
    ['<a>\n <b>\n</a>', '2:2: <b> is not closed: </a> comes first'],
    ['<a>\n <b/>', '1:1: <a> is not closed'],
    ['<a/>\n</b>', '2:1: </b> closes nothing'],
    ['<a>\n  x & y</a>', '2:5: a bare "&": write "&amp;"'],
    ['<a b="?x=1&y=2"/>', '1:11: a bare "&": write "&amp;"'],
    ['<a>&nbsp;</a>', '1:4: a bare "&nbsp;": XML has no such entity'],
    ['<a>]]></a>', '1:4: a bare "]]>": write "]]&gt;"'],
    ['<a>&#x7;</a>', '1:4: &#x7; is a character that XML cannot contain'],
    ['<a>&#xd800;</a>', '1:4: &#xd800; is a character that XML cannot contain'],
    ["<a b='1'//>", '1:1: <a> has a "/" too much'],
  ])('refuses %j at its place', (xml, expected) => expect(verdict(xml)).toBe(expected));

  it.each([
    '',
    'text',
    '<a/><b/>',
    "<a b='1' b='2'/>",
    '<a b=1/>',
    '<x:a/>',
    "<a b='<'/>",
    '<a><!-- a -- b --></a>',
    "<a/> <?xml version='1.0'?>",
    '<a',
    '<a><b',
  ])('refuses %j', (xml) => expect(verdict(xml)).not.toBe('well-formed'));
});
