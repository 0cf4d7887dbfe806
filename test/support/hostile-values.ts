/** Pseudorandom numbers from 0 to 1 that a seed reproduces (mulberry32). */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.next() * values.length)] ?? values[0];
  }
}

/** Segments of a path, with valid and invalid percent-encoding. */
export const HOSTILE_SEGMENTS: readonly [string, ...string[]] = [
  'a%00b',
  '%00',
  '%ff',
  '%',
  '%zz',
  '%ed%a0%80',
  '%1b%5b31m',
  '%c2%9b',
  '%e2%80%ae',
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  '%252e%252e',
  '%27%20OR%201%3D1--',
  '%22%3E%3Cscript%3E',
  '%f0%9f%98%80',
  '__proto__',
  'constructor',
  '--help',
  '-1',
  '0',
  '1e308',
  'NaN',
  '00000000-0000-4000-8000-000000000000',
  'x'.repeat(1_000),
  'x'.repeat(6_000),
  '%c3%a9'.repeat(300),
];

/** Values of a query parameter, encoded. */
export const HOSTILE_QUERY: readonly [string, ...string[]] = [
  '',
  '0',
  '-1',
  '1.5',
  '1e308',
  '9007199254740993',
  '9'.repeat(400),
  'NaN',
  'Infinity',
  '0x10',
  'true',
  'null',
  '%00',
  '%ff',
  '%',
  '%e2%80%ae',
  '%25',
  '_',
  '%5C',
  '%27',
  '__proto__',
  'constructor',
  '-name',
  '-',
  'id;DROP',
  'x'.repeat(199),
  'x'.repeat(3_000),
  '2026-01-31T08:00:00Z',
  '9999-12-31T23:59:59%2B14:00',
  '0000-01-01',
  '%f0%9f%98%80'.repeat(50),
];

/** Values of a field of a JSON body. */
export const HOSTILE_JSON: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53 + 2,
  2 ** 31,
  Number.MIN_VALUE,
  '',
  ' ',
  'x'.repeat(5_000),
  'x'.repeat(200_000),
  '\u0000',
  '\u001b]52;c;x\u0007',
  '\u009b31m',
  '\u202egnp',
  '\ud800',
  '\udc00\ud800',
  '😀'.repeat(2_000),
  '</name><devices>',
  ']]>',
  '{{name}}',
  '../../etc/passwd',
  '/dev/zero',
  '/etc/passwd',
  '-1',
  '1e5',
  '%d',
  'web-%09d%d',
  [],
  [null],
  [[[[]]]],
  Array.from({ length: 1_500 }, () => 1),
  Array.from({ length: 500 }, () => ({ guestPort: 80 })),
  {},
  { $ne: '' },
  { length: -1 },
  { toString: 1, valueOf: null },
  { constructor: { prototype: { isAdmin: true } } },
];

/** Whole bodies. */
export const HOSTILE_BODIES: readonly [string, ...string[]] = [
  '',
  '{',
  'null',
  '"x"',
  '0',
  '[]',
  '[{}]',
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{}}}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{"name":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
  `${'{"name":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  `{${Array.from({ length: 1_500 }, (_, i) => `"k${i}":1`).join(',')}}`,
  `{"${'k'.repeat(200_000)}":1}`,
  `{"name":"${'\\u0000'.repeat(30_000)}"}`,
  `[${'1,'.repeat(100_000)}1]`,
  `{"a":${'9'.repeat(100_000)}}`,
  '\u0000'.repeat(1_000),
  'x'.repeat(300_000),
];

/** Headers in addition to those that a request needs. */
export const HOSTILE_HEADERS: readonly [Record<string, string>, ...Record<string, string>[]] = [
  { Prefer: 'wait=0' },
  { Prefer: 'wait=1' },
  { Prefer: 'wait=-1, respond-async' },
  { Prefer: `wait=${'9'.repeat(500)}` },
  { 'Idempotency-Key': 'fuzz' },
  { 'Idempotency-Key': '' },
  { 'Idempotency-Key': 'x'.repeat(300) },
  { 'If-Match': '*' },
  { 'If-Match': '"x"' },
  { 'If-Match': `"${'x'.repeat(3_000)}", `.repeat(2) },
  { 'If-Match': 'W/x' },
  { 'If-None-Match': '*' },
  { 'If-Modified-Since': 'never' },
  { Accept: 'text/event-stream' },
  { Accept: 'text/event-stream', 'Last-Event-ID': '1e308' },
  { Accept: 'text/event-stream', 'Last-Event-ID': '-1' },
  { Accept: 'text/html;q=x, */*;q=0' },
  { Range: 'bytes=0-0,-1,99999999999999999999-' },
  { 'Content-Range': 'bytes 0-1/2' },
  { 'Content-Encoding': 'gzip' },
  { 'Content-Type': 'application/json; charset=utf-7' },
  { 'Content-Type': 'application/xml' },
  { 'Content-Type': '' },
  { Origin: 'http://evil.example' },
  { Origin: 'null' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'X-Forwarded-For': 'x'.repeat(5_000) },
  { 'X-Forwarded-Proto': 'gopher', 'X-Forwarded-Host': 'evil.example' },
  { Cookie: 'picostack_session=%ff; picostack_session=x' },
  { Cookie: `picostack_session=${'x'.repeat(5_000)}` },
  { Expect: '100-continue' },
  { 'User-Agent': '\u00ff'.repeat(3_000) },
];
