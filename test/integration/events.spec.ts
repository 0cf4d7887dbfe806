import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventDto } from '../../src/events/dto.js';
import { readEventStream } from '../../src/cli/server/event-stream.js';
import { TestServer } from '../support/test-server.js';
import { within } from '../support/wait.js';

interface Page {
  readonly items: EventDto[];
  readonly total: number;
}

const STREAM_LIMIT_MS = 30_000;

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  for (const name of ['first', 'second']) {
    await server.api.ask('POST', '/flavours', { name, memoryMiB: 128, vcpus: 1 });
  }
  await server.api.ask('POST', '/tokens', { name: 'ci', role: 'viewer' });
  await server.api.ask('DELETE', '/flavours/first');
});
afterAll(() => server?.dispose());

const list = (query: string): Promise<Page> => server.api.ask('GET', `/events?${query}`);
const kindsAndNames = ({ items }: Page): string[] =>
  items.map(({ kind, resource }) => `${kind} ${resource?.name ?? '-'}`);

describe('the log', () => {
  it('is filtered by all that is given', async () => {
    expect(kindsAndNames(await list('kind=flavour.*'))).toEqual([
      'flavour.deleted first',
      'flavour.created second',
      'flavour.created first',
    ]);
    expect(kindsAndNames(await list('kind=flavour.created&q=SEC'))).toEqual([
      'flavour.created second',
    ]);
    const { items } = await list('resourceType=flavour&sort=id&limit=1');
    const [{ resource, time, actor } = { resource: null, time: '', actor: '' }] = items;
    expect(await list(`resourceId=${resource?.id}`)).toMatchObject({ total: 2 });
    expect(await list(`actor=${actor}&kind=auth.tokenCreated`)).toMatchObject({ total: 1 });
    expect(await list('actor=outside')).toMatchObject({ total: 0 });
    expect(await list(`kind=flavour.*&until=${time}`)).toMatchObject({ total: 0 });
    expect(await list(`kind=flavour.*&since=${time}`)).toMatchObject({ total: 3 });
  });

  it.each([
    ['kind=flavour', 'kind'],
    ['kind=*', 'kind'],
    ['kind=flavour.%25', 'kind'],
    ['kind=nothing.*', 'kind'],
    ['kind=', 'kind'],
    ['resourceType=disk', 'resourceType'],
    ['since=yesterday', 'since'],
    ['since=2026-02-30', 'since'],
    ['since=2026-01-01T00:00:00', 'since'],
    ['since=2026-01-01T00:00:00+01:00', 'since'],
    ['until=1', 'until'],
    ['since=2026-01-02&until=2026-01-01', 'until'],
    ['sort=actor', 'sort'],
    ['limit=1001', 'limit'],
    [`actor=${'a'.repeat(101)}`, 'actor'],
    ['person=admin', 'person'],
  ])('refuses %s, on a page and as a stream', async (query, field) => {
    for (const accept of ['application/json', 'text/event-stream']) {
      const problem = await server.api.refused('GET', `/events?${query}`, undefined, {
        Accept: accept,
      });
      expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
      expect(problem.errors?.map((each) => each.field)).toEqual([field]);
    }
  });
});

describe('the stream', () => {
  /** The first changes of a stream. */
  async function changes(query: string, count: number, lastEventId?: number): Promise<EventDto[]> {
    const abort = new AbortController();
    const response = await fetch(`${server.api.url}/api/v1/events?${query}`, {
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${server.api.token}`,
        ...(lastEventId !== undefined && { 'Last-Event-ID': String(lastEventId) }),
      },
      signal: abort.signal,
    });
    const events: EventDto[] = [];
    if (!response.body) throw new Error('no body');
    for await (const { event, data } of readEventStream(response.body)) {
      if (event === 'ready') ready?.();
      if (event === 'change') events.push(JSON.parse(data) as EventDto);
      else if (event !== 'ready') throw new Error(`passing news of ${event}`);
      if (events.length === count) break;
    }
    abort.abort();
    return events;
  }
  let ready: (() => void) | undefined;

  it('carries what fits the filter alone, live', async () => {
    const standing = new Promise<void>((done) => (ready = done));
    const seen = changes('kind=flavour.*&q=third', 2);
    await within('the stream to stand', STREAM_LIMIT_MS, standing);
    for (const name of ['other', 'third']) {
      await server.api.ask('POST', '/flavours', { name, memoryMiB: 128, vcpus: 1 });
      await server.api.ask('DELETE', `/flavours/${name}`);
    }
    const events = await within('two events', STREAM_LIMIT_MS, seen);
    expect(events.map(({ kind, resource }) => [kind, resource?.name])).toEqual([
      ['flavour.created', 'third'],
      ['flavour.deleted', 'third'],
    ]);
  });

  it('resumes with what fits', async () => {
    const events = await within('the past', STREAM_LIMIT_MS, changes('kind=flavour.deleted', 3, 0));
    expect(events.map(({ resource }) => resource?.name)).toEqual(['first', 'other', 'third']);
  });
});

describe('picostk events', () => {
  const picostk = async (...args: string[]): Promise<string> => {
    const env = {
      ...process.env,
      PICOSTACK_URL: server.api.url,
      PICOSTACK_TOKEN: server.api.token,
    };
    const main = resolve('dist/src/cli/main.js');
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env });
    return stdout;
  };

  it('takes the filters', async () => {
    const text = await picostk('--json', 'events', '--kind', 'flavour.*', '--name', 'SECOND');
    const found = JSON.parse(text) as EventDto[];
    expect(found.map(({ kind }) => kind)).toEqual(['flavour.created']);
    expect(await picostk('events', '--since', '1h', '--actor', 'local', '--limit', '1')).toMatch(
      /^\S+ {2}flavour\.deleted\s+third\s+by local\s*$/,
    );
    expect(await picostk('events', '--until', '2026-01-01')).toBe('');
  });

  it("refuses a wrong one in the server's words", async () => {
    await expect(picostk('events', '--kind', 'nonsense')).rejects.toMatchObject({
      stderr: expect.stringContaining('kind must be') as string,
    });
  });
});
