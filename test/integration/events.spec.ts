import Database from 'better-sqlite3';
import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventDto } from '../../src/events/dto.js';
import { readEventStream } from '@picostack/api-client';
import { EventStream } from '../support/event-stream.js';
import { TestServer } from '../support/test-server.js';
import { eventually, within } from '../support/wait.js';

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
  it('is filtered by every given condition', async () => {
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
      else if (event !== 'ready') throw new Error(`unexpected event ${event}`);
      if (events.length === count) break;
    }
    abort.abort();
    return events;
  }
  let ready: (() => void) | undefined;

  it('sends only the new events that match its filter', async () => {
    const isOpen = new Promise<void>((done) => (ready = done));
    const seen = changes('kind=flavour.*&q=third', 2);
    await within('the stream to open', STREAM_LIMIT_MS, isOpen);
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

  it('resumes with the events that match its filter', async () => {
    const events = await within(
      'past events',
      STREAM_LIMIT_MS,
      changes('kind=flavour.deleted', 3, 0),
    );
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

  it('accepts the filters', async () => {
    const text = await picostk('--json', 'events', '--kind', 'flavour.*', '--name', 'SECOND');
    const found = JSON.parse(text) as EventDto[];
    expect(found.map(({ kind }) => kind)).toEqual(['flavour.created']);
    expect(await picostk('events', '--since', '1h', '--actor', 'local', '--limit', '1')).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}flavour\.deleted\s+third\s+by local\s*$/,
    );
    expect(await picostk('events', '--until', '2026-01-01')).toBe('');
  });

  it("reports the server's error for an invalid filter", async () => {
    await expect(picostk('events', '--kind', 'nonsense')).rejects.toMatchObject({
      stderr: expect.stringContaining('kind must be') as string,
    });
  });
});

describe('a client that was disconnected', () => {
  const MISSED = 2_600;
  const MAIN = resolve('dist/src/cli/main.js');

  const newestId = async (): Promise<number> => (await list('limit=1')).items[0]?.id ?? 0;

  /** Insert events into the database, because causing so many would take too long. */
  const fillLog = (count: number): void => {
    const database = new Database(join(server.dataDir, 'picostack.sqlite'));
    try {
      const insert = database.prepare(
        `INSERT INTO event (time, kind, actor, details) VALUES (?, 'libvirt.connected', 'system', '{}')`,
      );
      database.transaction(() => {
        for (let made = 0; made < count; made++) insert.run(new Date().toISOString());
      })();
    } finally {
      database.close();
    }
  };
  const changeIds = (stream: EventStream): number[] =>
    stream.messages.filter(({ type }) => type === 'change').map(({ id }) => Number(id));
  const numbers = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('gets every event that it missed and then the new ones, each once', async () => {
    const seen = await newestId();
    fillLog(MISSED);
    const stream = await EventStream.open(server.api, seen);
    await server.api.ask('POST', '/flavours', { name: 'late', memoryMiB: 128, vcpus: 1 });
    await stream.change('flavour.created', 'late', STREAM_LIMIT_MS);
    expect(changeIds(stream)).toEqual(numbers(seen + 1, await newestId()));
    expect(stream.messages.filter(({ type }) => type === 'gap')).toEqual([]);
    stream.close();
  });

  it('gets a gap for an id beyond the end of the log, and then new events', async () => {
    const newest = await newestId();
    const stream = await EventStream.open(server.api, newest + 1_000_000);
    const gap = await stream.next('gap', ({ type }) => type === 'gap', STREAM_LIMIT_MS);
    expect(gap.data).toEqual({
      reason: 'unknownId',
      afterId: newest + 1_000_000,
      firstId: newest + 1,
    });
    await server.api.ask('DELETE', '/flavours/late');
    await stream.change('flavour.deleted', 'late', STREAM_LIMIT_MS);
    expect(changeIds(stream)).toEqual([newest + 1]);
    stream.close();
  });

  it('loses no event with "picostk events --follow" while the server restarts', async () => {
    const command = spawn(
      process.execPath,
      [MAIN, '--json', 'events', '--follow', '--limit', '1'],
      {
        env: { ...process.env, PICOSTACK_DATA_DIR: server.dataDir },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    try {
      const ids: number[] = [];
      createInterface({ input: command.stdout }).on('line', (line) =>
        ids.push((JSON.parse(line) as EventDto).id),
      );
      const first = await newestId();
      const waitForEvent = async (id: number): Promise<void> => {
        await eventually(`event ${id}`, STREAM_LIMIT_MS, () => ids.includes(id) || undefined);
      };
      await waitForEvent(first);
      await server.kill();
      fillLog(MISSED);
      await server.start();
      await server.api.ask('DELETE', '/flavours/second');
      const last = await newestId();
      await waitForEvent(last);
      expect(ids).toEqual(numbers(first, last));
    } finally {
      command.kill();
    }
  });
});
