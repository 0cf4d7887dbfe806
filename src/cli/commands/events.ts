import type { paths } from '@picostack/api-client';
import type { Command } from 'commander';
import { parseCount, parseMoment } from '../arguments.js';
import type { Cli } from '../cli.js';
import type { PicostackEvent } from '../client/api.js';
import { discoverServer } from '../client/discover.js';
import { followEvents } from '../client/follow-events.js';
import { safeJson } from '../../common/text.js';
import { wrapText } from '../terminal/text-width.js';
import { formatTime } from '../terminal/units.js';
import { safeText } from '../terminal/safe-text.js';

const DEFAULT_LIMIT = 20;
const TIME_WIDTH = '2026-01-31 08:00:00'.length;

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

/** `picostk events`: past and new events. */
export function addEventsCommand(program: Command, cli: Cli): void {
  program
    .command('events')
    .description('show past events, the newest last, in local time (with --json in UTC)')
    .option('-f, --follow', 'then show new events until interrupted')
    .option('--limit <count>', 'the number of past events', parseCount, DEFAULT_LIMIT)
    .option('--kind <kind>', 'only this kind (instance.started) or group (instance.*)')
    .option('--actor <actor>', 'only events caused by this user, token:NAME, system or outside')
    .option('--name <text>', 'only events of resources whose name contains this text')
    .option(
      '--resource-type <type>',
      'only events of resources of this type, such as instance or image',
    )
    .option('--resource-id <id>', 'only events of the resource with this id')
    .option(
      '--since <time>',
      'only events since then: 2h, 7d, 2026-01-31, 2026-01-31T08:00:00Z',
      parseMoment,
    )
    .option('--until <time>', 'only events until then', parseMoment)
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
        server: cli.api.address,
        discover: () => discoverServer(cli.terminal.env),
        query,
        afterId: past.at(-1)?.id ?? 0,
        onEvent: (event) => printEvent(cli, event),
        onNote: (text) => cli.note(text),
        ...(cli.terminal.outputClosed && { signal: cli.terminal.outputClosed }),
      });
    });
}

/** The filter for the server, which validates it. */
function queryOf({ name, ...same }: Filter): Query {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server knows the kinds and types, and refuses others by name
  return { ...same, ...(name !== undefined && { q: name }) } as Query;
}

/** One event per line; with --json each line is an object, so that a program can read the stream. */
function printEvent(cli: Cli, event: PicostackEvent): void {
  if (cli.json) return cli.terminal.out(`${safeJson(event)}\n`);
  const { time, kind, resource, actor, cause, details } = event;
  const detailTexts = Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${valueText(value)}`);
  const why = cause === null ? [] : [`because: ${cause}`];
  const line = [
    formatTime(time),
    kind.padEnd(20),
    resource?.name ?? '-',
    `by ${actor}`,
    ...why,
    ...detailTexts,
  ].join('  ');
  // The lines after the first begin below the kind.
  const indent = TIME_WIDTH + 2;
  cli.terminal.out(`${wrapText(safeText(line), indent, cli.terminal.width)}\n`);
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
