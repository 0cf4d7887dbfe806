import { expect, it } from 'vitest';

import { ovaDiskOf } from './ova-disk';

it.each([
  ['ova', '', {}],
  ['ova', ' 2 ', { ovaDisk: 2 }],
  ['ova', '256', { ovaDisk: 256 }],
  ['ova', '257', null],
  ['ova', '0', null],
  ['ova', '1.5', null],
  ['ova', 'first', null],
  // The field is not shown.
  ['qcow2', 'first', {}],
] as const)('the disk of an image of the format %s: "%s"', (format, text, expected) => {
  expect(ovaDiskOf(format, text)).toEqual(expected);
});
