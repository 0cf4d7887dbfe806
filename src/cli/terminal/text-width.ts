import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** Below this number of columns, wrapped text is harder to read than long lines. */
const LEAST_WRAP_WIDTH = 12;

let graphemes: Intl.Segmenter | undefined;

/** Return the number of terminal columns of a text: a Chinese character or an emoji has two, an accent has none. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** Cut a text to a number of columns. It never splits what a reader sees as one character: an accent, an emoji. */
export function cutText(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let result = '';
  for (const { segment } of segmentsOf(text)) {
    if (stringWidth(result + segment) > width) break;
    result += segment;
  }
  return result;
}

/** Cut a text to a number of columns, and keep its beginning and its end. */
export function cutMiddle(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const beginning = cutText(text, Math.ceil((width - 1) / 2));
  const left = width - 1 - stringWidth(beginning);
  let end = '';
  for (const { segment } of [...segmentsOf(text)].toReversed()) {
    if (stringWidth(segment + end) > left) break;
    end = segment + end;
  }
  return `${beginning}…${end}`;
}

/** What a reader sees as characters. The segmenter is made when a text is cut: it takes longer than printing a table. */
function segmentsOf(text: string): Intl.Segments {
  graphemes ??= new Intl.Segmenter();
  return graphemes.segment(text);
}

/** Fill a text with blanks up to a number of columns. */
export function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Wrap text between words to the terminal's width; the lines after the first are indented. */
export function wrapText(text: string, indent: number, width: number | undefined): string {
  const available = (width ?? Number.POSITIVE_INFINITY) - indent;
  if (stringWidth(text) <= available || available < LEAST_WRAP_WIDTH) return text;
  return wrapAnsi(text, available).replaceAll('\n', `\n${' '.repeat(indent)}`);
}
