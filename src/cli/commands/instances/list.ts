import { type ShownState, shownState } from '@picostack/api-client/formats';
import { type Command, Option } from 'commander';
import type { Cli } from '../../cli.js';
import { describeInstance, INSTANCE_COLUMNS } from './output.js';

const STATES = [
  'cloning',
  'stopped',
  'saved',
  'launched',
  'running',
  'terminating',
  'paused',
  'crashed',
  'failed',
  'missing',
  'unknown',
] as const satisfies readonly ShownState[];

interface ListOptions {
  readonly state?: (typeof STATES)[number];
  readonly image?: string;
  readonly tag?: string;
}

/** `picostk list`, `picostk show`: instances. */
export function addListCommands(program: Command, cli: Cli): void {
  program
    .command('list')
    .alias('ls')
    .description('list the instances')
    .addOption(new Option('--state <state>', 'only instances in this state').choices(STATES))
    .option('--image <image>', 'only clones of this image')
    .option('--tag <tag>', 'only instances with this tag')
    .action(async ({ state, image, tag }: ListOptions) => {
      const filters = { ...(state && { state }), ...(image && { image }), ...(tag && { tag }) };
      const instances = await cli.api.all((query) =>
        cli.api.client.GET('/api/v1/instances', {
          params: { query: { ...query, sort: 'name', ...filters } },
        }),
      );
      cli.printTable(
        // For the server a saved instance is stopped; the table shows it as saved.
        state === 'stopped' ? instances.filter((each) => shownState(each) === state) : instances,
        INSTANCE_COLUMNS,
        'There are no such instances. Create one: picostk launch NAME --image tiny',
      );
    });

  program
    .command('show')
    .description('show the details of an instance')
    .argument('<name>', 'name or id')
    .action(async (id: string) => {
      const instance = await cli.api.instance(id);
      cli.print(instance, () => describeInstance(cli.terminal, instance));
    });
}
