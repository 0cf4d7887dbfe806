import type { Command } from 'commander';
import { collect, parseCount } from '../../arguments.js';
import type { Cli } from '../../cli.js';
import { CliError, EXIT } from '../../cli-error.js';
import { at, type Instance } from '../../client/api.js';
import { formatBytes } from '@picostack/api-client/formats';
import { formatSizes } from './output.js';
import { forEachName } from '../for-each-name.js';

interface SetOptions {
  readonly description?: string;
  readonly notes?: string;
  readonly tag?: string[];
  readonly tags: boolean;
  readonly protect?: boolean;
  readonly autostart?: boolean;
}

/** `picostk rename|resize|grow|set`: change existing instances. */
export function addChangeCommands(program: Command, cli: Cli): void {
  const client = () => cli.api.client;

  program
    .command('rename')
    .description('rename a stopped instance')
    .argument('<name>', 'name or id')
    .argument('<new-name>', 'the new name; the guest gets it as its host name by DHCP')
    .action(async (id: string, name: string) => {
      const call = client().POST('/api/v1/instances/{id}/rename', { ...at(id), body: { name } });
      await cli.runOperation(call);
      const instance = await cli.api.instance(name);
      cli.print(instance, () => `Renamed ${id} to ${instance.name}.\n`);
    });

  program
    .command('resize')
    .description('change the flavour of an instance')
    .argument('<name>', 'name or id')
    .argument('<flavour>', 'name or id')
    .action(async (id: string, flavour: string) => {
      const call = client().POST('/api/v1/instances/{id}/resize', { ...at(id), body: { flavour } });
      const { resource } = await cli.runOperation(call);
      const instance = await cli.api.instance(resource.id);
      cli.print(instance, () => resized(instance));
    });

  program
    .command('grow')
    .description('grow the disk of an instance, even while it is running')
    .argument('<name>', 'name or id')
    .argument('<GiB>', 'the new size', parseCount)
    .action(async (id: string, diskGiB: number) => {
      const call = client().POST('/api/v1/instances/{id}/grow', { ...at(id), body: { diskGiB } });
      const { resource } = await cli.runOperation(call);
      const instance = await cli.api.instance(resource.id);
      cli.print(instance, () => {
        const size = formatBytes(instance.diskSizeBytes);
        return `The disk of ${instance.name} now has ${size}. Grow its file systems inside the guest.\n`;
      });
    });

  addSetCommand(program, cli);
}

function addSetCommand(program: Command, cli: Cli): void {
  program
    .command('set')
    .description('change the description, notes, tags, protection or autostart of instances')
    .argument('<name...>', 'names or ids')
    .option('--description <text>', 'a free-text description')
    .option('--notes <text>', 'longer notes')
    .option('--tag <tag>', 'a tag; may be repeated; replaces all existing tags', collect)
    .option('--no-tags', 'remove all tags')
    .option('--protect', 'prevent deletion')
    .option('--no-protect', 'allow deletion again')
    .option('--autostart', 'start it when the host starts')
    .option('--no-autostart', 'do not start it when the host starts')
    .action(async (names: string[], options: SetOptions) => {
      const body = changesOf(options);
      if (Object.keys(body).length === 0) {
        throw new CliError(
          'nothingToChange',
          'There is nothing to change. Add --description, --notes, --tag, --protect or --autostart.',
          EXIT.usage,
        );
      }
      await forEachName(cli, names, async (id) => {
        const call = cli.api.client.PATCH('/api/v1/instances/{id}', { ...at(id), body });
        const instance = await cli.api.result(call);
        return { result: instance, message: `Changed ${instance.name}.` };
      });
    });
}

function changesOf({ description, notes, tag, tags, protect, autostart }: SetOptions) {
  return {
    ...(description !== undefined && { description }),
    ...(notes !== undefined && { notes }),
    ...(tag !== undefined && { tags: tag }),
    ...(!tags && { tags: [] }),
    ...(protect !== undefined && { isProtected: protect }),
    ...(autostart !== undefined && { autostart }),
  };
}

function resized(instance: Instance): string {
  const { name, pendingSize } = instance;
  return pendingSize
    ? `${name} gets ${formatSizes(pendingSize)} at its next start.\n`
    : `${name} now has ${formatSizes(instance)}.\n`;
}
