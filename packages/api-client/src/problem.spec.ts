import { describe, expect, it } from 'vitest';
import { parseProblem } from './problem.js';

describe('parseProblem', () => {
  it('returns the fields of a problem document', () => {
    const body = {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'There is no free port.',
      code: 'noFreePort',
      requestId: 'r1',
      legal: ['stop'],
      errors: [{ field: 'ports', message: 'must be unique' }],
      instances: ['web'],
    };
    expect(parseProblem(409, body, '5')).toEqual({
      status: 409,
      title: 'Conflict',
      detail: 'There is no free port.',
      code: 'noFreePort',
      requestId: 'r1',
      legal: ['stop'],
      errors: [{ field: 'ports', message: 'must be unique' }],
      instances: ['web'],
      retryAfterSeconds: 5,
    });
  });

  it.each([
    undefined,
    null,
    '<html>Bad gateway</html>',
    7,
    [],
    { code: 5, detail: {}, errors: 'x' },
  ])('accepts any other body: %j', (body) => {
    expect(parseProblem(502, body)).toEqual({
      status: 502,
      errors: [],
      instances: [],
      retryAfterSeconds: null,
    });
  });

  it('ignores a Retry-After with a date', () => {
    expect(parseProblem(503, {}, 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfterSeconds).toBeNull();
  });
});
