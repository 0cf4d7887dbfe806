// @ts-check
// Progress output of the scripts: one short line per step.

const LABEL_WIDTH = 12;

/**
 * Prints one line: a verb in a narrow column, then the rest.
 * @param {string} label
 * @param {string} text
 */
export function say(label, text) {
  process.stdout.write(`  ${label.padEnd(LABEL_WIDTH)}${text}\n`);
}

/**
 * @param {number} milliseconds
 * @returns {string} `0.4 s`, `12 s`, `2 min 5 s`
 */
export function formatDuration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Returns the last lines of a command's output, which usually hold the reason of a failure.
 * @param {string} output
 * @param {number} count
 * @returns {string}
 */
export function lastLines(output, count) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

/** A step that failed, with its output and what the user can do now. */
export class StepError extends Error {
  /**
   * @param {string} step the name of the step, in the -ing form
   * @param {{ output?: string, advice?: string, cause?: unknown }} details
   */
  constructor(step, { output = '', advice = '', cause } = {}) {
    super(step, { cause });
    this.name = 'StepError';
    this.output = output;
    this.advice = advice;
  }
}

/**
 * Prints a failure and sets the exit code. The process ends by itself.
 * @param {unknown} error
 */
export function reportFailure(error) {
  process.exitCode = 1;
  if (!(error instanceof StepError)) {
    console.error(error);
    return;
  }
  const parts = [`\nfailed: ${error.message}`];
  if (error.output.trim() !== '') parts.push(indent(lastLines(error.output, 30)));
  if (error.advice !== '') parts.push(`what to do: ${error.advice}`);
  process.stderr.write(`${parts.join('\n\n')}\n`);
}

/**
 * @param {string} text
 * @returns {string}
 */
function indent(text) {
  return text.replaceAll(/^/gm, '    ');
}
