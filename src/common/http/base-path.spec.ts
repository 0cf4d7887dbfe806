import { describe, expect, it } from 'vitest';
import { withoutBasePath } from './base-path.js';

describe('withoutBasePath', () => {
  it.each([
    ['/pstk', '/'],
    ['/pstk/', '/'],
    ['/pstk?a=1', '/?a=1'],
    ['/pstk/api/v1/instances?limit=1', '/api/v1/instances?limit=1'],
    ['/pstk//api', '//api'],
    ['/pstk/pstk/x', '/pstk/x'],
  ])('removes it from %s', (target, path) => {
    expect(withoutBasePath(target, '/pstk')).toBe(path);
  });

  it.each(['/', '/api/v1/instances', '/pstkx/api', '/PSTK/api', '/x/pstk/api', '/pstk%2fapi'])(
    'leaves %s as it is',
    (target) => {
      expect(withoutBasePath(target, '/pstk')).toBe(target);
    },
  );

  it('does nothing without one', () => {
    expect(withoutBasePath('/api', '')).toBe('/api');
    expect(withoutBasePath('//x', '')).toBe('//x');
  });
});
