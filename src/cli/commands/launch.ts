import type { Command } from 'commander';
import { collectPorts, parseCount, type PortRequest } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import type { Instance, Operation } from '../client/api.js';
import { waitForAnswer } from '../client/guest-answer.js';
import { ProgressLine } from '../terminal/progress-line.js';
import { summary } from './instance-words.js';
import { getInstance } from './instances.js';

const DEFAULT_WAIT_SECONDS = 180;

interface LaunchOptions {
  readonly image: string;
  readonly flavour?: string;
  readonly port?: PortRequest[];
  readonly ports: boolean;
  readonly description?: string;
  readonly autostart?: boolean;
  readonly start: boolean;
  readonly wait?: boolean;
  readonly timeout: number;
  readonly count?: number;
  readonly first?: number;
}

/** `picostk launch`: a new instance from an image. */
export function addLaunchCommand(program: Command, cli: Cli): void {
  program
    .command('launch')
    .description('make an instance from an image, and start it')
    .argument(
      '<name>',
      'its name, and the host name that the guest is offered; with --count: web-%02d',
    )
    .requiredOption('--image <image>', 'what its disk is a clone of')
    .option(
      '--flavour <flavour>',
      'its size; otherwise the smallest with the memory that the image needs',
    )
    .option(
      '--port <port>',
      "GUEST, HOST:GUEST or ADDRESS:HOST:GUEST; may be repeated; otherwise the image's ports",
      collectPorts,
    )
    .option('--no-ports', "map no ports, not the image's either")
    .option('--description <words>', 'words for people')
    .option('--autostart', 'start it with the host')
    .option('--no-start', 'make it, and leave it stopped')
    .option('--count <number>', 'make so many, all or none; NAME has a %d or %02d then', parseCount)
    .option('--first <number>', 'the number of the first of them; otherwise 1', parseCount)
    .option('--wait', 'until the guest answers on a mapped port')
    .option('--timeout <seconds>', 'how long --wait waits', parseCount, DEFAULT_WAIT_SECONDS)
    .action(async (name: string, options: LaunchOptions) => {
      if (options.count !== undefined) {
        await launchMany(cli, name, options);
        return;
      }
      const instance = await launchOne(cli, name, options);
      if (options.wait && options.start) await waitUntilUp(cli, instance, options.timeout);
      cli.print(instance, () => summary(instance));
    });
}

async function launchOne(cli: Cli, name: string, options: LaunchOptions): Promise<Instance> {
  const { resource } = await launch(cli, name, options);
  return getInstance(cli, resource.id);
}

async function launchMany(cli: Cli, name: string, options: LaunchOptions): Promise<void> {
  if (options.wait) {
    throw new CliError('wrongUsage', '--wait is for one instance, not with --count.', EXIT.usage);
  }
  const operation = await launch(cli, name, options);
  const state = options.start ? 'running' : 'stopped';
  cli.print(operation, () => `${options.count} instances ${name} are ${state}.\n`);
}

async function launch(cli: Cli, name: string, options: LaunchOptions): Promise<Operation> {
  const { image, flavour, description, autostart = false, start, count, first } = options;
  const ports = options.ports ? options.port : [];
  const operation = await cli.api.result(
    cli.api.client.POST('/api/v1/instances', {
      body: {
        name,
        image,
        start,
        autostart,
        ...(flavour !== undefined && { flavour }),
        ...(ports && { ports }),
        ...(description !== undefined && { description }),
        ...(count !== undefined && { count }),
        ...(first !== undefined && { firstNumber: first }),
      },
    }),
  );
  return cli.wait(operation);
}

async function waitUntilUp(cli: Cli, instance: Instance, timeoutSeconds: number): Promise<void> {
  using line = new ProgressLine(cli.terminal);
  line.show(`Waiting for ${instance.name} to answer ...`);
  const host = new URL(cli.api.address.url).hostname;
  if (await waitForAnswer(instance.ports, host, timeoutSeconds * 1000)) return;
  throw new CliError(
    'guestSilent',
    `${instance.name} runs, but did not answer on a mapped TCP port within ${timeoutSeconds} s. Look at its screen, or give it more time with --timeout.`,
  );
}
