/**
 * Characters that no text from people may hold, and that are never written to a terminal as they are:
 * control characters (C0, DEL, C1), line and paragraph separators, bidirectional controls, the byte order mark,
 * interlinear annotations, lone surrogates and noncharacters. They steer terminals, make text read as something else
 * than it is, or cannot be kept in XML.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;
/**
 * Those of {@link UNSAFE} that JSON.stringify writes as they are. Without the flag `u`, which takes six times as long:
 * every answer of the server is looked through.
 */
const UNSAFE_IN_JSON =
  /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
const REPLACEMENT = '\u{fffd}';

/** Tell whether a text of one line has only allowed characters. */
export function isSafeLine(text: string): boolean {
  return text.search(UNSAFE) === -1;
}

/** Tell whether a text of several lines has only allowed characters; line feeds and tabs are allowed. */
export function isSafeText(text: string): boolean {
  return isSafeLine(text.replaceAll(/[\n\t]/g, ''));
}

/** Make text from elsewhere (a domain's name, an error, a client's header) safe to show: U+FFFD replaces what is not allowed. */
export function visibleText(text: string): string {
  return text.replaceAll(UNSAFE, REPLACEMENT);
}

/** Make text safe to show, and cut it to a number of characters; a cut text ends with "…". */
export function shortText(text: string, maxLength: number): string {
  // Cut before it is searched, so that a text of megabytes costs nothing; one character has two units at most.
  const visible = visibleText(text.slice(0, maxLength * 2 + 2));
  const characters = Array.from(visible);
  return characters.length <= maxLength
    ? visible
    : `${characters.slice(0, maxLength - 1).join('')}…`;
}

/** Write JSON that is safe to print: the same value, with unsafe characters as `\uXXXX`. */
export function safeJson(value: unknown, indent?: number): string {
  // Undefined has no JSON.
  const json: string | undefined = JSON.stringify(value, null, indent);
  return (json ?? 'null').replaceAll(
    UNSAFE_IN_JSON,
    (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
