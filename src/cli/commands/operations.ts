import { UUID_PATTERN } from '@picostack/api-client/formats';
import { type Command, InvalidArgumentError } from 'commander';
import { parseCount } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { at, type Operation } from '../client/api.js';
import type { Style } from '../terminal/style.js';
import type { Column } from '../terminal/table.js';
import { formatAge } from '../terminal/units.js';

const STATUS_STYLES: Partial<Record<Operation['status'], Style>> = {
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'warning',
};

/** Enough characters of an id to tell operations apart; every command also accepts the whole id. */
const SHORT_ID = 8;
const MAX_LISTED = 5;
const DEFAULT_LIMIT = 20;

const COLUMNS: readonly Column<Operation>[] = [
  { title: 'ID', value: ({ id }) => id.slice(0, SHORT_ID), keep: true },
  { title: 'WHAT', value: ({ kind, resource }) => `${kind} ${resource.name}` },
  {
    title: 'STATUS',
    value: ({ status }) => status,
    style: ({ status }) => STATUS_STYLES[status] ?? 'dim',
  },
  { title: 'NOW', value: progressOf },
  { title: 'BY', value: ({ actor }) => actor },
  { title: 'AGE', value: ({ createdAt }) => formatAge(createdAt) },
];

/** `picostk operations`, `picostk cancel`: list and cancel operations. */
export function addOperationCommands(program: Command, cli: Cli): void {
  program
    .command('operations')
    .alias('ops')
    .description('list operations, the newest first')
    .option('--running', 'only running operations')
    .option('--limit <count>', 'the number of operations', parseCount, DEFAULT_LIMIT)
    .action(async ({ running, limit }: { running?: boolean; limit: number }) => {
      const shown = running ? await unfinished(cli) : await newest(cli, limit);
      const whenEmpty = running ? 'No operation is running.' : 'There are no operations.';
      cli.printTable(shown.slice(0, limit), COLUMNS, whenEmpty);
    });
  program
    .command('cancel')
    .description('cancel an operation and undo its changes')
    .argument('<id>', 'the id from "picostk operations"; its beginning is enough', parseBeginning)
    .action(async (beginning: string) => {
      const id = await wholeId(cli, beginning);
      const operation = await cli.api.result(
        cli.api.client.POST('/api/v1/operations/{id}/cancel', at(id)),
      );
      cli.print(operation, () => `cancelling ${operation.kind} of ${operation.resource.name}\n`);
    });
}

async function newest(cli: Cli, limit: number): Promise<readonly Operation[]> {
  const query = { limit };
  const { items } = await cli.api.result(
    cli.api.client.GET('/api/v1/operations', { params: { query } }),
  );
  return items;
}

/** The operations that are running or wait for others, newest first. */
async function unfinished(cli: Cli): Promise<readonly Operation[]> {
  const of = (status: 'running' | 'queued'): Promise<readonly Operation[]> =>
    cli.api.all((page) =>
      cli.api.client.GET('/api/v1/operations', { params: { query: { ...page, status } } }),
    );
  // One that begins to run between the two requests is in both.
  const all = new Map(
    [...(await of('queued')), ...(await of('running'))].map((each) => [each.id, each]),
  );
  return [...all.values()].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/**
 * Only operations that have not ended can be cancelled, so the beginning of an id stands for one of them.
 * @throws CliError if several begin like that
 */
async function wholeId(cli: Cli, beginning: string): Promise<string> {
  if (UUID_PATTERN.test(beginning)) return beginning;
  const found = (await unfinished(cli))
    .map(({ id }) => id)
    .filter((id) => id.startsWith(beginning));
  if (found.length > 1) {
    throw new CliError(
      'ambiguousId',
      `Several operations begin with "${beginning}": ${found.slice(0, MAX_LISTED).join(', ')}. Add more characters.`,
      EXIT.usage,
    );
  }
  // An unknown id is refused by the server.
  return found[0] ?? beginning;
}

function parseBeginning(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It must be an id, or the beginning of one.');
}

function progressOf({ step, progress, error }: Operation): string {
  if (error) return error.detail;
  if (step === null) return '-';
  return progress === null ? step : `${step} (${Math.round(progress * 100)} %)`;
}
