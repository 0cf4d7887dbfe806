import type { Command } from 'commander';
import { collectPorts, parseCount, type PortRequest } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import type { Instance } from '../server/api.js';
import { waitForAnswer } from '../server/guest-answer.js';
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
}

/** `picostk launch`: a new instance from an image. */
export function addLaunchCommand(program: Command, cli: Cli): void {
  program
    .command('launch')
    .description('make an instance from an image, and start it')
    .argument('<name>', 'its name, and the host name that the guest is offered')
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
    .option('--wait', 'until the guest answers on a mapped port')
    .option('--timeout <seconds>', 'how long --wait waits', parseCount, DEFAULT_WAIT_SECONDS)
    .action(async (name: string, options: LaunchOptions) => {
      const instance = await launch(cli, name, options);
      if (options.wait && options.start) await waitUntilUp(cli, instance, options.timeout);
      cli.print(instance, () => summary(instance));
    });
}

async function launch(cli: Cli, name: string, options: LaunchOptions): Promise<Instance> {
  const { image, flavour, description, autostart = false, start } = options;
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
      },
    }),
  );
  const { resource } = await cli.wait(operation);
  return getInstance(cli, resource.id);
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
