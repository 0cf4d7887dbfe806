import type { Command } from 'commander';
import { parseCount } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { at, type Instance } from '../client/api.js';
import { formatBytes } from '@picostack/api-client/formats';
import { sizeWords } from './instance-words.js';
import { getInstance } from './instances.js';
import { forEachName } from './each-name.js';

interface SetOptions {
  readonly description?: string;
  readonly notes?: string;
  readonly tag?: string[];
  readonly tags: boolean;
  readonly protect?: boolean;
  readonly autostart?: boolean;
}

/** `picostk rename|resize|grow|set`: what is changed of instances that stand. */
export function addChangeCommands(program: Command, cli: Cli): void {
  const client = () => cli.api.client;

  program
    .command('rename')
    .description('give an instance another name, while it is stopped')
    .argument('<name>', 'name or id')
    .argument('<new-name>', 'also the host name that the guest is offered')
    .action(async (id: string, name: string) => {
      const call = client().POST('/api/v1/instances/{id}/rename', { ...at(id), body: { name } });
      await cli.wait(await cli.api.result(call));
      const instance = await getInstance(cli, name);
      cli.print(instance, () => `${id} is ${instance.name} now.\n`);
    });

  program
    .command('resize')
    .description('give an instance the size of another flavour')
    .argument('<name>', 'name or id')
    .argument('<flavour>', 'name or id')
    .action(async (id: string, flavour: string) => {
      const call = client().POST('/api/v1/instances/{id}/resize', { ...at(id), body: { flavour } });
      const { resource } = await cli.wait(await cli.api.result(call));
      const instance = await getInstance(cli, resource.id);
      cli.print(instance, () => resized(instance));
    });

  program
    .command('grow')
    .description('make the disk of an instance larger, also while it runs')
    .argument('<name>', 'name or id')
    .argument('<GiB>', 'its new size', parseCount)
    .action(async (id: string, diskGiB: number) => {
      const call = client().POST('/api/v1/instances/{id}/grow', { ...at(id), body: { diskGiB } });
      const { resource } = await cli.wait(await cli.api.result(call));
      const instance = await getInstance(cli, resource.id);
      cli.print(instance, () => {
        const size = formatBytes(instance.diskSizeBytes);
        return `The disk of ${instance.name} has ${size} now. Its file systems are the guest's to grow.\n`;
      });
    });

  addSetCommand(program, cli);
}

function addSetCommand(program: Command, cli: Cli): void {
  program
    .command('set')
    .description('change what is said of instances, and how they are kept')
    .argument('<name...>', 'names or ids')
    .option('--description <words>', 'words for people')
    .option('--notes <words>', 'longer words for people')
    .option('--tag <tag>', 'to find it by; may be repeated; takes the place of all it has', collect)
    .option('--no-tags', 'take all its tags away')
    .option('--protect', 'let nobody delete it')
    .option('--no-protect', 'let it be deleted again')
    .option('--autostart', 'start it with the host')
    .option('--no-autostart', 'do not start it with the host')
    .action(async (names: string[], options: SetOptions) => {
      const body = changesOf(options);
      if (Object.keys(body).length === 0) {
        throw new CliError(
          'nothingToChange',
          'Say what to change: --description, --notes, --tag, --protect, --autostart.',
          EXIT.usage,
        );
      }
      await forEachName(cli, names, async (id) => {
        const call = cli.api.client.PATCH('/api/v1/instances/{id}', { ...at(id), body });
        const instance = await cli.api.result(call);
        return { result: instance, words: `${instance.name} is changed.` };
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
    ? `${name} gets ${sizeWords(pendingSize)} at its next start.\n`
    : `${name} has ${sizeWords(instance)} now.\n`;
}

function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}
