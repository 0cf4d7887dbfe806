import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthApp } from './auth-app.js';

let server: AuthApp;
let viewer: { cookie: string };

beforeAll(async () => {
  server = await AuthApp.start();
  viewer = await server.cookie('vera', await server.addUser('vera', 'viewer'));
});
afterAll(() => server.stop());

describe('an unusual spelling of a path', () => {
  const PATHS = [
    '//api/v1/things',
    '/api//v1/things',
    '/api/v1//things',
    '/API/v1/things',
    '/api/V1/things',
    '/api/v1/Things',
    '/api/v1/things/',
    '/api/v1/%74hings',
    '/api/v1/%2574hings',
    '/%61pi/v1/things',
    '/api%2fv1%2fthings',
    '/api/v1/./things',
    '/api/v1/x/../things',
    '/api/v1/x/%2e%2e/things',
    '/api/v1/%2e%2e/v1/things',
    '/api/v1/things%2f',
    '/api/v1/things%00',
    '/api/v1/things;x',
    '/api/v1/things?x=/api/v1/things/open',
    '/api/v1/things/open/../../things',
    '/api/v1/things/%6fpen/..',
    'http://127.0.0.1/api/v1/things',
  ];

  it.each(PATHS)('does not give an unauthenticated client access: %s', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
      const { status, text } = await server.raw(method, path);
      expect(text).not.toContain('"actor"');
      expect([400, 401, 404]).toContain(status);
    }
  });

  it.each(PATHS)('does not allow a viewer to act: %s', async (path) => {
    const { status } = await server.raw('POST', path, viewer);
    expect([400, 403, 404]).toContain(status);
  });

  it.each(['/api/v1/Things', '/API/v1/things', '/api/v1/things/', '//api/v1/things'])(
    'is not found, because a route has one spelling: %s',
    async (path) => {
      expect((await server.raw('GET', path, viewer)).status).toBe(404);
      expect((await server.raw('GET', '/api/v1/things', viewer)).status).toBe(200);
    },
  );

  it('does not override the HTTP method', async () => {
    const headers = { ...viewer, 'x-http-method-override': 'GET', 'x-method-override': 'GET' };
    expect((await server.raw('POST', '/api/v1/things?_method=GET', headers)).status).toBe(403);
  });
});
