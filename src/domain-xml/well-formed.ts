import { DOMParser, type Document } from '@xmldom/xmldom';
import type { Position, TemplateProblem } from './template-syntax.js';

/**
 * Parse XML as strictly as libvirt's own parser, where xmldom is lenient or reports another position.
 * @returns the document, or the first problem
 */
export function parseStrictly(xml: string): Document | TemplateProblem {
  const loose = findLooseEnds(xml);
  if (loose) return loose;
  let first: TemplateProblem | undefined;
  const onError = (_: string, message: string, context: unknown): void => {
    first ??= { ...placeOf(context), message: message.split('\n')[0] ?? message };
  };
  try {
    const document = new DOMParser({ onError }).parseFromString(xml, 'text/xml');
    return first ?? document;
  } catch (error) {
    if (!first) throw error;
    return first;
  }
}

/** Find a bare `&` or `]]>`, undeclared entities (https://www.w3.org/TR/xml/#syntax), and unmatched tags. */
function findLooseEnds(xml: string): TemplateProblem | undefined {
  const inert = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>/g;
  const text = xml.replaceAll(inert, (part) => part.replaceAll(/[^\n]/g, ' '));
  const loose = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)[\w.-]*;?|\]\]>/.exec(text);
  if (loose) {
    const [found] = loose;
    const isEntity = /^&.+;$/.test(found);
    const advice =
      found === ']]>' ? 'write "]]&gt;"' : isEntity ? 'XML has no such entity' : 'write "&amp;"';
    const what = found === ']]>' || isEntity ? found : '&';
    return { ...placeIn(text, loose.index), message: `a bare "${what}": ${advice}` };
  }
  return findIllegalReference(text) ?? findOpenTag(text);
}

/** Find a numeric reference to a character that XML cannot contain (https://www.w3.org/TR/xml/#charsets). */
function findIllegalReference(text: string): TemplateProblem | undefined {
  for (const { 0: reference, 1: digits = '', index } of text.matchAll(/&#(x?[\da-fA-F]+);/g)) {
    const code = Number(digits.replace(/^x/, '0x'));
    const isLegal =
      (code >= 0x20 && code < 0xd800) ||
      (code >= 0xe000 && code <= 0x10ffff && code !== 0xfffe && code !== 0xffff);
    if (isLegal || [0x9, 0xa, 0xd].includes(code)) continue;
    return {
      ...placeIn(text, index),
      message: `${reference} is a character that XML cannot contain`,
    };
  }
  return undefined;
}

/** Find the first unclosed element, at its start; a parser reports the position where it noticed. */
function findOpenTag(text: string): TemplateProblem | undefined {
  const open: { name: string; index: number }[] = [];
  const tag = /<(\/?)([^\s/<>!]+)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/g;
  for (const match of text.matchAll(tag)) {
    const [, slash, name = '', rest = ''] = match;
    if (!slash) {
      if (/\/./.test(rest.replaceAll(/"[^"]*"|'[^']*'/g, ''))) {
        return { ...placeIn(text, match.index), message: `<${name}> has a "/" too much` };
      }
      if (!rest.endsWith('/')) open.push({ name, index: match.index });
      continue;
    }
    const last = open.pop();
    if (last?.name === name) continue;
    const place = placeIn(text, last?.index ?? match.index);
    if (!last) return { ...place, message: `</${name}> closes nothing` };
    return { ...place, message: `<${last.name}> is not closed: </${name}> comes first` };
  }
  const last = open.at(-1);
  return last && { ...placeIn(text, last.index), message: `<${last.name}> is not closed` };
}

function placeIn(text: string, index: number): Position {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The position in xmldom's errors; a document that has not started has none. */
function placeOf(context: unknown): Position {
  const locator: unknown =
    typeof context === 'object' && context && 'locator' in context ? context.locator : undefined;
  const isPlace = typeof locator === 'object' && locator !== null;
  const number = (name: string): number => {
    const value: unknown = isPlace ? Reflect.get(locator, name) : undefined;
    return typeof value === 'number' && value > 0 ? value : 1;
  };
  return { line: number('lineNumber'), column: number('columnNumber') };
}
