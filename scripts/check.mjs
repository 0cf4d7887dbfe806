// @ts-check
// npm run check: what can be told of the code without running it. All steps run, all failures are
// printed.
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
  // The types of one workspace are the built files of another. What does not build is told again,
  // more fully, by the steps.
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
  // Each of these tools is a process; more of them than processors would only wait for each other.
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
  for (const failure of failures) reportFailure(failure);
} catch (error) {
  reportFailure(error);
}
