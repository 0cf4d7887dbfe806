import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

interface Line {
  readonly level: string;
  readonly message: string;
  readonly requestId?: string;
  readonly path?: string;
  readonly status?: number;
  readonly actor?: string;
}

describe('the log as JSON', () => {
  let server: TestServer;
  let settings: string;
  beforeAll(async () => {
    server = await TestServer.prepare({ env: { PICOSTACK_LOG_FORMAT: 'auto' } });
    settings = join(server.folder, 'picostack.yaml');
    writeFileSync(settings, '');
    await server.start({ PICOSTACK_CONFIG: settings });
  });
  afterAll(() => server?.dispose());

  const lines = (): Line[] =>
    server.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Line => JSON.parse(line));
  const lineOf = (requestId: string | null) =>
    eventually('the line of the request', 5_000, () =>
      lines().find((line) => line.requestId === requestId),
    );

  it('has one object a line, with the message that the server is ready', () => {
    expect(lines().at(-1)).toMatchObject({
      level: 'info',
      message: expect.stringContaining(' is ready at http'),
    });
  });

  it('has the request id of the response, the actor and the status, once each', async () => {
    const { headers } = await server.api.request('POST', '/api/v1/flavours', {});
    const requestId = headers.get('x-request-id');
    expect(await lineOf(requestId)).toMatchObject({
      level: 'info',
      path: '/api/v1/flavours',
      status: 400,
      actor: 'local',
    });
    const raw = server.output.split('\n').filter((line) => line.includes(String(requestId)));
    expect(raw).toHaveLength(1);
    expect(raw[0]?.match(/"status"/g)).toHaveLength(1);
  });

  it('has requests that only read after the level is changed', async () => {
    await server.api.request('GET', '/api/v1/flavours');
    writeFileSync(settings, 'logLevel: debug\n');
    process.kill(server.pid, 'SIGHUP');
    await eventually('the level', 5_000, () => server.output.includes('logLevel') || undefined);
    expect(server.output).not.toContain('GET /api/v1/flavours');
    const { headers } = await server.api.request('GET', '/api/v1/flavours?q=private');
    expect(await lineOf(headers.get('x-request-id'))).toMatchObject({ level: 'debug' });
    expect(server.output).not.toContain('private');
  });

  it('has no secret, and no line that a client has made', async () => {
    const { body } = await server.api.request<{ token: string }>('POST', '/api/v1/tokens', {
      name: 'logged',
      role: 'viewer',
    });
    await fetch(`${server.api.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: 'picostack=cookie-secret' },
      body: JSON.stringify({ name: 'admin', password: 'password-secret' }),
    });
    const forged = '/api/v1/x%22,%22level%22:%22fatal"\\n';
    const { headers } = await fetch(`${server.api.url}${forged}`, { method: 'DELETE' });
    await lineOf(headers.get('x-request-id'));
    expect(server.output).not.toMatch(/cookie-secret|password-secret/);
    expect(server.output).not.toContain(body.token);
    expect(server.output).not.toContain(server.api.token);
    expect(lines().some(({ level }) => level === 'fatal')).toBe(false);
    expect(readFileSync(settings, 'utf8')).toContain('debug');
  });
});
