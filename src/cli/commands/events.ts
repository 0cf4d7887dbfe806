import type { paths } from '@picostack/api-client';
import type { Command } from 'commander';
import { parseCount, parseMoment } from '../arguments.js';
import type { Cli } from '../cli.js';
import { type Api, type PicostackEvent, unreachable } from '../server/api.js';
import { readEventStream } from '../server/event-stream.js';
import { ProblemError } from '../server/problem-error.js';
import { safeText } from '../terminal/safe-text.js';

const DEFAULT_LIMIT = 20;
const RECONNECT_MS = 1000;

interface Filter {
  readonly kind?: string;
  readonly actor?: string;
  readonly name?: string;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly since?: string;
  readonly until?: string;
}

interface EventsOptions extends Filter {
  readonly follow?: boolean;
  readonly limit: number;
}

type Query = NonNullable<paths['/api/v1/events']['get']['parameters']['query']>;

/** `picostk events`: what happened, and what happens. */
export function addEventsCommand(program: Command, cli: Cli): void {
  program
    .command('events')
    .description('show what happened, the newest last')
    .option('-f, --follow', 'go on with what happens, until interrupted')
    .option('--limit <count>', 'how many past events', parseCount, DEFAULT_LIMIT)
    .option('--kind <kind>', 'only this kind (instance.started), or a group of them (instance.*)')
    .option('--actor <who>', 'only what this person, token:NAME, system or outside did')
    .option('--name <text>', 'only what is about a thing whose name contains this')
    .option('--resource-type <type>', 'only what is about instances, images...: instance, image')
    .option('--resource-id <id>', 'only what is about the thing with this id')
    .option(
      '--since <when>',
      'only from then on: 2h, 7d, 2026-01-31, 2026-01-31T08:00:00Z',
      parseMoment,
    )
    .option('--until <when>', 'only until then', parseMoment)
    .action(async ({ follow, limit, ...filter }: EventsOptions) => {
      const query = queryOf(filter);
      const { items } = await cli.api.result(
        cli.api.client.GET('/api/v1/events', { params: { query: { ...query, limit } } }),
      );
      const past = items.toSorted((a, b) => a.id - b.id);
      if (cli.json && !follow) return cli.print(past, () => '');
      for (const event of past) printEvent(cli, event);
      if (follow) await followEvents(cli, query, past.at(-1)?.id ?? 0);
    });
}

/** The filter as the server takes it; what is wrong with it the server says. */
function queryOf({ name, ...same }: Filter): Query {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server knows the kinds and types, and refuses others by name
  return { ...same, ...(name !== undefined && { q: name }) } as Query;
}

/** Prints events as they come; after a broken connection it goes on where it was. */
async function followEvents(cli: Cli, query: Query, afterId: number): Promise<never> {
  let lastId = afterId;
  for (;;) {
    try {
      for await (const event of changesAfter(cli.api, query, lastId)) {
        lastId = event.id;
        printEvent(cli, event);
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      cli.note(unreachable(cli.api.address, error).message);
    }
    await new Promise((next) => setTimeout(next, RECONNECT_MS));
  }
}

async function* changesAfter(
  { address }: Api,
  query: Query,
  lastId: number,
): AsyncGenerator<PicostackEvent> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  const response = await fetch(`${address.url}/api/v1/events?${search.toString()}`, {
    headers: {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${address.token}`,
      'Last-Event-ID': String(lastId),
    },
  });
  if (!response.ok || !response.body) {
    throw ProblemError.from(response.status, await response.json().catch(() => undefined));
  }
  for await (const { event, data } of readEventStream(response.body)) {
    if (event !== 'change') continue;
    const parsed: unknown = JSON.parse(data);
    if (isEvent(parsed)) yield parsed;
  }
}

function isEvent(value: unknown): value is PicostackEvent {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value;
}

/** One event a line; with --json each line is an object, so that a stream can be read as it comes. */
function printEvent(cli: Cli, event: PicostackEvent): void {
  if (cli.json) return cli.terminal.out(`${JSON.stringify(event)}\n`);
  const { time, kind, resource, actor, cause, details } = event;
  const words = Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${wordOf(value)}`);
  const why = cause === null ? [] : [`because: ${cause}`];
  const line = [time, kind.padEnd(20), resource?.name ?? '-', `by ${actor}`, ...why, ...words].join(
    '  ',
  );
  cli.terminal.out(`${safeText(line)}\n`);
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
