import { visibleText } from '../../common/text.js';

/**
 * Remove line breaks and control characters from untrusted text, such as a name or an error of a guest: escape sequences
 * could move the cursor, change the title or write to the clipboard.
 */
export function safeText(text: string): string {
  return visibleText(text);
}

/** Like {@link safeText}, for text with several lines. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}
