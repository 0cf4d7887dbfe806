// @ts-check
// npm test [-- FILTER]: prepares the host as npm start does, then runs every tier of tests.
import { nodeVersionProblem } from './setup/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}

const { prepare } = await import('./setup/prepare.mjs');
const { reportFailure, say } = await import('./shell/log.mjs');
const { DaemonWatch } = await import('./test/daemon-watch.mjs');
const { TIERS, runTier } = await import('./test/tiers.mjs');
const { sum, summaryLine, tierProblem } = await import('./test/tally.mjs');

const filter = process.argv.slice(2);

try {
  await prepare('test');
  /** @type {import('./test/tally.mjs').Tally[]} */
  const tallies = [];
  /** @type {string[]} */
  const problems = [];
  const daemon = await DaemonWatch.begin();
  for (const tier of TIERS) {
    say('testing', tier.name);
    const { exitCode, tally, failures } = await runTier(tier, filter);
    tallies.push(tally);
    // Repeated at the end, where a long log is read first.
    problems.push(...failures);
    const reason = tierProblem(tier, tally, { filtered: filter.length > 0 });
    if (reason !== null) problems.push(reason);
    // Covers what no test reports: an error outside of any test, or a worker that crashed.
    else if (exitCode !== 0) problems.push(`the ${tier.name} tier failed`);
    await daemon.afterTier(tier.name);
  }
  const total = sum(tallies);
  if (total.passed + total.failed + total.skipped === 0) problems.push('no test matches');
  for (const text of problems) say('failed', text);
  if (problems.length > 0) process.exitCode = 1;
  console.log(summaryLine(total));
} catch (error) {
  reportFailure(error);
}
