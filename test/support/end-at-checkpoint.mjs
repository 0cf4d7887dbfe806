// @ts-check
// Loaded beside a server (`node --import`): writes down the checkpoints of one kind of operation, and ends the
// server at one of them, as if the power had failed there.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

const { CHECKPOINT_KIND, CHECKPOINT_LOG = '', CHECKPOINT_END_AT = '-1' } = process.env;
let passed = 0;

subscribe('picostack:operation-checkpoint', (message) => {
  const { kind, moment, step } =
    /** @type {import('../../src/operations/checkpoints.js').Checkpoint} */ (message);
  if (kind !== CHECKPOINT_KIND) return;
  appendFileSync(CHECKPOINT_LOG, `${moment}${step === undefined ? '' : ` ${step}`}\n`);
  if (passed === Number(CHECKPOINT_END_AT)) process.kill(process.pid, 'SIGKILL');
  passed += 1;
});
