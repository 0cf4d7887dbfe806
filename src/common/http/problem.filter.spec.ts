import { type ArgumentsHost, Logger, NotFoundException } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ConflictError,
  IllegalStateError,
  ImageRefusedError,
  InsufficientStorageError,
  InvalidInputError,
  LibvirtUnavailableError,
  NameTakenError,
  NotFoundError,
  PicostackError,
  RemoteFileChangedError,
  RemoteServerError,
  ThrottledError,
  RangeNotSatisfiableError,
  TooLargeError,
} from '../errors.js';
import { ProblemFilter } from './problem.filter.js';

/** The effects of the filter on a response. */
function answerTo(error: unknown, headersSent = false) {
  const headers = new Map<string, unknown>([['X-Request-Id', 'request-1']]);
  const answer = { status: 0, type: '', body: '', destroyed: false, headers };
  const response = {
    headersSent,
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: unknown) => headers.set(name, value),
    destroy: () => (answer.destroyed = true),
    status: (status: number) => {
      answer.status = status;
      return response;
    },
    type: (type: string) => {
      answer.type = type;
      return response;
    },
    end: (body: string) => (answer.body = body),
  };
  const http = {
    getResponse: () => response,
    getRequest: () => ({ method: 'GET', path: '/x', complete: true }),
  };
  // oxlint-disable-next-line promise/no-promise-in-callback -- Nest calls this method of a filter; it is not a promise's
  new ProblemFilter().catch(error, { switchToHttp: () => http } as unknown as ArgumentsHost);
  return { ...answer, problem: answer.body ? (JSON.parse(answer.body) as object) : undefined };
}

describe('the problem filter', () => {
  const logged = vi.fn<() => void>();
  beforeEach(() => {
    logged.mockClear();
    vi.spyOn(Logger.prototype, 'error').mockImplementation(logged);
  });
  afterEach(() => vi.restoreAllMocks());

  it.each([
    [new InvalidInputError('no', [{ field: 'name', message: 'is wrong' }]), 400, 'invalidInput'],
    [new NotFoundError('instance', 'web-1'), 404, 'instanceNotFound'],
    [new NameTakenError('instance', 'web-1'), 409, 'nameTaken'],
    [new ConflictError('portTaken', 'no'), 409, 'portTaken'],
    [new IllegalStateError('instance', 'web-1', 'start', 'running', []), 409, 'illegalState'],
    [new TooLargeError('no'), 413, 'tooLarge'],
    [new RangeNotSatisfiableError(7), 416, 'rangeNotSatisfiable'],
    [new ImageRefusedError('imageDirty', 'no'), 422, 'imageDirty'],
    [new ThrottledError('no', 7), 429, 'throttled'],
    [new RemoteServerError('remoteStatus', 'no'), 502, 'remoteStatus'],
    [new RemoteFileChangedError('http://a/b', 'x'), 502, 'remoteFileChanged'],
    [new LibvirtUnavailableError('qemu:///system'), 503, 'libvirtUnavailable'],
    [new InsufficientStorageError('no'), 507, 'insufficientStorage'],
    [new PicostackError('other', 'no'), 500, 'other'],
    [new NotFoundException('Cannot GET /x'), 404, 'routeNotFound'],
  ])('answers %s as a problem', (error, status, code) => {
    const answer = answerTo(error);
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(answer.problem).toMatchObject({
      type: 'about:blank',
      status,
      code,
      detail: error.message,
      requestId: 'request-1',
    });
    expect(logged).not.toHaveBeenCalled();
  });

  it('includes the details of an error: fields, legal actions, names', () => {
    expect(
      answerTo(new ConflictError('imageInUse', 'no', { instances: ['a'] })).problem,
    ).toMatchObject({ instances: ['a'] });
    const invalid = new InvalidInputError('no', [{ field: 'name', message: 'is wrong' }]);
    expect(answerTo(invalid).problem).toMatchObject({
      errors: [{ field: 'name', message: 'is wrong' }],
    });
  });

  it('keeps the members of the standard, whatever the names of the details', () => {
    const error = new ConflictError('imageNotReady', 'no', { status: 'importing', code: 7 });
    expect(answerTo(error)).toMatchObject({
      status: 409,
      problem: { status: 409, code: 'imageNotReady' },
    });
  });

  it('sets Retry-After', () => {
    expect(answerTo(new ThrottledError('no', 7)).headers.get('Retry-After')).toBe(7);
  });

  it('logs unexpected errors, and does not send them', () => {
    const answer = answerTo(new Error('the password is swordfish'));
    expect(answer).toMatchObject({ status: 500 });
    expect(answer.body).not.toContain('swordfish');
    expect(answer.problem).toMatchObject({ code: 'internalError', requestId: 'request-1' });
    expect(logged).toHaveBeenCalledOnce();
    expect(answerTo('a string').problem).toMatchObject({ code: 'internalError' });
  });

  it("treats the body parser's errors as the client's", () => {
    const error = Object.assign(new Error('Unexpected token'), { status: 400, type: 'x' });
    expect(answerTo(error).problem).toMatchObject({ status: 400, code: 'invalidBody' });
  });

  it('forbids caching', () => {
    expect(answerTo(new NotFoundException('no')).headers.get('Cache-Control')).toBe('no-store');
  });

  it('aborts a response that has started, so that nobody treats it as complete', () => {
    const answer = answerTo(new Error('half-way'), true);
    expect(answer).toMatchObject({ destroyed: true, body: '' });
  });
});
