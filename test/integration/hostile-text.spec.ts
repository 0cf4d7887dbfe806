import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '../support/api.js';
import { jsonTextFields, queryTextFields, type TextField } from '../support/text-fields.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';

/** None of them belongs into a text, wherever it is. */
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
/** More than any field takes, and less than a body may have. */
const LONG = 'x'.repeat(200_000);
/** Longer ones are not valid addresses. */
const LONG_IN_QUERY = 'x'.repeat(4_000);
/** Only their hash is kept, and they are shown nowhere: any character makes them better. */
const SECRETS = new Set(['password', 'currentPassword', 'newPassword']);

/** What is there, by the part of the path before its id: a PATCH looks its thing up before it reads its body. */
const there: Record<string, string> = { flavours: 'tiny', images: 'tiny', users: 'there' };

let server: TestServer;
let fields: readonly TextField[];
let filters: readonly TextField[];

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  const instance = { name: server.name('there'), image: 'tiny', start: false };
  await server.api.finish('POST', '/instances', instance);
  there['instances'] = instance.name;
  await server.api.ask('POST', '/users', { name: 'there', role: 'viewer' });
  const document = await server.api.request<OpenAPIObject>('GET', '/api/openapi.json');
  fields = jsonTextFields(document.body).filter(({ name }) => !SECRETS.has(name));
  filters = queryTextFields(document.body);
});
afterAll(() => server?.dispose());

/** Everything that a text could have been kept in. */
function records(): Promise<unknown[]> {
  const kinds = ['flavours', 'images', 'instances', 'users', 'tokens', 'operations', 'events'];
  return Promise.all(kinds.map((kind) => server.api.ask('GET', `/${kind}?limit=1000`)));
}

/** What an answer says of a field; undefined where it accepts it. */
async function refusalOf(
  field: TextField,
  text: string,
  isHostile = true,
): Promise<string | undefined> {
  const { method, path, inQuery } = field;
  const query = new URLSearchParams(inQuery ? { [field.name]: text } : {});
  const [, , , kind = ''] = path.split('/');
  const id = method === 'PATCH' && isHostile ? (there[kind] ?? 'none') : 'none';
  const filled = path.replaceAll(/\{\w+\}/g, id);
  const { status, body } = await server.api.request<Problem>(
    method,
    inQuery ? `${filled}?${query.toString()}` : filled,
    inQuery ? undefined : field.bodyWith(text),
  );
  if (status === 413) return body.detail;
  // A list of texts is refused as one field.
  const names = [field.at, field.at.replace(/\.0$/, '')];
  const about = body?.errors?.find(({ field: named }) => names.includes(named));
  return status === 400 ? about?.message : undefined;
}

it('every text of a body refuses hostile characters and excessive length', async () => {
  expect(fields.length).toBeGreaterThan(25);
  const accepted: string[] = [];
  const before = await records();
  for (const field of fields) {
    for (const hostile of HOSTILE) {
      const said = await refusalOf(field, `${field.valid}${hostile}x`);
      if (said === undefined) accepted.push(`${field.label} takes ${JSON.stringify(hostile)}`);
    }
    if ((await refusalOf(field, LONG)) === undefined) {
      accepted.push(`${field.label} takes 200,000 characters`);
    }
  }
  expect(accepted).toEqual([]);
  expect(await records()).toEqual(before);
}, 120_000);

it('every text of a query refuses them too', async () => {
  expect(filters.length).toBeGreaterThan(20);
  const accepted: string[] = [];
  for (const field of filters) {
    // A lone surrogate cannot be sent: there is no UTF-8 for it.
    for (const hostile of HOSTILE.filter((text) => !/^\p{Cs}$/u.test(text))) {
      const said = await refusalOf(field, `${field.valid}${hostile}x`);
      if (said === undefined) accepted.push(`${field.label} takes ${JSON.stringify(hostile)}`);
    }
    if ((await refusalOf(field, LONG_IN_QUERY)) === undefined) {
      accepted.push(`${field.label} takes 4,000 characters`);
    }
  }
  expect(accepted).toEqual([]);
}, 120_000);

it('the same texts without them are taken', async () => {
  const refused: string[] = [];
  const withExample = [...fields, ...filters].filter(
    // The order has one example for all lists, which not each of them has a field for.
    ({ hasExample, name }) => hasExample && name !== 'sort',
  );
  expect(withExample.length).toBeGreaterThan(15);
  for (const field of withExample) {
    const said = await refusalOf(field, field.valid, false);
    if (said !== undefined) refused.push(`${field.label} does not take ${field.valid}: ${said}`);
  }
  expect(refused).toEqual([]);
}, 60_000);
