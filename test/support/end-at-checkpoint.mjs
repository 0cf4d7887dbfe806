// @ts-check
// Loaded into a server (`node --import`): records the checkpoints of one kind of operation, and ends the server at
// one of them, like a power failure. The checkpoints are counted from the start of the server, or, with
// CHECKPOINT_OF=next, from the next requested operation.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

const {
  CHECKPOINT_KIND,
  CHECKPOINT_LOG = '',
  CHECKPOINT_END_AT = '-1',
  CHECKPOINT_OF,
} = process.env;
let passed = CHECKPOINT_OF === 'next' ? Number.NaN : 0;

subscribe('picostack:operation-checkpoint', (message) => {
  const { kind, moment, step } =
    /** @type {import('../../src/operations/checkpoints.js').Checkpoint} */ (message);
  if (kind !== CHECKPOINT_KIND) return;
  if (CHECKPOINT_OF === 'next' && moment === 'recorded') passed = 0;
  appendFileSync(CHECKPOINT_LOG, `${moment}${step === undefined ? '' : ` ${step}`}\n`);
  if (passed === Number(CHECKPOINT_END_AT)) process.kill(process.pid, 'SIGKILL');
  passed += 1;
});
