import type { paths } from '@picostack/api-client';
import type { Command } from 'commander';
import { parseCount, parseMoment } from '../arguments.js';
import type { Cli } from '../cli.js';
import type { PicostackEvent } from '../client/api.js';
import { discoverServer } from '../client/discover.js';
import { followEvents } from '../client/follow-events.js';
import { safeJson } from '../../common/text.js';
import { safeText } from '../terminal/safe-text.js';

const DEFAULT_LIMIT = 20;

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
      if (!follow) return;
      await followEvents({
        discover: () => discoverServer(cli.terminal.env),
        query,
        afterId: past.at(-1)?.id ?? 0,
        onEvent: (event) => printEvent(cli, event),
        onNote: (text) => cli.note(text),
      });
    });
}

/** The filter as the server takes it; what is wrong with it the server says. */
function queryOf({ name, ...same }: Filter): Query {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server knows the kinds and types, and refuses others by name
  return { ...same, ...(name !== undefined && { q: name }) } as Query;
}

/** One event a line; with --json each line is an object, so that a stream can be read as it comes. */
function printEvent(cli: Cli, event: PicostackEvent): void {
  if (cli.json) return cli.terminal.out(`${safeJson(event)}\n`);
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
