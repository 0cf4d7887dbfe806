import { Argument, type Command, Option } from 'commander';
import type { Schemas } from '@picostack/api-client';
import { SUITES, type Suite } from '../../image-builds/jeos-request.js';
import { type Recipe, RECIPES } from '../../image-builds/recipes.js';
import { collect, parseCount } from '../arguments.js';
import type { Cli } from '../cli.js';
import type { Image } from '../client/api.js';
import { formatSize } from '../terminal/units.js';
import { addStorageOptions, storageOf, type StorageOptions } from './image-metadata-options.js';
import { readKeys } from './init/jeos-options.js';

interface BuildOptions extends StorageOptions {
  readonly name?: string;
  readonly suite?: Suite;
  readonly size?: number;
  readonly hostname?: string;
  readonly package?: readonly string[];
  readonly sshKey?: readonly string[];
  readonly locale?: string;
  readonly cloudInit: boolean;
}

/** `picostk image build`: an image that the server builds on its host. */
export function addImageBuildCommand(image: Command, cli: Cli): void {
  const command = image
    .command('build')
    .description('build an image on the host of the server; without a recipe, list the recipes')
    .addArgument(new Argument('[recipe]', 'what to build').choices(RECIPES))
    .option('--name <name>', 'the name of the image (default: tiny, debian-12 or debian-13)')
    .addOption(
      new Option('--suite <suite>', 'the release of Debian (default: bookworm)').choices(
        Object.keys(SUITES),
      ),
    )
    .option('--size <GiB>', 'the size of the disk (default: 4)', parseCount)
    .option('--hostname <name>', 'the hostname (default: debian)')
    .option('--package <name>', 'another package; may be repeated', collect)
    .option('--ssh-key <file|key>', 'a public key that may log in; may be repeated', collect)
    .option('--locale <locale>', 'the locale, such as en_GB.UTF-8 (default: C.UTF-8)')
    .option('--no-cloud-init', 'without cloud-init; the user is then root instead of debian');
  addStorageOptions(command).action(async (recipe: Recipe | undefined, options: BuildOptions) => {
    if (recipe === undefined) return listRecipes(cli);
    const built = await build(cli, await bodyOf(recipe, options));
    cli.print(built, () => {
      return `Image "${built.name}" is ready: ${formatSize(built.virtualSizeBytes)}. Next: picostk launch NAME --image ${built.name}\n`;
    });
  });
}

async function listRecipes(cli: Cli): Promise<void> {
  const { items } = await cli.api.result(cli.api.client.GET('/api/v1/images/builds'));
  cli.printTable(
    items,
    [
      { title: 'RECIPE', value: ({ recipe }) => recipe, keep: true },
      { title: 'TITLE', value: ({ title }) => title },
      { title: 'AVAILABLE', value: ({ available }) => (available ? 'yes' : 'no') },
      { title: 'PROBLEM', value: ({ problem }) => problem?.replaceAll('\n', ' ') ?? null },
    ],
    'The server builds no images.',
  );
}

async function build(cli: Cli, body: Schemas['BuildImageDto']): Promise<Image> {
  const operation = await cli.runOperation(cli.api.client.POST('/api/v1/images/builds', { body }));
  return cli.api.image(operation.resource.id);
}

async function bodyOf(recipe: Recipe, options: BuildOptions): Promise<Schemas['BuildImageDto']> {
  const { name, suite, size, hostname, locale, cloudInit } = options;
  const sshKeys = (await Promise.all((options.sshKey ?? []).map(readKeys))).flat();
  return {
    recipe,
    ...(name !== undefined && { name }),
    ...storageOf(options),
    ...(suite !== undefined && { suite }),
    ...(size !== undefined && { sizeGiB: size }),
    ...(hostname !== undefined && { hostname }),
    ...(options.package && { packages: [...options.package] }),
    ...(sshKeys.length > 0 && { sshKeys }),
    ...(locale !== undefined && { locale }),
    ...(!cloudInit && { cloudInit }),
  };
}
