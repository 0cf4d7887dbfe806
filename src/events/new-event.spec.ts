import { expect, it } from 'vitest';
import { boundedEvent } from './new-event.js';

it('leaves an ordinary event as it is', () => {
  const event = {
    kind: 'instance.changed' as const,
    actor: 'admin',
    cause: null,
    resource: { type: 'instance' as const, id: '1', name: 'web-1' },
    details: { changed: ['notes'], count: 2, nothing: null, deep: { a: { b: true } } },
  };
  expect(boundedEvent(event)).toEqual(event);
});

it('bounds every text and every list, and shows control characters as U+FFFD', () => {
  const event = boundedEvent({
    kind: 'auth.signInFailed',
    actor: 'a'.repeat(15_000),
    cause: `\u001b[2J${'c'.repeat(15_000)}`,
    resource: { type: 'user', id: '1', name: `\u202e${'n'.repeat(15_000)}` },
    details: { address: '\u009b'.repeat(15_000), many: Array.from({ length: 5_000 }, () => 'x') },
  });
  expect(JSON.stringify(event).length).toBeLessThan(5_000);
  expect(JSON.stringify(event)).not.toMatch(/[\u0080-\u009f\u202e]|\\u001b/);
});
