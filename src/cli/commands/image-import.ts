import { type Command, InvalidArgumentError, Option } from 'commander';
import { imageOfEntry, type Schemas } from '@picostack/api-client';
import { parseCount } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT, withAdvice } from '../cli-error.js';
import type { Image } from '../client/api.js';
import { formatSize } from '../terminal/units.js';
import { FORMATS, type Format, formatOf, nameOf } from './image-file-names.js';
import {
  addMetadataOptions,
  addStorageOptions,
  metadataOf,
  type MetadataOptions,
  storageOf,
  type StorageOptions,
} from './image-metadata-options.js';

interface ImportOptions extends MetadataOptions, StorageOptions {
  readonly name?: string;
  readonly format?: Format;
  readonly sha256?: string;
  readonly sha512?: string;
  readonly checksumUrl?: string;
  readonly allowUnbootable?: boolean;
  readonly ovaDisk?: number;
  readonly replace?: boolean;
}

type NewImage = Schemas['CreateImageDto'];

/** `picostk image import`: an image from the catalogue or from a URL. */
export function addImageImportCommand(image: Command, cli: Cli): void {
  const command = image
    .command('import')
    .description('download an image that the catalogue knows, or that is at a URL')
    .argument('<name>', 'the name of an entry of the catalogue, or a URL')
    .option('--name <name>', 'the name of the image (default: that of the entry or the file)')
    .addOption(
      new Option('--format <format>', "the format (default: from the file's ending)").choices(
        FORMATS,
      ),
    )
    .addOption(
      new Option('--sha256 <hash>', 'the SHA-256 that the file must have')
        .argParser(parseHash(64))
        .conflicts(['sha512', 'checksumUrl']),
    )
    .addOption(
      new Option('--sha512 <hash>', 'the SHA-512 that the file must have')
        .argParser(parseHash(128))
        .conflicts(['sha256', 'checksumUrl']),
    )
    .option(
      '--checksum-url <URL>',
      'a list of checksums with that of the file, such as SHA256SUMS',
    );
  addStorageOptions(addMetadataOptions(command))
    .option('--allow-unbootable', 'accept a raw image without a boot signature')
    .option('--ova-disk <number>', 'which disk of an OVA to import; 1 is the first', parseCount)
    .option('--replace', 'replace the image with this name, if there is one; its clones keep it')
    .action(async (nameOrUrl: string, options: ImportOptions) => {
      const imported = await importImage(cli, nameOrUrl, options);
      cli.print(
        imported,
        () => `Image "${imported.name}" is ready: ${formatSize(imported.virtualSizeBytes)}.\n`,
      );
    });
}

async function importImage(cli: Cli, nameOrUrl: string, options: ImportOptions): Promise<Image> {
  const source = /^https?:/i.test(nameOrUrl)
    ? await fromUrl(cli, nameOrUrl, options)
    : await fromCatalogue(cli, nameOrUrl);
  const checksum = checksumOf(options);
  const { checksumUrl: _, ...withoutChecksum } = source;
  const body: NewImage = {
    ...(checksum ? withoutChecksum : source),
    ...checksum,
    ...(options.name !== undefined && { name: options.name }),
    ...(options.format !== undefined && { format: options.format }),
    ...metadataOf(options),
    ...storageOf(options),
    ...(options.allowUnbootable && { allowUnbootable: true }),
    ...(options.ovaDisk !== undefined && { ovaDisk: options.ovaDisk }),
    ...(options.replace && { replaces: true }),
  };
  const started = await cli.api.result(cli.api.client.POST('/api/v1/images', { body }));
  // With a URL, the server returns the operation that downloads the file.
  if (!('resource' in started)) return started;
  await cli.waitFor(started).catch((error: unknown) => {
    const advice = 'The option of this command is --allow-unbootable.';
    throw withAdvice(error, 'imageNotBootable', advice);
  });
  return cli.api.image(started.resource.id);
}

/** Look the file up first: its name after all redirections has the format, and the user sees what will be downloaded. */
async function fromUrl(cli: Cli, url: string, { format, name }: ImportOptions): Promise<NewImage> {
  const call = cli.api.client.POST('/api/v1/images/lookup', { body: { url } });
  const { fileName, sizeBytes, finalUrl } = await cli.api.result(call);
  if (!cli.json) {
    const size = sizeBytes === null ? 'unknown size' : formatSize(sizeBytes);
    cli.note(`Found ${fileName ?? 'a file'} (${size}) at ${finalUrl}`);
  }
  if (fileName === null && (format === undefined || name === undefined)) {
    throw new CliError(
      'formatUnknown',
      'The URL has no file name. Add --name and --format.',
      EXIT.usage,
    );
  }
  const file = fileName ?? '';
  return { name: name ?? nameOf(file), format: format ?? formatOf(file), url };
}

async function fromCatalogue(cli: Cli, name: string): Promise<NewImage> {
  const path = { name };
  const entry = await cli.api
    .result(cli.api.client.GET('/api/v1/catalogue/{name}', { params: { path } }))
    .catch((error: unknown) => {
      const advice = '"picostk image catalogue" lists the names; a URL begins with https://.';
      throw withAdvice(error, 'catalogueEntryNotFound', advice);
    });
  if (!cli.json) cli.note(`${entry.title}, from ${entry.url}`);
  return imageOfEntry(entry);
}

function checksumOf({
  sha256,
  sha512,
  checksumUrl,
}: ImportOptions): Pick<NewImage, 'sha256' | 'sha512' | 'checksumUrl'> | undefined {
  if (sha256 !== undefined) return { sha256 };
  if (sha512 !== undefined) return { sha512 };
  return checksumUrl === undefined ? undefined : { checksumUrl };
}

function parseHash(digits: number): (text: string) => string {
  return (text) => {
    const hash = text.toLowerCase();
    if (new RegExp(`^[0-9a-f]{${digits}}$`).test(hash)) return hash;
    throw new InvalidArgumentError(`It must be ${digits} hexadecimal digits.`);
  };
}
