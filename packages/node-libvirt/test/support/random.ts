import * as fc from 'fast-check';

/** The seed of the random tests in this process; `PICOSTACK_TEST_SEED` repeats a run. */
export const SEED = Number(process.env['PICOSTACK_TEST_SEED'] || Date.now() % 0x7fff_ffff);
if (!Number.isSafeInteger(SEED)) throw new Error('PICOSTACK_TEST_SEED must be a whole number');

console.log(`Random tests: PICOSTACK_TEST_SEED=${SEED} repeats this run.`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

export { fc };
