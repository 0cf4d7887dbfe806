import type { Schemas } from '@picostack/api-client';
import { type Command, Option } from 'commander';
import { basename, resolve } from 'node:path';
import { archiveAt, diskFormatAt, hasBootSignature } from '@picostack/api-client/formats';
import { parseCount } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT, withAdvice } from '../cli-error.js';
import { at, type Image, type Operation } from '../client/api.js';
import { ProblemError } from '../client/problem-error.js';
import { cancelUpload, fileSize, readHead, uploadImage } from '../client/upload.js';
import type { Style } from '../terminal/style.js';
import { formatAge, formatSize } from '../terminal/units.js';
import { type ConfirmOptions, confirm, yesOption } from './confirm.js';
import { forEachName } from './for-each-name.js';
import { addImageBuildCommand } from './image-build.js';
import { addImageChangeCommands } from './image-change.js';
import { addImageDownloadCommand } from './image-download.js';
import { addImageImportCommand } from './image-import.js';
import { addImageVolumesCommand, parseVolume } from './image-volumes.js';
import {
  addMetadataOptions,
  addStorageOptions,
  metadataOf,
  type MetadataOptions,
  storageOf,
  type StorageOptions,
} from './image-metadata-options.js';
import { FORMATS, type Format, formatOf, isNamedAs, nameOf } from './image-file-names.js';

interface AddOptions extends MetadataOptions, StorageOptions {
  readonly name?: string;
  readonly format?: Format;
  readonly onHost?: boolean;
  readonly allowUnbootable?: boolean;
  readonly ovaDisk?: number;
  readonly volume?: string;
  readonly replace?: boolean;
}

interface DeleteOptions extends ConfirmOptions {
  readonly makeIndependent?: boolean;
}

/** `picostk image`: disk images. */
export function addImageCommands(program: Command, cli: Cli): void {
  const image = program
    .command('image')
    .description('manage the disk images that instances are cloned from');

  image
    .command('list')
    .description('list the images')
    .option('--tag <tag>', 'only images with this tag')
    .action(async ({ tag }: { readonly tag?: string }) => {
      const filter = { sort: 'name', ...(tag !== undefined && { tag }) };
      const images = await cli.api.all((query) =>
        cli.api.client.GET('/api/v1/images', { params: { query: { ...query, ...filter } } }),
      );
      cli.printTable(
        images,
        [
          { title: 'NAME', value: ({ name }) => name, keep: true },
          { title: 'STATUS', value: statusOf, style: statusStyle },
          { title: 'DISK', value: (row) => formatSize(row.virtualSizeBytes), alignRight: true },
          { title: 'FILE', value: (row) => formatSize(row.fileSizeBytes), alignRight: true },
          { title: 'CLONES', value: ({ cloneCount }) => cloneCount, alignRight: true },
          { title: 'SYSTEM', value: ({ osInfo }) => osInfo },
          { title: 'AGE', value: ({ createdAt }) => formatAge(createdAt) },
        ],
        'There are no images. Build a small one: picostk init tiny',
      );
    });

  image
    .command('catalogue')
    .description('list the well-known cloud images of the catalogue')
    .action(async () => {
      const entries = await cli.api.all((query) =>
        cli.api.client.GET('/api/v1/catalogue', { params: { query: { ...query, sort: 'name' } } }),
      );
      cli.printTable(
        entries,
        [
          { title: 'NAME', value: ({ name }) => name, keep: true },
          { title: 'TITLE', value: ({ title }) => title },
          {
            title: 'MEMORY',
            value: (row) => formatSize(row.minMemoryMiB * 1024 ** 2),
            alignRight: true,
          },
          { title: 'DISK', value: ({ minDiskGiB }) => `${minDiskGiB} GiB`, alignRight: true },
          { title: 'FIRMWARE', value: ({ firmware }) => firmware },
        ],
        'The catalogue is empty.',
      );
    });

  const add = image
    .command('add')
    .description(
      'upload and register a disk image, which may be compressed (gz, xz, zst, bz2); run it again to continue an interrupted upload',
    )
    .argument('[file]', 'the path of the disk image')
    .option('--name <name>', 'the name of the image (default: the name of the file)')
    .addOption(
      new Option('--format <format>', "the format (default: from the file's ending)").choices(
        FORMATS,
      ),
    );
  addStorageOptions(addMetadataOptions(add))
    .option('--on-host', 'import a file on the host, in a folder of PICOSTACK_IMPORT_DIRS')
    .option('--volume <pool/name>', 'import a volume of a storage pool of libvirt, not a file')
    .option('--allow-unbootable', 'accept a raw image without a boot signature')
    .option('--ova-disk <number>', 'which disk of an OVA to import; 1 is the first', parseCount)
    .option('--replace', 'replace the image with this name, if there is one; its clones keep it')
    .action(async (file: string | undefined, options: AddOptions) => {
      const added =
        options.volume === undefined
          ? await addImage(cli, requireFile(file), options)
          : await addVolume(cli, parseVolume(options.volume), file, options);
      cli.print(
        added,
        () => `Image "${added.name}" is ready: ${formatSize(added.virtualSizeBytes)}.\n`,
      );
    });

  addImageImportCommand(image, cli);
  addImageBuildCommand(image, cli);
  addImageChangeCommands(image, cli);
  addImageDownloadCommand(image, cli);
  addImageVolumesCommand(image, cli);

  image
    .command('delete')
    .description('delete images')
    .argument('<name...>', 'names or ids')
    .option(
      '--make-independent',
      'make the clones independent first, also while they are running; otherwise images with clones are refused',
    )
    .addOption(yesOption())
    .action(async (names: string[], options: DeleteOptions) => {
      const question = `Delete ${names.length > 1 ? 'the images' : 'the image'} ${names.join(', ')}?`;
      await confirm(cli, options, question, 'Nothing was deleted.');
      await forEachName(
        cli,
        names,
        async (id) => {
          await deleteImage(cli, id, options);
          return { result: id, message: `Deleted the image "${id}".` };
        },
        (deleted) => ({ deleted }),
      );
    });
}

async function addImage(cli: Cli, file: string, options: AddOptions): Promise<Image> {
  // Check the file first, so that no image is registered for a file that cannot be uploaded.
  const format = options.format ?? formatOf(file);
  const allowUnbootable =
    options.allowUnbootable ?? (!options.onHost && (await confirmsUnbootable(cli, file, format)));
  const body = {
    name: options.name ?? nameOf(file),
    format,
    // The server checks the name of the file if its ending stands for another format.
    ...(!isNamedAs(file, format) && { fileName: basename(file) }),
    ...(allowUnbootable && { allowUnbootable }),
    ...(options.replace && { replaces: true }),
    ...metadataOf(options),
    ...storageOf(options),
    ...(options.ovaDisk !== undefined && { ovaDisk: options.ovaDisk }),
    ...(options.onHost && { path: resolve(file) }),
  };
  const created = await cli.api
    .result(cli.api.client.POST('/api/v1/images', { body }))
    .catch(async (error: unknown) => {
      const waiting = options.onHost ? undefined : await findInterrupted(cli, error, body, file);
      if (!waiting) throw error;
      cli.note(`Continuing the upload of "${waiting.name}".`);
      return waiting;
    });
  // With a path, the server returns the operation that imports the file.
  if (!('resource' in created)) return uploadImage(cli.api, cli.terminal, created, file);
  return imported(cli, created);
}

function requireFile(file: string | undefined): string {
  if (file !== undefined) return file;
  throw new CliError(
    'sourceUnclear',
    'Name a file, or a volume with --volume POOL/NAME.',
    EXIT.usage,
  );
}

/** Import a volume of libvirt. Its name decides the format, like that of a file. */
async function addVolume(
  cli: Cli,
  volume: Schemas['VolumeSourceDto'],
  file: string | undefined,
  options: AddOptions,
): Promise<Image> {
  if (file !== undefined || options.onHost) {
    throw new CliError(
      'sourceUnclear',
      'With --volume, leave out the file and --on-host.',
      EXIT.usage,
    );
  }
  const body = {
    name: options.name ?? nameOf(volume.name),
    format: options.format ?? formatOf(volume.name),
    ...(options.allowUnbootable && { allowUnbootable: true }),
    ...(options.replace && { replaces: true }),
    ...metadataOf(options),
    ...storageOf(options),
    ...(options.ovaDisk !== undefined && { ovaDisk: options.ovaDisk }),
    volume,
  };
  const started = await cli.api.result(cli.api.client.POST('/api/v1/images', { body }));
  return 'resource' in started ? imported(cli, started) : started;
}

/** Wait for the operation that imports an image. The server checks the file, and names the field of the API. */
async function imported(cli: Cli, operation: Operation): Promise<Image> {
  await cli.waitFor(operation).catch((error: unknown) => {
    const advice = 'The option of this command is --allow-unbootable.';
    throw withAdvice(error, 'imageNotBootable', advice);
  });
  return cli.api.image(operation.resource.id);
}

/** Delete an image; an image whose upload is not complete is deleted with its upload. */
async function deleteImage(
  cli: Cli,
  id: string,
  { makeIndependent = false }: DeleteOptions,
): Promise<void> {
  try {
    if (makeIndependent) {
      const params = { path: { id }, query: { makeIndependent: 'true' as const } };
      await cli.runOperation(cli.api.client.DELETE('/api/v1/images/{id}', { params }));
      return;
    }
    await cli.api.done(cli.api.client.DELETE('/api/v1/images/{id}', at(id)));
  } catch (error) {
    const isBusy = error instanceof ProblemError && error.code === 'imageBusy';
    if (!isBusy || (await cli.api.image(id)).upload === null) throw error;
    await cancelUpload(cli.api, id);
  }
}

/** Find the image that an earlier command created for the same file, and that still waits for content. */
async function findInterrupted(
  cli: Cli,
  error: unknown,
  { name, format }: { readonly name: string; readonly format: Format },
  file: string,
): Promise<Image | undefined> {
  const image = error instanceof ProblemError && (await findTaker(cli, error.code, name));
  if (!image || image.status !== 'importing' || image.source !== 'upload') return undefined;
  if (image.format !== format) return undefined;
  if (!image.upload) return image.uploadedBytes === null ? image : undefined;
  return image.upload.lengthBytes === (await fileSize(file)) ? image : undefined;
}

/** Find the image that has the name, or that will replace the one that has it. */
async function findTaker(cli: Cli, code: string, name: string): Promise<Image | undefined> {
  if (code === 'nameTaken') return cli.api.image(name);
  if (code !== 'imageBeingReplaced') return undefined;
  const { id } = await cli.api.image(name);
  const images = await cli.api.all((query) =>
    cli.api.client.GET('/api/v1/images', { params: { query } }),
  );
  return images.find(({ status, replacesId }) => status === 'importing' && replacesId === id);
}

/**
 * Check a raw file before it is sent, and ask about a file without a boot signature: any file is a valid raw image.
 * @returns whether to accept content without a boot signature
 * @throws CliError if the file is empty, or the user declines
 */
async function confirmsUnbootable(cli: Cli, file: string, format: Format): Promise<boolean> {
  const { sizeBytes, head } = await readHead(file);
  if (sizeBytes === 0) throw new CliError('imageTooShort', `${file} is empty.`, EXIT.usage);
  if (format !== 'raw' || archiveAt(head) || diskFormatAt(head) !== 'raw') return false;
  if (hasBootSignature(head)) return false;
  const what = `${file} has no boot signature: no boot sector, partition table or CD.`;
  if (!cli.terminal.interactive) {
    throw new CliError(
      'imageNotBootable',
      `${what} If it is the right file, add --allow-unbootable.`,
      EXIT.usage,
    );
  }
  await confirm(cli, {}, `${what} Upload it anyway?`, 'Nothing was uploaded.');
  return true;
}

function statusOf({ status, uploadedBytes, upload, fileState, progress }: Image): string {
  if (status === 'ready' && fileState !== 'present') return `file ${fileState}`;
  if (upload) {
    const percent = Math.floor(((uploadedBytes ?? 0) / upload.lengthBytes) * 100);
    return `${upload.isReceiving ? 'receiving' : 'interrupted'} ${percent}%`;
  }
  if (status === 'importing' && progress && uploadedBytes === 0) return progress.step;
  return status === 'importing' && uploadedBytes !== null
    ? `importing ${formatSize(uploadedBytes)}`
    : status;
}

function statusStyle({ status, lastError }: Image): Style {
  if (status === 'ready') return lastError === null ? 'good' : 'bad';
  return status === 'failed' ? 'bad' : 'warning';
}
