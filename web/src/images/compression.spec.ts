import { expect, it } from 'vitest';

import { compressionOf } from './compression';

it('compresses what the user chose, except an installer', () => {
  expect(compressionOf('qcow2', true)).toEqual({ compression: 'zstd' });
  expect(compressionOf('ova', true)).toEqual({ compression: 'zstd' });
  expect(compressionOf('qcow2', false)).toEqual({});
  expect(compressionOf('iso', true)).toEqual({});
});
