// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot, nodeTool } from '../shell/paths.mjs';
import { runInTerminal } from '../shell/run.mjs';
import { failuresOf, tallyOf } from './tally.mjs';

/**
 * @typedef {object} Tier
 * @property {string} name
 * @property {string[]} projects of vitest.config.ts
 * @property {boolean} maySkip
 *
 * @typedef {object} TierResult
 * @property {number} exitCode
 * @property {import('./tally.mjs').Tally} tally
 * @property {string[]} failures the names of the failed tests
 */

/** @type {readonly Tier[]} fastest first, so that a simple failure is reported within seconds */
export const TIERS = [
  { name: 'unit', projects: ['unit', 'mocked', 'house'], maySkip: true },
  { name: 'integration', projects: ['integration'], maySkip: false },
  { name: 'alone', projects: ['alone'], maySkip: false },
  { name: 'e2e', projects: ['e2e'], maySkip: false },
];

/**
 * @param {Tier} tier
 * @param {readonly string[]} filter what the person put behind `npm test --`
 * @returns {Promise<TierResult>}
 */
export async function runTier(tier, filter) {
  const folder = mkdtempSync(path.join(tmpdir(), 'picostack-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const exitCode = await runInTerminal(
      [
        ...nodeTool('vitest/vitest.mjs'),
        'run',
        ...tier.projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        '--passWithNoTests',
        ...filter,
      ],
      { cwd: inRoot() },
    );
    return { exitCode, ...readReport(report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {Pick<TierResult, 'tally' | 'failures'>}
 */
function readReport(file) {
  try {
    /** @type {import('./tally.mjs').Report} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const failures = failuresOf(report).map((name) => name.replace(`${inRoot()}/`, ''));
    return { tally: tallyOf(report), failures };
  } catch {
    // vitest ended before it could write a report; its exit code reports the failure.
    return { tally: { passed: 0, failed: 0, skipped: 0 }, failures: [] };
  }
}
