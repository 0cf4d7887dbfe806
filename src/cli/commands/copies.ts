import type { Command } from 'commander';
import { collectPorts, type PortRequest } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import { at, type Instance } from '../client/api.js';
import { ProblemError } from '../client/problem-error.js';
import { formatSize } from '../terminal/units.js';
import { type ConfirmOptions, confirm, yesOption } from './confirm.js';
import { summary } from './instance-output.js';
import { getInstance } from './instances.js';

interface CloneOptions {
  readonly linked?: boolean;
  readonly start?: boolean;
  readonly port?: PortRequest[];
  readonly ports: boolean;
}

interface RebuildOptions extends ConfirmOptions {
  readonly image?: string;
  readonly discardSnapshots?: boolean;
}

interface PublishOptions {
  readonly description?: string;
}

/** `picostk clone|rebuild|publish`: copy or replace the disk of an instance. */
export function addCopyCommands(program: Command, cli: Cli): void {
  program
    .command('clone')
    .description('clone an instance, even while it is running')
    .argument('<instance>', 'name or id of the instance to copy')
    .argument('<name>', 'name of the clone')
    .option(
      '--linked',
      'share the image, and copy only what the instance has written: fast and small',
    )
    .option(
      '--port <port>',
      'GUEST, HOST:GUEST or ADDRESS:HOST:GUEST; may be repeated (default: the same guest ports)',
      collectPorts,
    )
    .option('--no-ports', 'do not map ports')
    .option('--start', 'start the clone')
    .action(async (source: string, name: string, options: CloneOptions) => {
      const instance = await clone(cli, source, name, options);
      cli.print(instance, () => summary(instance));
    });

  program
    .command('rebuild')
    .description('replace the disk of a stopped instance; it keeps its name, MAC address and ports')
    .argument('<instance>', 'name or id')
    .option('--image <image>', 'a new image (default: the current one)')
    .option('--discard-snapshots', 'delete its snapshots and its saved state with the old disk')
    .addOption(yesOption())
    .action(async (id: string, options: RebuildOptions) => {
      const question = `Rebuild ${id}? This deletes everything on its disk.`;
      await confirm(cli, options, question, 'Nothing was rebuilt.');
      const instance = await rebuild(cli, id, options);
      cli.print(
        instance,
        () => `Rebuilt ${instance.name} from ${instance.image?.name ?? 'its image'}.\n`,
      );
    });

  program
    .command('publish')
    .description('publish the disk of an instance as a new image, even while it is running')
    .argument('<instance>', 'name or id')
    .argument('<image>', 'name of the new image')
    .option('--description <text>', 'a free-text description')
    .action(async (id: string, name: string, { description }: PublishOptions) => {
      await cli.wait(
        await cli.api.result(
          cli.api.client.POST('/api/v1/instances/{id}/publish', {
            ...at(id),
            body: { name, ...(description !== undefined && { description }) },
          }),
        ),
      );
      const image = await cli.api.result(cli.api.client.GET('/api/v1/images/{id}', at(name)));
      cli.print(
        image,
        () => `Image "${image.name}" is ready: ${formatSize(image.virtualSizeBytes)}.\n`,
      );
    });
}

async function clone(
  cli: Cli,
  source: string,
  name: string,
  { linked = false, start = false, port, ports }: CloneOptions,
): Promise<Instance> {
  const wanted = ports ? port : [];
  const operation = await cli.api.result(
    cli.api.client.POST('/api/v1/instances/{id}/clone', {
      ...at(source),
      body: { name, mode: linked ? 'linked' : 'full', start, ...(wanted && { ports: wanted }) },
    }),
  );
  const { resource } = await cli.wait(operation);
  return getInstance(cli, resource.id);
}

async function rebuild(cli: Cli, id: string, options: RebuildOptions): Promise<Instance> {
  const { image, discardSnapshots = false } = options;
  try {
    const operation = await cli.api.result(
      cli.api.client.POST('/api/v1/instances/{id}/rebuild', {
        ...at(id),
        body: { discardSnapshots, ...(image !== undefined && { image }) },
      }),
    );
    const { resource } = await cli.wait(operation);
    return await getInstance(cli, resource.id);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'snapshotsWouldGo') throw error;
    throw new CliError(
      error.code,
      `${error.message} The option of this command is --discard-snapshots.`,
      error.exitCode,
      { cause: error },
    );
  }
}
