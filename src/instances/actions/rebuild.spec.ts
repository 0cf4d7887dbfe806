import { expect, it } from 'vitest';
import { nextVolume } from './rebuild.js';

/** The last part of this id has only digits, and must not be read as the number of a disk. */
const id = '11111111-2222-3333-4444-123456789012';

it.each([
  [`${id}.qcow2`, `${id}-2.qcow2`],
  [`${id}-2.qcow2`, `${id}-3.qcow2`],
  [`${id}-10.qcow2`, `${id}-11.qcow2`],
  ['other-name.qcow2', `${id}-2.qcow2`],
  [`${id}-kept.qcow2`, `${id}-2.qcow2`],
])('%s is followed by %s', (diskVolume, next) => {
  expect(nextVolume({ id, diskVolume })).toBe(next);
});
