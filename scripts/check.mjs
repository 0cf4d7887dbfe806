// @ts-check
// npm run check: static checks. Runs all steps and prints all failures.
import { availableParallelism } from 'node:os';
import { checkSteps } from './check/steps.mjs';
import { build } from './build/build.mjs';
import { prepareDependencies } from './setup/prepare.mjs';
import { formatDuration, reportFailure, say } from './shell/log.mjs';

try {
  await prepareDependencies();
  const queue = checkSteps();
  /** @type {unknown[]} */
  const failures = [];
  // One workspace reads its types from the built files of another. When the build fails, the steps
  // below report the reason in more detail.
  await build().catch((error) => failures.push(error));

  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const startedAt = Date.now();
      const failure = await step.run().then(
        () => null,
        (/** @type {unknown} */ error) => error,
      );
      say(
        failure === null ? 'ok' : 'FAILED',
        `${step.name} (${formatDuration(Date.now() - startedAt)})`,
      );
      if (failure !== null) failures.push(failure);
    }
  };
  // Each tool is a process: more processes than processors would only wait for each other.
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
  for (const failure of failures) reportFailure(failure);
} catch (error) {
  reportFailure(error);
}
