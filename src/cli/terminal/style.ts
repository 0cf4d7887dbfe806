/** The style of a text. */
export type Style = 'plain' | 'dim' | 'bold' | 'good' | 'warning' | 'bad';

const CODES: Record<Style, string> = {
  plain: '',
  dim: '\u001b[2m',
  bold: '\u001b[1m',
  good: '\u001b[32m',
  warning: '\u001b[33m',
  bad: '\u001b[31m',
};
const RESET = '\u001b[0m';

/** Apply a style to a text, unless colors are off. */
export function styled(text: string, style: Style, color: boolean): string {
  return color && style !== 'plain' ? `${CODES[style]}${text}${RESET}` : text;
}
