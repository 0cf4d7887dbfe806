import { messageOf } from '../../common/errors.js';
import { type Check, type Outcome, problem, skipped } from './check.js';
import type { Facts } from './facts.js';

/** Longer than the limits of the facts, whose checks say more. */
const LIMIT_MS = 15_000;

/** The outcome of a check, as `picostk doctor --json` prints it. */
export interface Finding {
  readonly check: string;
  readonly title: string;
  readonly status: Outcome['status'];
  readonly found: string;
  readonly meaning: string | null;
  readonly command: string | null;
}

/** Run checks at the same time. A check that fails or takes too long does not affect the others. */
export async function runChecks(
  checks: readonly Check[],
  facts: Facts,
  limitMs = LIMIT_MS,
): Promise<Finding[]> {
  return Promise.all(
    checks.map(async (check) => {
      const { status, found, meaning, command } = await outcomeOf(check, facts, limitMs);
      const { id, title } = check;
      return {
        check: id,
        title,
        status,
        found,
        meaning: meaning ?? null,
        command: command ?? null,
      };
    }),
  );
}

async function outcomeOf(check: Check, facts: Facts, limitMs: number): Promise<Outcome> {
  if (facts.isRemote && !check.remote) {
    return skipped('PICOSTACK_URL names a server; run "picostk doctor" on its host');
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(
      () =>
        resolve(
          problem(
            `no result within ${limitMs / 1000} s`,
            'Something on this host does not respond, such as a filesystem or a daemon.',
            `picostk doctor ${check.id}`,
          ),
        ),
      limitMs,
    );
  });
  try {
    return await Promise.race([(async () => check.run(facts))(), late]);
  } catch (error) {
    return problem(
      `the check failed: ${messageOf(error)}`,
      'This is a bug of picostack. The other checks are not affected.',
      `Report it with the output of: PICOSTACK_DEBUG=1 picostk doctor ${check.id}`,
    );
  } finally {
    clearTimeout(timer);
  }
}
