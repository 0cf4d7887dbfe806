// @ts-check
// Counts the results in vitest's JSON report.
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 *
 * @typedef {object} Report the part that we read of vitest's JSON reporter
 * @property {FileReport[]} testResults
 *
 * @typedef {object} FileReport
 * @property {string} name the path
 * @property {string} status
 * @property {string} [message] why the file did not load
 * @property {{ status: string, fullName?: string, failureMessages?: string[] }[]} assertionResults
 */

const REASON_LINES = 12;
const SKIPPED = new Set(['pending', 'skipped', 'todo', 'disabled']);

/**
 * @param {Report} report
 * @returns {Tally}
 */
export function tallyOf(report) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    let failedHere = 0;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (SKIPPED.has(status)) tally.skipped += 1;
      else failedHere += 1;
    }
    // The tests of a file that does not load, or whose hooks fail, never get a result.
    if (file.status === 'failed' && failedHere === 0) failedHere = 1;
    tally.failed += failedHere;
  }
  return tally;
}

/**
 * @param {Report} report
 * @returns {string[]} the failed tests, each with its file and reason; of a file without a failed test, the file
 */
export function failuresOf(report) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed');
    if (failed.length > 0) {
      return failed.map(({ fullName = '', failureMessages = [] }) =>
        withReason(`${name}: ${fullName}`, failureMessages[0]),
      );
    }
    return status === 'failed' ? [withReason(name, message)] : [];
  });
}

/**
 * @param {string} name
 * @param {string | undefined} message with its stack, of which only the place in a test helps
 */
function withReason(name, message) {
  const lines = stripVTControlCharacters(message ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  const reason = lines.slice(0, stack === -1 ? undefined : stack).slice(0, REASON_LINES);
  const places = lines.slice(Math.max(stack, 0)).filter((line) => /^\s+at .*\/test\//.test(line));
  return [name, ...reason, ...places.slice(0, 2)].join('\n    ');
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

/**
 * Returns why a tier counts as failed although none of its tests failed: tests that do not run prove nothing.
 * @param {{ name: string, maySkip: boolean }} tier
 * @param {Tally} tally
 * @param {{ filtered: boolean }} run a person who asks for some tests gets those alone
 * @returns {string | null}
 */
export function tierProblem(tier, tally, { filtered }) {
  if (filtered) return null;
  if (tally.passed + tally.failed === 0) return `no test of the ${tier.name} tier ran`;
  if (tally.skipped > 0 && !tier.maySkip) {
    return `${tally.skipped} of the ${tier.name} tier were skipped; every one of it must run`;
  }
  return null;
}

/**
 * @param {Tally} tally
 * @returns {string} the last line of `npm test`
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
