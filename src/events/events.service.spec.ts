import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventCause1764000005000 } from '../../migrations/1764000005000-event-cause.js';
import { DatabaseFullError } from '../common/errors.js';
import { dataSourceOptions } from '../database/data-source-options.js';
import { createDataSource } from '../database/database-access.js';
import type { EventDto } from './dto.js';
import { type EventFilter, matches } from './event-filter.js';
import { EventPruner, KEPT_ALWAYS } from './event-pruner.js';
import { EventEntity } from './event.entity.js';
import { EventsService } from './events.service.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-06-01T00:00:00.000Z');

let folder: string;
let source: DataSource;
let events: EventsService;

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] });
  folder = mkdtempSync(join(tmpdir(), 'picostack-events-'));
  source = createDataSource({ ...dataSourceOptions(folder), entities: [EventEntity] });
  await source.initialize();
  await source.runMigrations();
  events = new EventsService(repository());
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await source.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const repository = () => source.getRepository(EventEntity);

describe('a transaction with events', () => {
  const change = { kind: 'instance.changed' as const, actor: 'admin' };

  it('stores the changes and the events together, and publishes the events after the commit', async () => {
    const published: string[] = [];
    events.stream.subscribe(({ data }) => published.push((data as EventDto).actor));
    const result = await events.transaction(async ({ manager, record }) => {
      record(change);
      await manager.query('CREATE TABLE other (id text)');
      record({ ...change, actor: 'operator' });
      expect(published).toEqual([]);
      return 'done';
    });
    expect(result).toBe('done');
    expect(published).toEqual(['admin', 'operator']);
    expect((await events.list({ sort: 'id' })).items.map(({ actor }) => actor)).toEqual(published);
    expect(await source.query('SELECT * FROM other')).toEqual([]);
  });

  it('stores and publishes nothing if the changes fail', async () => {
    const published: unknown[] = [];
    events.stream.subscribe(({ data }) => published.push(data));
    const failed = events.transaction(async ({ manager, record }) => {
      record(change);
      await manager.query('CREATE TABLE other (id text)');
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    expect(published).toEqual([]);
    expect((await events.list({})).total).toBe(0);
    await expect(source.query('SELECT * FROM other')).rejects.toThrow('no such table');
  });

  it('publishes events in the order of their ids', async () => {
    const ids: number[] = [];
    events.stream.subscribe(({ data }) => ids.push((data as EventDto).id));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? events.record(change)
          : events.transaction(async ({ record }) => record(change)),
      ),
    );
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('refuses to record an event outside the transaction, which would wait for itself', async () => {
    const failed = events.transaction(async () => events.record(change));
    await expect(failed).rejects.toThrow('RecordedTransaction.record()');
    await events.record(change);
    expect((await events.list({})).total).toBe(1);
  });
});

describe('a database that cannot be written to', () => {
  it('stores the events later, in order and with their times, and no caller fails', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const told: string[] = [];
    events.stream.subscribe(({ data }) => told.push((data as EventDto).actor));
    const full = vi.spyOn(repository(), 'save').mockRejectedValue(new DatabaseFullError('Full.'));
    await events.record({ kind: 'libvirt.connected', actor: 'one' });
    vi.setSystemTime(NOW + 1);
    await events.record({ kind: 'libvirt.connected', actor: 'two' });
    // The second event was not even tried: callers must not wait while the database is known to refuse.
    expect(full).toHaveBeenCalledOnce();
    expect(told).toEqual([]);
    full.mockRestore();
    await vi.waitFor(() => expect(told).toEqual(['one', 'two']), 5_000);
    const stored = (await events.list({})).items.map(({ actor, time }) => [actor, time]);
    expect(stored).toEqual([
      ['two', new Date(NOW + 1).toISOString()],
      ['one', new Date(NOW).toISOString()],
    ]);
  });

  it('stores them at the latest when the server stops', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const full = vi.spyOn(repository(), 'save').mockRejectedValue(new DatabaseFullError('Full.'));
    await events.record({ kind: 'libvirt.connected', actor: 'one' });
    full.mockRestore();
    await events.onModuleDestroy();
    expect((await events.list({})).total).toBe(1);
  });

  it('reports all other errors to the caller', async () => {
    vi.spyOn(repository(), 'save').mockRejectedValueOnce(new Error('broken'));
    await expect(events.record({ kind: 'libvirt.connected', actor: 'one' })).rejects.toThrow(
      'broken',
    );
    await events.record({ kind: 'libvirt.connected', actor: 'two' });
    expect((await events.list({})).items.map(({ actor }) => actor)).toEqual(['two']);
  });
});

describe('the filter', () => {
  beforeEach(async () => {
    const instance = (name: string) => ({ type: 'instance', id: `id-${name}`, name }) as const;
    const at = async (time: string, event: Parameters<EventsService['record']>[0]) => {
      vi.setSystemTime(new Date(time));
      await events.record(event);
    };
    await at('2026-01-01T00:00:00.000Z', { kind: 'libvirt.connected', actor: 'system' });
    await at('2026-01-02T00:00:00.000Z', {
      kind: 'instance.created',
      resource: instance('web_1'),
      actor: 'admin',
    });
    await at('2026-01-02T00:00:00.001Z', {
      kind: 'instance.started',
      resource: instance('webs1'),
      actor: 'token:ci',
    });
    await at('2026-01-03T12:00:00.000Z', {
      kind: 'image.ready',
      resource: { type: 'image', id: 'id-img', name: 'Web' },
      actor: 'admin',
    });
  });

  const CASES: readonly (readonly [EventFilter, readonly number[]])[] = [
    [{}, [4, 3, 2, 1]],
    [{ kind: 'instance.started' }, [3]],
    [{ kind: 'instance.*' }, [3, 2]],
    [{ kind: 'libvirt.*' }, [1]],
    [{ resourceType: 'image' }, [4]],
    [{ resourceId: 'id-web_1' }, [2]],
    [{ actor: 'admin' }, [4, 2]],
    [{ actor: 'adm' }, []],
    [{ since: '2026-01-02' }, [4, 3, 2]],
    [{ since: '2026-01-02T01:00:00.001+01:00' }, [4, 3]],
    [{ until: '2026-01-02' }, [1]],
    [{ since: '2026-01-02', until: '2026-01-02T00:00:00.001Z' }, [2]],
    [{ q: 'WEB' }, [4, 3, 2]],
    [{ q: 'b_1' }, [2]],
    [{ q: '%' }, []],
    [{ q: '\\' }, []],
    [{ kind: 'instance.*', actor: 'admin', q: 'web' }, [2]],
  ];

  it.each(CASES)(
    '%j finds the same in the log, in the past and as it happens',
    async (filter, ids) => {
      const { items, total } = await events.list(filter);
      expect(items.map(({ id }) => id)).toEqual(ids);
      expect(total).toBe(ids.length);
      const past = await events.after(0, 100, filter);
      expect(past.map(({ id }) => id)).toEqual(ids.toReversed());
      const all = await events.list({});
      expect(all.items.filter((event) => matches(filter, event)).map(({ id }) => id)).toEqual(ids);
    },
  );

  it('continues after an id, page by page', async () => {
    expect((await events.after(2, 1, { actor: 'admin' })).map(({ id }) => id)).toEqual([4]);
    const page = await events.list({ limit: 2, offset: 1, sort: 'id' });
    expect(page.items.map(({ id }) => id)).toEqual([2, 3]);
    expect(page.total).toBe(4);
  });

  it('returns the first and the last id, also after events were deleted', async () => {
    expect(await events.range()).toEqual({ firstId: 1, lastId: 4 });
    await repository().delete([1, 2]);
    expect(await events.range()).toEqual({ firstId: 3, lastId: 4 });
    await repository().clear();
    expect(await events.range()).toEqual({ firstId: 1, lastId: 0 });
  });

  it('publishes events in the order of their ids, however slowly one is stored', async () => {
    const ids: number[] = [];
    const subscription = events.stream.subscribe((message) => {
      if (message.type === 'change') ids.push(message.data.id);
    });
    const target = repository();
    const save = target.save.bind(target);
    let first = true;
    const held = vi.spyOn(target, 'save').mockImplementation(async (entity) => {
      const stored = await save(entity);
      // The first one is in the database, and its caller is notified last.
      if (first) {
        first = false;
        for (let turn = 0; turn < 100; turn++) await Promise.resolve();
      }
      return stored;
    });
    await Promise.all(
      Array.from({ length: 3 }, () =>
        events.record({ kind: 'libvirt.connected', actor: 'system' }),
      ),
    );
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    held.mockRestore();
    subscription.unsubscribe();
  });

  it('refuses an empty time span', async () => {
    const span = { since: '2026-01-02T00:00:00Z', until: '2026-01-02T01:00:00+01:00' };
    await expect(events.list(span)).rejects.toThrow('until must be later than since');
  });
});

describe('the event pruner', () => {
  /** Store this many events at an interval, the last one at a time. */
  async function fill(count: number, lastMs: number, stepMs: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, index) => ({
      time: new Date(lastMs - (count - 1 - index) * stepMs).toISOString(),
      kind: 'instance.started' as const,
      resourceType: null,
      resourceId: null,
      resourceName: null,
      actor: 'system',
      details: {},
    }));
    for (let at = 0; at < rows.length; at += 500)
      await repository().insert(rows.slice(at, at + 500));
  }

  const pruner = (eventRetentionDays = 90, eventLimit = 100_000): EventPruner =>
    new EventPruner(repository(), events, { eventRetentionDays, eventLimit });

  const range = async (): Promise<[number, number, number]> => {
    const rows = await repository().find({ select: { id: true }, order: { id: 'ASC' } });
    return [rows.length, rows[0]?.id ?? 0, rows.at(-1)?.id ?? 0];
  };

  it('deletes events that are too old, and no others', async () => {
    // One per hour for 100 days: 240 of them before the last 90.
    await fill(2_400, NOW, DAY_MS / 24);
    await pruner().run();
    expect(await range()).toEqual([2_161, 240, 2_400]);
    await pruner().run();
    expect(await range()).toEqual([2_161, 240, 2_400]);
  });

  it('keeps the newest events whatever their age', async () => {
    await fill(KEPT_ALWAYS + 300, NOW - 400 * DAY_MS, 1);
    await pruner().run();
    expect(await range()).toEqual([KEPT_ALWAYS, 301, KEPT_ALWAYS + 300]);
    await fill(5, NOW, 1);
    expect((await range())[0]).toBe(KEPT_ALWAYS + 5);
  });

  it('deletes a tenth at a time if the clock says that everything is old', async () => {
    await fill(20_000, NOW, 1);
    vi.setSystemTime(NOW + 3_650 * DAY_MS);
    await pruner().run();
    expect(await range()).toEqual([18_000, 2_001, 20_000]);
    // The clock is correct again: no more events are deleted.
    vi.setSystemTime(NOW);
    await pruner().run();
    expect((await range())[0]).toBe(18_000);
  });

  it('deletes nothing if the clock was set back', async () => {
    await fill(3_000, NOW, 1);
    vi.setSystemTime(NOW - 3_650 * DAY_MS);
    await pruner().run();
    expect((await range())[0]).toBe(3_000);
  });

  it('deletes no event in the future after the clock was set back', async () => {
    await fill(3_000, NOW, 1);
    const back = NOW - 365 * DAY_MS;
    await fill(2_000, back, 1);
    vi.setSystemTime(back);
    await pruner().run();
    expect((await range())[0]).toBe(5_000);
  });

  it('treats an event that was stored while the clock was behind like the one before', async () => {
    await fill(1, NOW - DAY_MS, 1);
    await fill(2_000, 0, 1);
    await fill(1, NOW, 1);
    await pruner().run();
    expect((await range())[0]).toBe(2_002);
  });

  it('does not keep older events because of one from a clock that was ahead', async () => {
    await fill(100, NOW - 200 * DAY_MS, 1);
    await fill(1, NOW + 3_650 * DAY_MS, 1);
    await fill(50, NOW - 199 * DAY_MS, 1);
    await fill(1_500, NOW, 1);
    await pruner().run();
    expect(await range()).toEqual([1_500, 152, 1_651]);
  });

  it('respects the maximum number, the oldest first, whatever the clock says', async () => {
    await fill(7_500, NOW, 1);
    vi.setSystemTime(NOW - 3_650 * DAY_MS);
    await pruner(90, 5_000).run();
    expect(await range()).toEqual([5_000, 2_501, 7_500]);
  });

  it('runs at the start, each day, and after many events; ids continue', async () => {
    await fill(1_200, NOW - 100 * DAY_MS, 1);
    const prune = pruner(90, 2_000);
    prune.onApplicationBootstrap();
    await prune.run();
    expect((await range())[0]).toBe(KEPT_ALWAYS);

    await fill(150, NOW - 99 * DAY_MS, 1);
    await vi.advanceTimersByTimeAsync(DAY_MS);
    await prune.run();
    expect((await range())[0]).toBe(KEPT_ALWAYS);

    await fill(1_500, Date.now(), 1);
    for (let i = 0; i < 1_000; i += 1)
      await events.record({ kind: 'instance.changed', actor: 'x' });
    await prune.run('count');
    expect(await range()).toEqual([2_000, 1_851, 3_850]);
    await prune.onModuleDestroy();
  });

  it('stops in the middle when the server stops', async () => {
    await fill(4_000, NOW, 1);
    const prune = pruner(90, 1_000);
    const run = prune.run();
    await prune.onModuleDestroy();
    await run;
    expect((await range())[0]).toBeGreaterThan(1_000);
  });
});

describe('an older log', () => {
  it('is migrated from reasons to causes, and back', async () => {
    const migration = new EventCause1764000005000();
    const runner = source.createQueryRunner();
    await migration.down(runner);
    await source.query(
      `INSERT INTO event (time, kind, actor, details) VALUES
        ('t', 'instance.stopped', 'outside', '{"state":"stopped","reason":"forced off"}'),
        ('t', 'instance.started', 'admin', '{"state":"running","reason":null}')`,
    );
    const older = await source.query('SELECT * FROM event');
    await migration.up(runner);
    const { items } = await events.list({ sort: 'id' });
    expect(items).toMatchObject([
      { cause: 'forced off', details: { state: 'stopped' } },
      { cause: null, details: { state: 'running' } },
    ]);
    await migration.down(runner);
    const back = await source.query('SELECT * FROM event');
    expect(JSON.parse(back[0].details)).toEqual(JSON.parse(older[0].details));
  });
});
