import { describe, expect, it } from 'vitest';

import { errorOfAnswer, parseBody } from './api-error';

describe('errorOfAnswer', () => {
  it('keeps the code, the fields and what stands in the way', () => {
    const error = errorOfAnswer(
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

  it('takes a name that is taken for a wrong name', () => {
    const error = errorOfAnswer(409, { code: 'nameTaken', detail: 'Taken by another.' });
    expect(error.fieldMessage('name')).toBe('Taken by another.');
    expect(error.fieldMessage('image')).toBeUndefined();
  });

  it.each([null, '<html>Bad gateway</html>', 42])('does not show a body like %j', (body) => {
    expect(errorOfAnswer(502, body).message).toBe('The server answered 502.');
  });
});

describe('parseBody', () => {
  it('answers null for what is not JSON', () => {
    expect(parseBody('<html>')).toBeNull();
    expect(parseBody('{"a":1}')).toEqual({ a: 1 });
  });
});
