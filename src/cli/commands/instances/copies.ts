import type { Command } from 'commander';
import { collectPorts, type PortRequest } from '../../arguments.js';
import type { Cli } from '../../cli.js';
import { withAdvice } from '../../cli-error.js';
import { at } from '../../client/api.js';
import { formatSize } from '../../terminal/units.js';
import { type ConfirmOptions, confirm, yesOption } from '../confirm.js';
import { addStorageOptions, storageOf, type StorageOptions } from '../image-metadata-options.js';
import { summary } from './output.js';

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

interface PublishOptions extends StorageOptions {
  readonly description?: string;
}

/** `picostk clone|rebuild|detach|publish`: copy, replace or complete the disk of an instance. */
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
      const { linked = false, start = false } = options;
      const mode = linked ? 'linked' : 'full';
      // Without a list of ports, the server maps the guest ports of the source.
      const ports = options.ports ? options.port : [];
      const call = cli.api.client.POST('/api/v1/instances/{id}/clone', {
        ...at(source),
        body: { name, mode, start, ...(ports && { ports }) },
      });
      const { resource } = await cli.runOperation(call);
      const instance = await cli.api.instance(resource.id);
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
      const { image, discardSnapshots = false } = options;
      const call = cli.api.client.POST('/api/v1/instances/{id}/rebuild', {
        ...at(id),
        body: { discardSnapshots, ...(image !== undefined && { image }) },
      });
      const { resource } = await cli.runOperation(call).catch((error: unknown) => {
        const advice = 'The option of this command is --discard-snapshots.';
        throw withAdvice(error, 'snapshotsWouldGo', advice);
      });
      const instance = await cli.api.instance(resource.id);
      const imageName = instance.image?.name ?? 'its image';
      cli.print(instance, () => `Rebuilt ${instance.name} from ${imageName}.\n`);
    });

  program
    .command('detach')
    .description('make an instance independent of its image, even while it is running')
    .argument('<instance>', 'name or id')
    .action(async (id: string) => {
      const call = cli.api.client.POST('/api/v1/instances/{id}/detach', at(id));
      const { resource } = await cli.runOperation(call);
      const instance = await cli.api.instance(resource.id);
      cli.print(instance, () => `${instance.name} is independent of its image.\n`);
    });

  const publish = program
    .command('publish')
    .description('publish the disk of an instance as a new image, even while it is running')
    .argument('<instance>', 'name or id')
    .argument('<image>', 'name of the new image')
    .option('--description <text>', 'a free-text description');
  addStorageOptions(publish).action(
    async (id: string, name: string, { description, ...storage }: PublishOptions) => {
      const call = cli.api.client.POST('/api/v1/instances/{id}/publish', {
        ...at(id),
        body: { name, ...(description !== undefined && { description }), ...storageOf(storage) },
      });
      await cli.runOperation(call);
      const image = await cli.api.image(name);
      const size = formatSize(image.virtualSizeBytes);
      cli.print(image, () => `Image "${image.name}" is ready: ${size}.\n`);
    },
  );
}
