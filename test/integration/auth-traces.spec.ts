import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { UserEntity } from '../../src/auth/records/user.entity.js';
import { EventsService } from '../../src/events/events.service.js';
import { AuthApp, cookieOf } from './auth-app.js';

describe('sign-in', () => {
  let server: AuthApp;
  beforeEach(async () => {
    server = await AuthApp.start();
  });
  afterEach(() => server.stop());

  const events = async () =>
    (await server.get(EventsService).list({ sort: 'id' })).items.map(
      ({ kind, actor, resource, details }) => ({
        kind,
        actor,
        name: resource?.name,
        details,
      }),
    );

  it('stores no secret in the database, whose files only the owner can read', async () => {
    const response = await server.signIn();
    const token = await server.token('viewer', 'ci');
    await server.signIn('typed-a-password-here', 'guess');
    const secrets = [
      server.password,
      cookieOf(response).split('=')[1] ?? '',
      token.authorization.replace('Bearer pstk_', ''),
      'typed-a-password-here',
    ];
    const files = await readdir(server.dataDir);
    expect(files.length).toBeGreaterThanOrEqual(1);
    for (const file of files) {
      const path = join(server.dataDir, file);
      expect((await stat(path)).mode & 0o077).toBe(0);
      const bytes = await readFile(path);
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(20);
        expect(bytes.includes(secret)).toBe(false);
      }
    }
    const stored = await server
      .get(DataSource)
      .getRepository(UserEntity)
      .findOneBy({ name: 'admin' });
    expect(stored?.passwordHash).toMatch(/^\$scrypt\$/);
  });

  it('is recorded as events, without secrets', async () => {
    const browser = await server.cookie();
    await server.signIn('admin', 'wrong');
    await server.signIn('nobody', 'wrong');
    await server.send('DELETE', '/session', undefined, browser);
    const address = { address: '127.0.0.1' };
    expect(await events()).toEqual([
      { kind: 'auth.userCreated', actor: 'system', name: 'admin', details: { role: 'admin' } },
      { kind: 'auth.signedIn', actor: 'admin', name: 'admin', details: address },
      { kind: 'auth.signInFailed', actor: 'admin', name: 'admin', details: address },
      { kind: 'auth.signInFailed', actor: 'unknown', name: undefined, details: address },
      { kind: 'auth.signedOut', actor: 'admin', name: 'admin', details: {} },
    ]);
  });
});
