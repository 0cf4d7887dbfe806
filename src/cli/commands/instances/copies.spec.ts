import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli-error.js';
import { runCommandLine } from '../../program.js';

const INSTANCE = {
  id: 'i2',
  name: 'web-2',
  state: 'stopped',
  image: { id: 'm1', name: 'tiny' },
  ports: [],
};
const IMAGE = { id: 'm2', name: 'golden', virtualSizeBytes: 1024 ** 3 };

describe('picostk clone, rebuild, detach, publish', () => {
  let server: Server;
  let url: string;
  let requests: string[];
  let out: string;
  let err: string;
  let typed: string;
  let refusal: { status: number; body: object } | undefined;

  beforeEach(async () => {
    [requests, out, err, typed, refusal] = [[], '', '', '', undefined];
    server = createServer((request, response) => void reply(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push(`${request.method} ${request.url} ${await text(request)}`.trim());
    const done = { kind: 'x', status: 'succeeded', resource: { id: 'i2' } };
    const record = request.url?.includes('/images/') ? IMAGE : INSTANCE;
    response.writeHead(refusal?.status ?? 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(refusal?.body ?? (request.method === 'POST' ? done : record)));
  };

  const run = (args: readonly string[], interactive = false) =>
    runCommandLine(args, {
      env: { PICOSTACK_URL: url, PICOSTACK_TOKEN: 'pstk_test' },
      width: undefined,
      color: false,
      interactive,
      out: (printed) => (out += printed),
      err: (printed) => (err += printed),
      ask: async (question) => {
        err += question;
        return typed;
      },
    });

  it('creates a full clone that stays stopped, with the same guest ports', async () => {
    expect(await run(['clone', 'web-1', 'web-2'])).toBe(EXIT.ok);
    expect(requests).toEqual([
      'POST /api/v1/instances/web-1/clone {"name":"web-2","mode":"full","start":false}',
      'GET /api/v1/instances/i2',
    ]);
    expect(out).toBe('web-2 is stopped.\n');
  });

  it('creates a linked clone, with other ports or none, and starts it', async () => {
    await run(['clone', 'web-1', 'web-2', '--linked', '--start', '--port', '8080:80']);
    await run(['clone', 'web-1', 'web-2', '--no-ports']);
    expect(requests.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /api/v1/instances/web-1/clone {"name":"web-2","mode":"linked","start":true,"ports":[{"protocol":"tcp","guestPort":80,"hostPort":8080}]}',
      'POST /api/v1/instances/web-1/clone {"name":"web-2","mode":"full","start":false,"ports":[]}',
    ]);
  });

  it('makes an instance independent', async () => {
    expect(await run(['detach', 'web-2'])).toBe(EXIT.ok);
    expect(requests).toEqual(['POST /api/v1/instances/web-2/detach', 'GET /api/v1/instances/i2']);
    expect(out).toBe('web-2 is independent of its image.\n');
  });

  it('asks before a rebuild, and treats any answer except yes as no', async () => {
    typed = 'well';
    expect(await run(['rebuild', 'web-2'], true)).toBe(EXIT.failed);
    expect(err).toContain('This deletes everything on its disk.');
    expect(requests).toEqual([]);

    typed = 'yes';
    expect(await run(['rebuild', 'web-2'], true)).toBe(EXIT.ok);
    expect(out).toBe('Rebuilt web-2 from tiny.\n');
  });

  it('rebuilds without a question with --yes', async () => {
    await run(['rebuild', 'web-2', '--yes', '--image', 'other', '--discard-snapshots'], true);
    await run(['rebuild', 'web-2', '-y']);
    expect(requests.filter((line) => line.startsWith('POST'))).toEqual([
      'POST /api/v1/instances/web-2/rebuild {"discardSnapshots":true,"image":"other"}',
      'POST /api/v1/instances/web-2/rebuild {"discardSnapshots":false}',
    ]);
  });

  it('names the option that deletes snapshots', async () => {
    refusal = { status: 409, body: { code: 'snapshotsWouldGo', detail: 'There is snapshot a.' } };
    expect(await run(['rebuild', 'web-2', '--yes'])).toBe(EXIT.conflict);
    expect(err).toContain(
      'There is snapshot a. The option of this command is --discard-snapshots.',
    );
  });

  it('publishes, and prints the size of the image', async () => {
    expect(await run(['publish', 'web-1', 'golden', '--description', 'as it ran'])).toBe(EXIT.ok);
    expect(requests).toEqual([
      'POST /api/v1/instances/web-1/publish {"name":"golden","description":"as it ran"}',
      'GET /api/v1/images/golden',
    ]);
    expect(out).toBe('Image "golden" is ready: 1 GiB.\n');
  });
});
