import type { Command } from 'commander';
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
    .option('--limit <count>', 'the number of operations', '20')
    .action(async ({ running, limit }: { running?: boolean; limit: string }) => {
      const { items } = await cli.api.result(
        cli.api.client.GET('/api/v1/operations', { params: { query: { limit: Number(limit) } } }),
      );
      const shown = running ? items.filter(({ finishedAt }) => finishedAt === null) : items;
      cli.printTable(
        shown,
        COLUMNS,
        running ? 'No operation is running.' : 'There are no operations.',
      );
    });
  program
    .command('cancel')
    .description('cancel an operation and undo its changes')
    .argument('<id>', 'the id from "picostk operations"; its beginning is enough')
    .action(async (beginning: string) => {
      const id = await wholeId(cli, beginning);
      const operation = await cli.api.result(
        cli.api.client.POST('/api/v1/operations/{id}/cancel', at(id)),
      );
      cli.print(operation, () => `cancelling ${operation.kind} of ${operation.resource.name}\n`);
    });
}

/** @throws CliError if several operations begin like that */
async function wholeId(cli: Cli, beginning: string): Promise<string> {
  const { items } = await cli.api.result(
    cli.api.client.GET('/api/v1/operations', { params: { query: { limit: 1000 } } }),
  );
  const found = items.filter(({ id }) => id.startsWith(beginning)).map(({ id }) => id);
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

function progressOf({ step, progress, error }: Operation): string {
  if (error) return error.detail;
  if (step === null) return '-';
  return progress === null ? step : `${step} (${Math.round(progress * 100)} %)`;
}
