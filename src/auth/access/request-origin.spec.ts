import { describe, expect, it } from 'vitest';
import { crossSiteReason } from './request-origin.js';

const OWN = { host: 'pico.example:8080' };

function judge(headers: Record<string, string>, method = 'POST') {
  return crossSiteReason({ method, headers: { ...OWN, ...headers } });
}

describe('accepts a request of its own page', () => {
  it.each([
    [{ origin: 'http://pico.example:8080' }],
    [{ origin: 'http://PICO.example:8080' }],
    [{ origin: 'http://pico.example:8080', 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{}],
    [{ host: 'pico.example', origin: 'http://pico.example' }],
    [{ host: 'pico.example:443', origin: 'https://pico.example' }],
    [{ host: 'pico.example', origin: 'https://pico.example' }],
    [{ host: '[::1]:8080', origin: 'http://[::1]:8080' }],
  ])('%j', (headers) => {
    expect(judge(headers)).toBeUndefined();
  });
});

describe('refuses a request of another page', () => {
  it.each([
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ origin: 'http://evil.example' }],
    [{ origin: 'http://pico.example' }],
    [{ origin: 'http://pico.example:8081' }],
    [{ origin: 'http://pico.example:8080.evil.example' }],
    [{ origin: 'http://evil.example/pico.example:8080' }],
    [{ origin: 'http://pico.example:8080@evil.example' }],
    [{ origin: 'http://evil.example@pico.example:8080' }],
    [{ origin: 'http://evil.example#@pico.example:8080' }],
    [{ origin: 'file://pico.example:8080' }],
    [{ origin: 'chrome-extension://pico.example:8080' }],
    [{ origin: 'pico.example:8080' }],
    [{ origin: 'http://pico.example:8080, http://evil.example' }],
    [{ origin: 'http://pico.example:8080', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'nonsense' }],
    [{ host: 'evil.example/@', origin: 'http://evil.example' }],
  ])('%j', (headers) => {
    expect(judge(headers)).toBeTypeOf('string');
    expect(judge(headers, 'GET')).toBeTypeOf('string');
  });

  it('refuses a request without a Host header', () => {
    const headers = { origin: 'http://pico.example' };
    expect(crossSiteReason({ method: 'POST', headers })).toBeTypeOf('string');
  });
});

describe('a link on another page of the same site', () => {
  const link = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' };

  it('may navigate to the page', () => {
    expect(judge(link, 'GET')).toBeUndefined();
  });

  it('cannot change anything, fetch in the background or open a WebSocket', () => {
    expect(judge(link, 'POST')).toBeTypeOf('string');
    expect(judge({ ...link, 'sec-fetch-mode': 'no-cors' }, 'GET')).toBeTypeOf('string');
    expect(judge({ ...link, upgrade: 'websocket' }, 'GET')).toBeTypeOf('string');
  });
});

it('shortens a foreign origin and removes control characters', () => {
  const reason = judge({ origin: `http://"<\u0007${'x'.repeat(5000)}` });
  expect(reason?.length).toBeLessThan(400);
  expect(reason).not.toContain('\u0007');
});
