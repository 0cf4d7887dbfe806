import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PasswordHasher } from '../../src/auth/passwords/password-hasher.js';
import { AuthApp } from './auth-app.js';

describe('users', () => {
  let server: AuthApp;
  let admin: { cookie: string };
  beforeEach(async () => {
    server = await AuthApp.start();
    admin = await server.cookie();
  });
  afterEach(() => server.stop());

  const send = (method: string, path: string, body?: object) =>
    server.send(method, path, body, admin);
  const add = async (name: string, role: string) =>
    String((await send('POST', '/users', { name, role })).body['password']);
  const statusFor = async (browser: { cookie: string }) =>
    (await server.send('GET', '/session', undefined, browser)).status;

  it('cause no hashing if the name is taken, unknown or invalid', async () => {
    const hash = vi.spyOn(server.get(PasswordHasher), 'hash');
    expect((await send('POST', '/users', { name: 'admin', role: 'viewer' })).status).toBe(409);
    expect((await send('POST', '/users', { name: 'No Name', role: 'viewer' })).status).toBe(400);
    expect((await send('POST', '/users/nobody/password')).status).toBe(404);
    const short = { currentPassword: server.password, newPassword: 'short' };
    expect((await send('PUT', '/session/password', short)).status).toBe(400);
    expect(hash).not.toHaveBeenCalled();
  });

  it('are created with a random password, and listed without it', async () => {
    const created = await send('POST', '/users', { name: 'ann', role: 'viewer' });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'ann', role: 'viewer', disabled: false },
    });
    expect(created.headers.get('cache-control')).toBe('no-store');
    expect((await server.signIn('ann', String(created.body['password']))).status).toBe(201);
    const { body } = await send('GET', '/users?sort=-name');
    expect(body).toMatchObject({
      total: 2,
      items: [{ name: 'ann' }, { name: 'admin', role: 'admin' }],
    });
    expect(JSON.stringify(body)).not.toMatch(/assword|scrypt/);
    expect(await send('POST', '/users', { name: 'ann', role: 'admin' })).toMatchObject({
      status: 409,
      body: { code: 'nameTaken' },
    });
  });

  it.each([
    { name: 'Ann', role: 'viewer' },
    { name: 'system', role: 'viewer' },
    { name: 'outside', role: 'viewer' },
    { name: 'token:ci', role: 'viewer' },
    { name: 'ann\n', role: 'viewer' },
    { name: 'ann' },
    { name: 'ann', role: 'viewer', password: 'chosen by another' },
    { name: 'ann', role: 'viewer', passwordHash: '$scrypt$' },
  ])('are not created from %j', async (body) => {
    expect(await send('POST', '/users', body)).toMatchObject({
      status: 400,
      body: { code: 'invalidInput' },
    });
  });

  it('get the rights of a new role immediately', async () => {
    const password = await add('ann', 'viewer');
    const ann = await server.cookie('ann', password);
    expect((await server.send('POST', '/things', {}, ann)).status).toBe(403);
    expect((await send('PATCH', '/users/ann', { role: null, disabled: null })).status).toBe(200);
    expect((await send('PATCH', '/users/ann', { role: 'operator' })).body).toMatchObject({
      role: 'operator',
    });
    expect((await server.send('POST', '/things', {}, ann)).status).toBe(201);
    expect((await server.send('GET', '/users', undefined, ann)).status).toBe(403);
    expect((await server.send('PATCH', '/users/ann', { role: 'admin' }, ann)).status).toBe(403);
  });

  it('lose their sessions and streams when disabled, and do not get them back when enabled again', async () => {
    const password = await add('ann', 'viewer');
    const ann = await server.cookie('ann', password);
    const stream = await fetch(`${server.url}/api/v1/things/stream`, { headers: ann });
    await send('PATCH', '/users/ann', { disabled: true });
    await expect(stream.text()).rejects.toThrow('terminated');
    expect(await statusFor(ann)).toBe(401);
    expect((await server.signIn('ann', password)).status).toBe(401);
    await send('PATCH', '/users/ann', { disabled: false });
    expect(await statusFor(ann)).toBe(401);
    expect((await server.signIn('ann', password)).status).toBe(201);
  });

  it('get a new password from an administrator, which ends their sessions', async () => {
    const old = await add('ann', 'viewer');
    const ann = await server.cookie('ann', old);
    const { status, body } = await send('POST', '/users/ann/password');
    expect(status).toBe(200);
    expect(await statusFor(ann)).toBe(401);
    expect((await server.signIn('ann', old)).status).toBe(401);
    expect((await server.signIn('ann', String(body['password']))).status).toBe(201);
  });

  it('are deleted together with their sessions', async () => {
    const ann = await server.cookie('ann', await add('ann', 'viewer'));
    expect((await send('DELETE', '/users/ann')).status).toBe(204);
    expect(await statusFor(ann)).toBe(401);
    expect((await send('DELETE', '/users/ann')).body).toMatchObject({
      status: 404,
      code: 'userNotFound',
    });
    const { body } = await send('GET', '/events?resourceType=user');
    expect(JSON.stringify(body)).toContain('auth.userDeleted');
  });

  it('always include an administrator, even if two disable each other at the same time', async () => {
    const refused = { status: 409, body: { code: 'lastAdministrator' } };
    expect(await send('DELETE', '/users/admin')).toMatchObject(refused);
    expect(await send('PATCH', '/users/admin', { role: 'viewer' })).toMatchObject(refused);
    expect(await send('PATCH', '/users/admin', { disabled: true })).toMatchObject(refused);
    await add('ann', 'admin');
    const local = { authorization: `Bearer ${server.authenticator.issueLocalToken()}` };
    const responses = await Promise.all(
      ['admin', 'ann'].map((name) =>
        server.send('PATCH', `/users/${name}`, { disabled: true }, local),
      ),
    );
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});
