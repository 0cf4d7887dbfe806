import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '../support/api.js';
import { jsonTextFields, queryTextFields, type TextField } from '../support/text-fields.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';

/** Characters that no text field accepts, at any position. */
const HOSTILE = [
  '\u0000',
  '\u001b[31m',
  '\u007f',
  '\u009b31m',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\uffff',
];
/** Longer than any field accepts, and shorter than the limit of a body. */
const LONG = 'x'.repeat(200_000);
/** Longer ones are not valid addresses. */
const LONG_IN_QUERY = 'x'.repeat(4_000);
/** Only the hash of these is stored, and they are never shown, so they can contain any character. */
const SECRETS = new Set(['password', 'currentPassword', 'newPassword']);

/** An existing id by the segment of the path before it: a PATCH finds the resource before it validates the body. */
const existing: Record<string, string> = { flavours: 'tiny', images: 'tiny', users: 'there' };

let server: TestServer;
let fields: readonly TextField[];
let filters: readonly TextField[];

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  const instance = { name: server.name('there'), image: 'tiny', start: false };
  await server.api.finish('POST', '/instances', instance);
  existing['instances'] = instance.name;
  await server.api.ask('POST', '/users', { name: 'there', role: 'viewer' });
  const document = await server.api.request<OpenAPIObject>('GET', '/api/openapi.json');
  fields = jsonTextFields(document.body).filter(({ name }) => !SECRETS.has(name));
  filters = queryTextFields(document.body);
});
afterAll(() => server?.dispose());

/** All records that could store a text. */
function records(): Promise<unknown[]> {
  const kinds = ['flavours', 'images', 'instances', 'users', 'tokens', 'operations', 'events'];
  return Promise.all(kinds.map((kind) => server.api.ask('GET', `/${kind}?limit=1000`)));
}

/** The error message for a field, or undefined if the server accepts it. */
async function refusalOf(
  field: TextField,
  text: string,
  isHostile = true,
): Promise<string | undefined> {
  const { method, path, inQuery } = field;
  const query = new URLSearchParams(inQuery ? { [field.name]: text } : {});
  const [, , , kind = ''] = path.split('/');
  const id = method === 'PATCH' && isHostile ? (existing[kind] ?? 'none') : 'none';
  const filled = path.replaceAll(/\{\w+\}/g, id);
  const { status, body } = await server.api.request<Problem>(
    method,
    inQuery ? `${filled}?${query.toString()}` : filled,
    inQuery ? undefined : field.bodyWith(text),
  );
  if (status === 413) return body.detail;
  // A list of texts has one error for all its items.
  const names = [field.at, field.at.replace(/\.0$/, '')];
  const error = body?.errors?.find(({ field: named }) => names.includes(named));
  return status === 400 ? error?.message : undefined;
}

it('every text field of a body refuses hostile characters and excessive length', async () => {
  expect(fields.length).toBeGreaterThan(25);
  const accepted: string[] = [];
  const before = await records();
  for (const field of fields) {
    for (const hostile of HOSTILE) {
      const message = await refusalOf(field, `${field.valid}${hostile}x`);
      if (message === undefined) accepted.push(`${field.label} accepts ${JSON.stringify(hostile)}`);
    }
    if ((await refusalOf(field, LONG)) === undefined) {
      accepted.push(`${field.label} accepts 200,000 characters`);
    }
  }
  expect(accepted).toEqual([]);
  expect(await records()).toEqual(before);
}, 120_000);

it('every text field of a query refuses them too', async () => {
  expect(filters.length).toBeGreaterThan(20);
  const accepted: string[] = [];
  for (const field of filters) {
    // A lone surrogate cannot be sent, because UTF-8 cannot encode it.
    for (const hostile of HOSTILE.filter((text) => !/^\p{Cs}$/u.test(text))) {
      const message = await refusalOf(field, `${field.valid}${hostile}x`);
      if (message === undefined) accepted.push(`${field.label} accepts ${JSON.stringify(hostile)}`);
    }
    if ((await refusalOf(field, LONG_IN_QUERY)) === undefined) {
      accepted.push(`${field.label} accepts 4,000 characters`);
    }
  }
  expect(accepted).toEqual([]);
}, 120_000);

it('every text field accepts its example', async () => {
  const refused: string[] = [];
  const withExample = [...fields, ...filters].filter(
    // `sort` has one example for all lists, and not every list has that field.
    ({ hasExample, name }) => hasExample && name !== 'sort',
  );
  expect(withExample.length).toBeGreaterThan(15);
  for (const field of withExample) {
    const message = await refusalOf(field, field.valid, false);
    if (message !== undefined)
      refused.push(`${field.label} does not accept ${field.valid}: ${message}`);
  }
  expect(refused).toEqual([]);
}, 60_000);
