import * as fc from 'fast-check';

/** The seed of the random tests in this process; `PICOSTACK_TEST_SEED` repeats a run. */
export const SEED = Number(process.env['PICOSTACK_TEST_SEED'] || Date.now() % 0x7fff_ffff);
if (!Number.isSafeInteger(SEED)) throw new Error('PICOSTACK_TEST_SEED must be a whole number');

console.log(`Random tests: PICOSTACK_TEST_SEED=${SEED} repeats this run.`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

let state = SEED;

/** Return the next pseudorandom number of the seed, from 0 to 1 without 1 (mulberry32). */
export function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
}

export { fc };
