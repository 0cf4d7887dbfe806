import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../cli-error.js';
import { Api } from './api.js';
import { ProblemError } from './problem-error.js';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('HttpClient', { timeout: 10_000 }, () => {
  let server: Server;
  let api: Api;
  let received: Received[];
  let respond: (response: ServerResponse) => void;

  beforeEach(async () => {
    received = [];
    respond = (response) => response.end('{"id":"1"}');
    const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: await text(request) });
      respond(response);
    };
    server = createServer((request, response) => void receive(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    api = new Api({ url: `http://127.0.0.1:${port}/pstk`, token: 't1', source: 'file' });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const refused = async (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'it succeeded',
      (error: unknown) => error,
    );
  const host = () => api.result(api.client.GET('/api/v1/host'));

  it('sends path, query, headers, token and body', async () => {
    await api.client.GET('/api/v1/operations/{id}', {
      params: { path: { id: 'a/b ü' }, header: { Prefer: 'wait=2' } },
    });
    await api.client.GET('/api/v1/instances', { params: { query: { q: 'a&b ü', limit: 1 } } });
    await api.client.POST('/api/v1/tokens', { body: { name: 'ü', role: 'viewer' } });
    await api.client.DELETE('/api/v1/tokens/{id}', { params: { path: { id: 'x' } } });
    expect(received).toMatchObject([
      {
        method: 'GET',
        url: '/pstk/api/v1/operations/a%2Fb%20%C3%BC',
        headers: { authorization: 'Bearer t1', prefer: 'wait=2' },
        body: '',
      },
      { url: '/pstk/api/v1/instances?q=a%26b%20%C3%BC&limit=1' },
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': '29' },
        body: '{"name":"ü","role":"viewer"}',
      },
      { method: 'DELETE', body: '' },
    ]);
    // On the same host, compressing takes longer than sending.
    expect(received.map(({ headers }) => headers['accept-encoding'])).toEqual(
      received.map(() => undefined),
    );
  });

  it('returns the body of a success, and nothing for a response without one', async () => {
    expect(await host()).toEqual({ id: '1' });
    respond = (response) => response.writeHead(204).end();
    await expect(
      api.done(api.client.DELETE('/api/v1/tokens/{id}', { params: { path: { id: 'x' } } })),
    ).resolves.toBeUndefined();
  });

  it('throws the problem of the server', async () => {
    respond = (response) =>
      response
        .writeHead(409, { 'Content-Type': 'application/problem+json' })
        .end('{"code":"nameTaken","detail":"The name is taken."}');
    const error = await refused(host());
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'nameTaken', message: 'The name is taken.' });
  });

  it.each([
    ['a page instead of JSON', 200, '<html>'],
    ['a page with an error', 502, '<html>'],
    ['nothing', 200, ''],
  ])('reports %s as not from picostack', async (_, status, body) => {
    respond = (response) => response.writeHead(status).end(body);
    expect(await refused(host())).toMatchObject({ code: 'unexpectedAnswer' });
  });

  it('does not follow a redirection with the token', async () => {
    respond = (response) =>
      response.writeHead(301, { Location: 'https://pico.example/pstk/' }).end('moved');
    const error = await refused(host());
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ code: 'redirected' });
    expect(String(error)).toContain('redirects to https://pico.example/pstk/');
    expect(received).toHaveLength(1);
  });

  it.each([
    ['before the response', (response: ServerResponse) => response.destroy()],
    [
      'in the middle of the response',
      (response: ServerResponse) => {
        response.writeHead(200, { 'Content-Length': 100 }).write('{"id":');
        setImmediate(() => response.destroy());
      },
    ],
  ])('says that the server cannot be reached when the connection ends %s', async (_, end) => {
    respond = end;
    expect(await refused(host())).toMatchObject({ code: 'serverNotRunning' });
  });

  it('names the reason when nobody listens', async () => {
    server.close();
    const error = await refused(host());
    expect(error).toMatchObject({ code: 'serverNotRunning' });
    expect(String(error)).toContain('ECONNREFUSED');
  });

  it('opens a connection for each request', async () => {
    await host();
    expect(received).toMatchObject([{ headers: { connection: 'close' } }]);
  });

  it('stops with its signal', async () => {
    respond = () => undefined;
    const ended = AbortSignal.timeout(50);
    const error = await refused(api.client.GET('/api/v1/host', { signal: ended }));
    expect(error).toMatchObject({ name: 'AbortError' });
  });
});
