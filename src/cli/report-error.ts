import { messageOf, PicostackError } from '../common/errors.js';
import { safeJson } from '../common/text.js';
import { safeLines, safeText } from './terminal/safe-text.js';
import { styled } from './terminal/style.js';
import type { Terminal } from './terminal/terminal.js';

/** Says what went wrong: one line that ends with the stable code, or an object for a script that wants JSON. */
export function reportError(terminal: Terminal, error: unknown, json: boolean): void {
  const code = error instanceof PicostackError ? error.code : 'internalError';
  const message = messageOf(error);
  if (json) {
    const details = error instanceof PicostackError ? error.details : {};
    terminal.err(`${safeJson({ error: { code, message, ...details } })}\n`);
    return;
  }
  const label = styled('Error:', 'bad', terminal.colour);
  // Line breaks are ours or a program's output; everything else that could steer a terminal is taken out.
  terminal.err(`${label} ${safeLines(message)} (${safeText(code)})\n`);
  if (
    !(error instanceof PicostackError) &&
    terminal.env['PICOSTACK_DEBUG'] &&
    error instanceof Error
  ) {
    terminal.err(`${safeLines(error.stack ?? '')}\n`);
  }
}
