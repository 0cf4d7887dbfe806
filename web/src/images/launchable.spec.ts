import { expect, it } from 'vitest';

import { launchObstacle } from './launchable';

const MISSING = 'The file is missing.';

it.each([
  ['ready', null, null],
  ['ready', MISSING, MISSING],
  ['importing', null, 'The image is still being imported.'],
  ['failed', 'Not a disk.', 'The import of the image failed.'],
  ['deleting', null, 'The image is being deleted.'],
] as const)('a %s image with the error %j: %j', (status, lastError, obstacle) => {
  expect(launchObstacle({ status, lastError, kind: 'disk' })).toBe(obstacle);
});

it('an installation CD is not launched', () => {
  const cd = { status: 'ready', lastError: null, kind: 'installer' } as const;
  expect(launchObstacle(cd)).toContain('installation CD');
});
