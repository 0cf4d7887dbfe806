import { describe, expect, it } from 'vitest';
import { type AccessRule, refusal } from './access-decision.js';
import type { Role } from './actor.js';
import type { Principal } from './principal.js';

const CLOSED: AccessRule = { public: false, minimumRole: undefined, takesBytes: false };
const OPEN = { ...CLOSED, public: true };
const BYTES = { ...CLOSED, takesBytes: true };
const FOREIGN = { origin: 'http://evil.example' };

function user(role: Role): Principal {
  return {
    actor: { type: 'user', name: 'ann', role },
    credential: { kind: 'session', id: 's', userId: 'u', endsAt: 0 },
  };
}
function token(role: Role): Principal {
  return {
    actor: { type: 'token', name: 'token:ci', role },
    credential: { kind: 'token', id: 't', endsAt: null },
  };
}
const admin = (minimumRole: Role = 'admin'): AccessRule => ({ ...CLOSED, minimumRole });

/** The code of the refusal, or `passes`. */
function judge(
  rule: AccessRule,
  method: string,
  principal?: Principal,
  headers: Record<string, string> = {},
): string {
  const request = { method, headers: { host: 'pico.example', ...headers } };
  return refusal(rule, request, principal)?.code ?? 'passes';
}

describe('the role of a caller', () => {
  it.each([
    // rule, method, who, outcome
    [CLOSED, 'GET', undefined, 'unauthenticated'],
    [CLOSED, 'HEAD', undefined, 'unauthenticated'],
    [CLOSED, 'OPTIONS', undefined, 'unauthenticated'],
    [CLOSED, 'POST', undefined, 'unauthenticated'],
    [OPEN, 'GET', undefined, 'passes'],
    [OPEN, 'POST', undefined, 'passes'],
    [CLOSED, 'GET', user('viewer'), 'passes'],
    [CLOSED, 'HEAD', user('viewer'), 'passes'],
    [CLOSED, 'POST', user('viewer'), 'forbidden'],
    [CLOSED, 'PUT', user('viewer'), 'forbidden'],
    [CLOSED, 'PATCH', user('viewer'), 'forbidden'],
    [CLOSED, 'DELETE', user('viewer'), 'forbidden'],
    [CLOSED, 'PROPFIND', user('viewer'), 'forbidden'],
    [CLOSED, 'POST', token('viewer'), 'forbidden'],
    [CLOSED, 'POST', user('operator'), 'passes'],
    [CLOSED, 'DELETE', token('operator'), 'passes'],
    [admin(), 'GET', user('operator'), 'forbidden'],
    [admin(), 'HEAD', user('operator'), 'forbidden'],
    [admin(), 'POST', token('operator'), 'forbidden'],
    [admin(), 'GET', user('admin'), 'passes'],
    [admin(), 'POST', token('admin'), 'passes'],
    [admin('viewer'), 'DELETE', user('viewer'), 'passes'],
  ])('%j %s', (rule, method, who, outcome) => {
    expect(judge(rule, method, who)).toBe(outcome);
  });
});

describe('the origin of a request', () => {
  it.each([
    [CLOSED, 'GET', user('admin'), 'crossSiteRequest'],
    [CLOSED, 'POST', user('admin'), 'crossSiteRequest'],
    [CLOSED, 'POST', undefined, 'crossSiteRequest'],
    [CLOSED, 'GET', undefined, 'crossSiteRequest'],
    [OPEN, 'POST', undefined, 'crossSiteRequest'],
    [OPEN, 'GET', undefined, 'passes'],
    [CLOSED, 'GET', token('viewer'), 'passes'],
    [CLOSED, 'POST', token('operator'), 'passes'],
  ])('decides about a foreign origin: %j %s', (rule, method, who, outcome) => {
    expect(judge(rule, method, who, FOREIGN)).toBe(outcome);
  });
});

describe('the content type of a body', () => {
  const json = 'application/json; charset=utf-8';
  const form = 'application/x-www-form-urlencoded';
  const multipart = 'multipart/form-data; boundary=x';
  const bytes = 'application/octet-stream';

  it.each([
    [CLOSED, user('admin'), json, 'passes'],
    [CLOSED, user('admin'), 'APPLICATION/JSON', 'passes'],
    [CLOSED, user('admin'), 'text/plain', 'crossSiteRequest'],
    [CLOSED, user('admin'), form, 'crossSiteRequest'],
    [CLOSED, user('admin'), multipart, 'crossSiteRequest'],
    [CLOSED, user('admin'), 'application/xml', 'unsupportedMediaType'],
    [CLOSED, user('admin'), 'text/plain, application/json', 'unsupportedMediaType'],
    [CLOSED, user('admin'), bytes, 'unsupportedMediaType'],
    [CLOSED, user('admin'), '', 'unsupportedMediaType'],
    [CLOSED, token('admin'), json, 'passes'],
    [CLOSED, token('admin'), 'text/plain', 'unsupportedMediaType'],
    [CLOSED, token('admin'), form, 'unsupportedMediaType'],
    [OPEN, undefined, json, 'passes'],
    [OPEN, undefined, form, 'crossSiteRequest'],
    [OPEN, undefined, 'text/plain', 'crossSiteRequest'],
    [BYTES, user('admin'), bytes, 'passes'],
    [BYTES, user('admin'), '', 'passes'],
    [BYTES, user('admin'), form, 'crossSiteRequest'],
    [BYTES, user('admin'), multipart, 'crossSiteRequest'],
    [BYTES, user('admin'), json, 'unsupportedMediaType'],
    [BYTES, token('admin'), bytes, 'passes'],
    [BYTES, token('admin'), form, 'passes'],
    [BYTES, token('admin'), '', 'passes'],
  ])('%j %j a body of type %j', (rule, who, type, outcome) => {
    const headers = { 'content-length': '2', ...(type && { 'content-type': type }) };
    expect(judge(rule, 'POST', who, headers)).toBe(outcome);
  });

  it('is checked for a body of unknown length, and not for a missing body', () => {
    const chunked = { 'transfer-encoding': 'chunked', 'content-type': 'text/plain' };
    expect(judge(CLOSED, 'POST', user('admin'), chunked)).toBe('crossSiteRequest');
    expect(judge(CLOSED, 'POST', user('admin'))).toBe('passes');
    expect(judge(CLOSED, 'DELETE', user('admin'), { 'content-length': '0' })).toBe('passes');
  });
});
