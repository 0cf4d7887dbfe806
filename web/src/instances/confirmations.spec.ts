import { describe, expect, it } from 'vitest';

import { confirmationText } from './confirmations';

const fresh = { name: 'web-1', startedAt: null };
const used = { name: 'web-2', startedAt: '2026-05-10T12:00:00Z' };

describe('confirmationText', () => {
  it('is null if no guest was ever started', () => {
    expect(confirmationText([])).toBeNull();
    expect(confirmationText([fresh, { ...fresh, name: 'web-3' }])).toBeNull();
  });

  it('is the name of one instance, or the number of several', () => {
    expect(confirmationText([used])).toBe('web-2');
    expect(confirmationText([fresh, used])).toBe('delete 2');
  });
});
