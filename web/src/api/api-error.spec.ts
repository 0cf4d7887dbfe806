import { describe, expect, it } from 'vitest';

import { parseJson, toApiError } from './api-error';

describe('toApiError', () => {
  it('keeps the code, the field errors and the instances that prevent a deletion', () => {
    const error = toApiError(
      409,
      {
        detail: 'In use.',
        code: 'imageInUse',
        instances: ['web-1'],
        errors: [{ field: 'name', message: 'must be lower case' }],
      },
      '7',
    );
    expect(error.message).toBe('In use.');
    expect(error.code).toBe('imageInUse');
    expect(error.instances).toEqual(['web-1']);
    expect(error.fieldMessage('name')).toBe('Must be lower case.');
    expect(error.fieldMessage('image')).toBeUndefined();
    expect(error.retryAfterSeconds).toBe(7);
  });

  it('treats a taken name as an error of the name field', () => {
    const error = toApiError(409, { code: 'nameTaken', detail: 'Taken by another.' });
    expect(error.fieldMessage('name')).toBe('Taken by another.');
    expect(error.fieldMessage('image')).toBeUndefined();
  });

  it.each([null, '<html>Bad gateway</html>', 42])('does not show a body like %j', (body) => {
    expect(toApiError(502, body).message).toBe('The server returned status 502.');
  });
});

describe('parseJson', () => {
  it('returns null for a text that is not JSON', () => {
    expect(parseJson('<html>')).toBeNull();
    expect(parseJson('{"a":1}')).toEqual({ a: 1 });
  });
});
