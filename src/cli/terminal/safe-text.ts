import { visibleText } from '../../common/text.js';

/**
 * Text from elsewhere (a name, an error of a guest's making) on one line, without the characters that steer a terminal:
 * escape sequences would otherwise move the cursor, change the title or reach the clipboard.
 */
export function safeText(text: string): string {
  return visibleText(text);
}

/** As {@link safeText}, for text of several lines. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}
