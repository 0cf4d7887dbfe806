import type { Command } from 'commander';
import { formatBytes } from '@picostack/api-client/formats';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { at, type Image } from '../client/api.js';
import { optional, renderFields } from '../terminal/table.js';
import type { Terminal } from '../terminal/terminal.js';
import { forEachName } from './for-each-name.js';
import { addMetadataOptions, metadataOf, type MetadataOptions } from './image-metadata-options.js';

interface SetOptions extends MetadataOptions {
  readonly tags: boolean;
}

interface VerifyOptions {
  readonly acceptChange?: boolean;
}

/** `picostk image show|rename|set|verify`: the metadata and the files of images. */
export function addImageChangeCommands(image: Command, cli: Cli): void {
  image
    .command('show')
    .description('show the details of an image')
    .argument('<name>', 'name or id')
    .action(async (id: string) => {
      const found = await cli.api.image(id);
      cli.print(found, () => describeImage(cli.terminal, found));
    });

  image
    .command('rename')
    .description('rename an image; its clones stay as they are')
    .argument('<name>', 'name or id')
    .argument('<new-name>', 'the new name')
    .action(async (id: string, name: string) => {
      const renamed = await change(cli, id, { name });
      cli.print(renamed, () => `Renamed ${id} to ${renamed.name}.\n`);
    });

  image
    .command('verify')
    .description('compare the files of images with their checksums; the first time, record them')
    .argument('<name...>', 'names or ids')
    .option('--accept-change', 'accept a file that was changed, with its new checksum')
    .action(async (names: string[], { acceptChange = false }: VerifyOptions) => {
      await forEachName(cli, names, async (id) => {
        const body = { ...(acceptChange && { acceptChange }) };
        await cli.runOperation(
          cli.api.client.POST('/api/v1/images/{id}/verify', { ...at(id), body }),
        );
        const verified = await cli.api.image(id);
        const message = `The file of ${verified.name} is unchanged: SHA-256 ${verified.fileSha256}.`;
        return { result: verified, message };
      });
    });

  const set = image
    .command('set')
    .description('change the metadata of images; instances that exist stay as they are')
    .argument('<name...>', 'names or ids');
  addMetadataOptions(set)
    .option('--no-tags', 'remove all tags')
    .option('--no-protect', 'allow deletion again')
    .action(async (names: string[], options: SetOptions) => {
      const body = { ...metadataOf(options), ...(!options.tags && { tags: [] }) };
      if (Object.keys(body).length === 0) {
        throw new CliError(
          'nothingToChange',
          'There is nothing to change. Add an option, such as --description or --min-memory; "picostk image set --help" lists them.',
          EXIT.usage,
        );
      }
      await forEachName(cli, names, async (id) => {
        const changed = await change(cli, id, body);
        return { result: changed, message: `Changed ${changed.name}.` };
      });
    });
}

function change(
  cli: Cli,
  id: string,
  body: ReturnType<typeof metadataOf> & { readonly name?: string },
): Promise<Image> {
  return cli.api.result(cli.api.client.PATCH('/api/v1/images/{id}', { ...at(id), body }));
}

function clonesOf({ cloneCount, clonesSizeBytes }: Image): string {
  return cloneCount === 0 ? '0' : `${cloneCount}, with ${formatBytes(clonesSizeBytes)} of disks`;
}

function describeImage(terminal: Pick<Terminal, 'width'>, image: Image): string {
  const { minMemoryMiB, minDiskGiB, defaultPorts } = image;
  return renderFields(terminal, [
    ['Name', image.name],
    ['Id', image.id],
    ...optional('Description', image.description),
    ...optional('Tags', image.tags.join(', ')),
    ...optional('Protected', image.isProtected ? 'yes' : null),
    ['Status', image.status],
    ...optional('Version', image.version > 1 ? String(image.version) : null),
    ...optional('Replaced by', image.replacedById),
    ...optional('Last error', image.lastError),
    ...optional('System', image.osInfo),
    ['Format', image.format],
    ...optional('Compression', image.compression === 'none' ? null : image.compression),
    ['Disk', image.virtualSizeBytes === null ? null : formatBytes(image.virtualSizeBytes)],
    ['File', image.fileSizeBytes === null ? null : formatBytes(image.fileSizeBytes)],
    ...optional('SHA-256', image.sha256),
    ...optional('File SHA-256', image.fileSha256),
    ...optional('Verified', image.verifiedAt),
    ...optional('File state', image.fileState === 'present' ? null : image.fileState),
    ['Source', image.source],
    ['Clones', clonesOf(image)],
    ...optional('Default user', image.defaultUser),
    ...optional('Minimum memory', minMemoryMiB === null ? null : `${minMemoryMiB} MiB`),
    ...optional('Minimum disk', minDiskGiB === null ? null : `${minDiskGiB} GiB`),
    ...optional('Recommended flavour', image.recommendedFlavour),
    ['Firmware', image.firmware],
    ['Device profile', image.deviceProfile],
    ...optional(
      'Default ports',
      defaultPorts.map(({ guestPort, protocol }) => `${guestPort}/${protocol}`).join(', '),
    ),
    ['Created', image.createdAt],
  ]);
}
