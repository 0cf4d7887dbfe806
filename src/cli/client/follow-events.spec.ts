import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CliError } from '../cli-error.js';
import type { ServerAddress } from './discover.js';
import { followEvents } from './follow-events.js';

const LIMIT = { timeout: 4_000, interval: 10 };

const change = (id: number) => `id: ${id}\nevent: change\ndata: {"id":${id},"kind":"x"}\n\n`;

/** The responses to the connections, in order; the last one stays open. */
type Respond = (response: ServerResponse) => void;

describe('followEvents', { timeout: 10_000 }, () => {
  let server: Server;
  let origin: string;
  let address: ServerAddress | undefined;
  let responses: Respond[];
  let requests: { query: string; lastId: unknown; token: unknown }[];
  let ids: number[];
  let notes: string[];
  let validToken: string;
  let end: AbortController;

  beforeEach(async () => {
    [responses, requests, ids, notes] = [[], [], [], []];
    end = new AbortController();
    validToken = 't1';
    server = createServer((request: IncomingMessage, response) => {
      const { url = '', headers } = request;
      requests.push({
        query: url.split('?')[1] ?? '',
        lastId: headers['last-event-id'],
        token: headers.authorization,
      });
      if (headers.authorization !== `Bearer ${validToken}`) return refuse(401)(response);
      (responses.shift() ?? (() => undefined))(response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    origin = `http://127.0.0.1:${port}`;
    address = { url: origin, token: 't1', source: 'file' };
  });
  afterEach(() => {
    end.abort();
    server.closeAllConnections();
    server.close();
  });

  const stream =
    (text: string, { ends = false } = {}): Respond =>
    (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(`event: ready\ndata: {}\n\n${text}`);
      if (ends) response.end();
    };
  const refuse =
    (status: number): Respond =>
    (response) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ code: 'refused', detail: 'No.' }));
    };
  const follow = (afterId = 0): Promise<void> => {
    const following = followEvents({
      server: { url: origin, token: 't1', source: 'file' },
      discover: () => {
        if (!address) throw new CliError('serverNotRunning', 'None runs.');
        return address;
      },
      query: { kind: 'instance.*' },
      afterId,
      onEvent: ({ id }) => ids.push(id),
      onNote: (text) => notes.push(text),
      reconnectMs: 20,
      silenceLimitMs: 500,
      signal: end.signal,
    });
    following.catch(() => undefined);
    return following;
  };
  const seen = (expected: number[]) => vi.waitFor(() => expect(ids).toEqual(expected), LIMIT);

  it('continues after the last event when the connection ends or breaks', async () => {
    responses = [
      stream(change(8) + change(9), { ends: true }),
      (response) => (response.socket as Socket).destroy(),
      stream(change(10)),
    ];
    void follow(7);
    await seen([8, 9, 10]);
    expect(requests.map(({ lastId }) => lastId)).toEqual(['7', '9', '9']);
    expect(requests[0]?.query).toBe('kind=instance.*');
    expect(notes).toEqual([expect.stringContaining('Trying again.')]);
  });

  it('finds a restarted server with another token, even after a while', async () => {
    const before = address;
    responses = [
      (response) => {
        stream(change(1), { ends: true })(response);
        // The server deletes its file when it stops, and writes it again when it starts.
        address = undefined;
        validToken = 't2';
      },
      refuse(503),
      stream(change(2)),
    ];
    void follow();
    await vi.waitFor(() => expect(requests.length).toBeGreaterThan(2), LIMIT);
    address = before && { ...before, token: 't2' };
    await seen([1, 2]);
    expect(requests.at(-1)).toMatchObject({ token: 'Bearer t2', lastId: '1' });
  });

  it('finds a server that stops between the list of past events and the stream', async () => {
    const before = address;
    address = undefined;
    responses = [refuse(503), stream(change(8))];
    void follow(7);
    await vi.waitFor(() => expect(notes).toHaveLength(1), LIMIT);
    address = before;
    await seen([8]);
  });

  it('connects again if nothing is received for long, before or after the response', async () => {
    responses = [() => undefined, stream(change(8)), stream(change(9))];
    void follow(7);
    await seen([8, 9]);
    expect(requests.map(({ lastId }) => lastId)).toEqual(['7', '7', '8']);
    expect(notes[0]).toContain('nothing received for 0.5 s');
  });

  it('ends if the server refuses the same token again', async () => {
    responses = [stream(change(1), { ends: true }), refuse(401)];
    await expect(follow()).rejects.toMatchObject({ code: 'refused' });
    expect(ids).toEqual([1]);
  });

  it('reports missing events, and follows a new log', async () => {
    responses = [
      stream(`event: gap\ndata: {"reason":"unknownId","afterId":900,"firstId":3}\n\n`, {
        ends: true,
      }),
      stream(change(3)),
    ];
    void follow(900);
    await seen([3]);
    expect(requests.map(({ lastId }) => lastId)).toEqual(['900', '2']);
    expect(notes).toEqual([expect.stringContaining('missing')]);
  });
});
