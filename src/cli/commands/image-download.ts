import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { type Download, downloadImage } from '../client/download.js';
import { formatSize } from '../terminal/units.js';

const FORMATS = ['qcow2', 'raw', 'zst'] as const satisfies readonly Download['format'][];
const ENDINGS = { qcow2: 'qcow2', raw: 'raw', zst: 'raw.zst' } as const;

interface DownloadOptions {
  readonly format?: Download['format'];
  readonly force?: boolean;
}

/** `picostk image download`: the content of an image as a file. */
export function addImageDownloadCommand(image: Command, cli: Cli): void {
  image
    .command('download')
    .description('download an image; run it again to continue an interrupted download')
    .argument('<name>', 'name or id')
    .argument('[file]', 'the file to write (default: the name of the image, in this folder)')
    .addOption(
      new Option(
        '--format <format>',
        'qcow2 as it is stored (the default), the raw disk, or the raw disk compressed with zstd, which cannot continue; an installation CD is downloaded as it is',
      ).choices(FORMATS),
    )
    .option('--force', 'replace a file that exists')
    .action(async (id: string, file: string | undefined, options: DownloadOptions) => {
      const { force } = options;
      const found = await cli.api.image(id);
      const isCd = found.kind === 'installer';
      const format = options.format ?? (isCd ? 'raw' : 'qcow2');
      const path = file ?? `${found.name}.${isCd ? 'iso' : ENDINGS[format]}`;
      if (!force && existsSync(path)) {
        throw new CliError(
          'fileExists',
          `${path} exists. Add --force to replace it, or name another file.`,
          EXIT.usage,
        );
      }
      const bytes = await downloadImage(cli.api, cli.terminal, { image: found, format, path });
      cli.print({ path, format, bytes }, () => `Downloaded ${path}: ${formatSize(bytes)}.\n`);
    });
}
