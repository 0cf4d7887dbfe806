import type { Schemas } from '@picostack/api-client';
import { numberedName } from '@picostack/api-client/formats';
import type { Command } from 'commander';
import { collect, collectPorts, parseCount, type PortRequest } from '../../arguments.js';
import type { Cli } from '../../cli.js';
import { CliError, EXIT } from '../../cli-error.js';
import type { Instance } from '../../client/api.js';
import { waitForResponse } from '../../client/guest-response.js';
import { ProgressLine } from '../../terminal/progress-line.js';
import { addHardwareOptions, type HardwareOptions } from '../image-metadata-options.js';
import { INSTANCE_COLUMNS, summary } from './output.js';

const DEFAULT_WAIT_SECONDS = 180;

interface LaunchOptions extends HardwareOptions {
  readonly image: string;
  readonly flavour?: string;
  readonly port?: PortRequest[];
  readonly ports: boolean;
  readonly description?: string;
  readonly tag?: string[];
  readonly autostart?: boolean;
  readonly start: boolean;
  readonly wait?: boolean;
  readonly timeout: number;
  readonly count?: number;
  readonly first?: number;
}

/** `picostk launch`: create instances from an image. */
export function addLaunchCommand(program: Command, cli: Cli): void {
  const launch = program
    .command('launch')
    .description('create an instance from an image, and start it')
    .argument(
      '<name>',
      'the name, which the guest gets as its host name by DHCP; with --count a pattern: web-%02d',
    )
    .requiredOption('--image <image>', 'the image to clone')
    .option(
      '--flavour <flavour>',
      'the size (default: the smallest one with enough memory for the image)',
    )
    .option(
      '--port <port>',
      "GUEST, HOST:GUEST or ADDRESS:HOST:GUEST; may be repeated (default: the image's ports)",
      collectPorts,
    )
    .option('--no-ports', "do not map ports, not even the image's")
    .option('--description <text>', 'a free-text description')
    .option('--tag <tag>', 'a tag; may be repeated', collect)
    .option('--autostart', 'start it when the host starts');
  addHardwareOptions(launch)
    .option('--no-start', 'leave it stopped')
    .option(
      '--count <number>',
      'create this many, all or none; NAME must contain %d or %02d',
      parseCount,
    )
    .option('--first <number>', 'the number of the first one (default: 1)', parseCount)
    .option('--wait', 'wait until the guest responds on a mapped port')
    .option('--timeout <seconds>', 'the limit of --wait', parseCount, DEFAULT_WAIT_SECONDS)
    .action(async (name: string, options: LaunchOptions) => {
      const { start, count, wait } = options;
      if (wait && count !== undefined) {
        throw new CliError('wrongUsage', '--wait does not work with --count.', EXIT.usage);
      }
      const body = launchBody(name, options);
      const call = cli.api.client.POST('/api/v1/instances', { body });
      const operation = await cli.runOperation(call);
      if (count !== undefined) {
        const numbers = Array.from({ length: count }, (_, at) => (options.first ?? 1) + at);
        await printLaunched(
          cli,
          numbers.map((number) => numberedName(name, number)),
        );
        return;
      }
      const instance = await cli.api.instance(operation.resource.id);
      if (wait && start) await waitUntilUp(cli, instance, options.timeout);
      cli.print(instance, () => summary(instance));
    });
}

/** List the instances that were made from a pattern: their names, states and ports. */
async function printLaunched(cli: Cli, names: readonly string[]): Promise<void> {
  const wanted = new Set(names);
  const all = await cli.api.all((page) =>
    cli.api.client.GET('/api/v1/instances', { params: { query: { ...page, sort: 'name' } } }),
  );
  const made = all.filter(({ name }) => wanted.has(name));
  cli.printTable(made, INSTANCE_COLUMNS, 'No instance was made.');
}

function launchBody(name: string, options: LaunchOptions): Schemas['CreateInstanceDto'] {
  const { image, flavour, description, tag, autostart = false, start, count, first } = options;
  const { firmware, deviceProfile } = options;
  // Without a list of ports, the server maps the ports of the image.
  const ports = options.ports ? options.port : [];
  return {
    name,
    image,
    start,
    autostart,
    ...(flavour !== undefined && { flavour }),
    ...(ports && { ports }),
    ...(description !== undefined && { description }),
    ...(tag && { tags: tag }),
    ...(count !== undefined && { count }),
    ...(first !== undefined && { firstNumber: first }),
    ...(firmware !== undefined && { firmware }),
    ...(deviceProfile !== undefined && { deviceProfile }),
  };
}

async function waitUntilUp(cli: Cli, instance: Instance, timeoutSeconds: number): Promise<void> {
  using line = new ProgressLine(cli.terminal);
  line.show(`Waiting for ${instance.name} to respond ...`);
  const host = new URL(cli.api.address.url).hostname;
  if (await waitForResponse(instance.ports, host, timeoutSeconds * 1000)) return;
  throw new CliError(
    'guestSilent',
    `${instance.name} is running, but did not respond on a mapped TCP port within ${timeoutSeconds} s. Check its screen, or increase --timeout.`,
  );
}
