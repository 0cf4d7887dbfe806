import { describe, expect, it } from 'vitest';

import { wordToType } from './confirmations';

const fresh = { name: 'web-1', startedAt: null };
const used = { name: 'web-2', startedAt: '2026-05-10T12:00:00Z' };

describe('wordToType', () => {
  it('is nothing while no guest ever wrote on its disk', () => {
    expect(wordToType([])).toBeNull();
    expect(wordToType([fresh, { ...fresh, name: 'web-3' }])).toBeNull();
  });

  it('is the name of the one, and the number of many', () => {
    expect(wordToType([used])).toBe('web-2');
    expect(wordToType([fresh, used])).toBe('delete 2');
  });
});
