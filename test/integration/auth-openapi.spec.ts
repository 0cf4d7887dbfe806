import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuthApp } from './auth-app.js';

let server: AuthApp;
beforeAll(async () => {
  server = await AuthApp.start();
});
afterAll(() => server.stop());

it('the OpenAPI document marks the public routes', () => {
  const { paths, security } = server.document();
  expect(security).toEqual([{ bearer: [] }, { cookie: [] }]);
  expect(paths['/api/v1/session']?.post?.security).toEqual([{}]);
  expect(paths['/api/v1/session']?.get?.security).toBeUndefined();
  expect(paths['/api/v1/tokens']?.get?.security).toBeUndefined();
});

it.each([
  'SignInDto',
  'SessionDto',
  'ChangePasswordDto',
  'CreateTokenDto',
  'TokenDto',
  'CreatedTokenDto',
  'CreateUserDto',
  'UpdateUserDto',
  'UserDto',
  'UserWithPasswordDto',
])('the OpenAPI document describes every field of %s', (name) => {
  const schema = server.document().components?.schemas?.[name];
  const fields = Object.values(schema && 'properties' in schema ? (schema.properties ?? {}) : {});
  expect(fields.length).toBeGreaterThan(0);
  for (const field of fields) expect(field).toHaveProperty('description');
});

it('the OpenAPI document lists the errors of every route', () => {
  const { paths } = server.document();
  for (const path of [
    'session',
    'session/password',
    'tokens',
    'tokens/{id}',
    'users',
    'users/{id}',
  ]) {
    const operations = Object.values(paths[`/api/v1/${path}`] ?? {});
    expect(operations.length).toBeGreaterThan(0);
    for (const operation of operations) {
      expect(operation).toHaveProperty('summary');
      expect(operation).toHaveProperty(['responses', '401']);
      expect(operation).toHaveProperty(['responses', '403']);
    }
  }
});
