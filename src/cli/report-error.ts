import { messageOf, PicostackError } from '../common/errors.js';
import { safeJson } from '../common/text.js';
import { safeLines, safeText } from './terminal/safe-text.js';
import { styled } from './terminal/style.js';
import type { Terminal } from './terminal/terminal.js';

/** Print an error: one line that ends with its code, or a JSON object. */
export function reportError(terminal: Terminal, error: unknown, json: boolean): void {
  const code = error instanceof PicostackError ? error.code : 'internalError';
  const message = messageOf(error);
  if (json) {
    const details = error instanceof PicostackError ? error.details : {};
    terminal.err(`${safeJson({ error: { code, message, ...details } })}\n`);
    return;
  }
  const label = styled('Error:', 'bad', terminal.color);
  // Line breaks are allowed; all other control characters are removed.
  terminal.err(`${label} ${safeLines(message)} (${safeText(code)})\n`);
  if (
    !(error instanceof PicostackError) &&
    terminal.env['PICOSTACK_DEBUG'] &&
    error instanceof Error
  ) {
    terminal.err(`${safeLines(error.stack ?? '')}\n`);
  }
}
