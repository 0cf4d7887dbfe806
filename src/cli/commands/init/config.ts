import type { Command } from 'commander';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../../../common/errors.js';
import { settingsFile } from '../../../config/folders.js';
import { sampleSettingsFile } from '../../../config/sample-file.js';
import type { Cli } from '../../cli.js';
import { CliError } from '../../cli-error.js';
import { confirm, yesOption } from '../confirm.js';

interface InitConfigOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly remove?: boolean;
  readonly yes?: boolean;
}

/** What happened to the settings file. */
interface InitConfigResult {
  readonly file: string;
  readonly result: 'written' | 'kept' | 'removed' | 'absent';
  /** The former file, if it was replaced. */
  readonly backup: string | null;
}

/** `picostk init config`: write a settings file in which every setting is explained and commented out. */
export function addInitConfigCommand(init: Command, cli: Cli): void {
  init
    .command('config')
    .description('write a settings file that explains every setting')
    .option('--dry-run', 'print the file instead of writing it')
    .option('--force', 'replace an existing file, and keep a copy of it')
    .option('--remove', 'remove the file; asks first if it was changed')
    .addOption(yesOption())
    .action(async (options: InitConfigOptions) => {
      if (options.remove) return remove(cli, options);
      write(cli, options);
    });
}

function write(cli: Cli, { dryRun, force }: InitConfigOptions): void {
  const file = targetFile(cli.terminal.env);
  const isThere = isPresent(file);
  if (dryRun) {
    const plan = isThere && !force ? 'keep' : isThere ? 'replace' : 'write';
    cli.note(`Would ${plan} ${file}${plan === 'keep' ? ', which already exists' : ''}.`);
    cli.print({ file, plan, text: sampleSettingsFile() }, () => sampleSettingsFile());
    return;
  }
  if (isThere && !force) {
    const next = 'Check it with "picostk config check"; --force replaces it.';
    cli.print(resultOf(file, 'kept'), () => `${file} already exists and stays as it is. ${next}\n`);
    return;
  }
  const backup = isThere ? backupName(file) : null;
  changing(file, () => {
    mkdirSync(dirname(file), { recursive: true, mode: isSystemFile(file) ? 0o755 : 0o700 });
    const temporary = `${file}.${process.pid}.new`;
    try {
      writeFileSync(temporary, sampleSettingsFile(), { flag: 'wx' });
      // The service runs as another user than root, and the file has no secrets.
      chmodSync(temporary, isSystemFile(file) ? 0o644 : 0o600);
      if (backup) renameSync(file, backup);
      // Unlike a rename, a link fails if another process has written the file meanwhile.
      linkSync(temporary, file);
    } finally {
      rmSync(temporary, { force: true });
    }
  });
  cli.print(
    resultOf(file, 'written', backup),
    () =>
      `${file} is written; all its settings are commented out.` +
      `${backup ? ` The former file is ${backup}.` : ''}\n`,
  );
}

async function remove(cli: Cli, options: InitConfigOptions): Promise<void> {
  const file = targetFile(cli.terminal.env);
  if (!isPresent(file)) {
    cli.print(resultOf(file, 'absent'), () => `There is no ${file}.\n`);
    return;
  }
  const isChanged = changing(file, () => readFileSync(file, 'utf8')) !== sampleSettingsFile();
  if (options.dryRun) {
    const note = isChanged ? ' It was changed since it was written.' : '';
    cli.print({ file, plan: 'remove' }, () => `Would remove ${file}.${note}\n`);
    return;
  }
  if (isChanged) {
    await confirm(
      cli,
      options,
      `${file} was changed. Remove it?`,
      `${file} was changed; nothing was removed.`,
    );
  }
  changing(file, () => rmSync(file));
  try {
    // Only an empty folder can be removed this way.
    rmdirSync(dirname(file));
  } catch {
    // The folder has other files, such as templates.
  }
  cli.print(resultOf(file, 'removed'), () => `${file} is removed.\n`);
}

/** `PICOSTACK_CONFIG`, the file that exists in a default place, or the first default place. */
function targetFile(env: NodeJS.ProcessEnv): string {
  return resolve(settingsFile(env));
}

function isSystemFile(file: string): boolean {
  return file.startsWith('/etc/') || process.getuid?.() === 0;
}

/** Also true for a symbolic link to nothing, through which picostack must not write. */
function isPresent(file: string): boolean {
  return changing(file, () => lstatSync(file, { throwIfNoEntry: false }) !== undefined);
}

function backupName(file: string): string {
  for (let number = 0; ; number += 1) {
    const name = `${file}.bak${number || ''}`;
    if (!existsSync(name)) return name;
  }
}

function resultOf(
  file: string,
  result: InitConfigResult['result'],
  backup: string | null = null,
): InitConfigResult {
  return { file, result, backup };
}

function changing<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new CliError(
      'settingsFileNotWritable',
      `Cannot change the settings file ${file}: ${messageOf(error)}.`,
      undefined,
      { cause: error },
    );
  }
}
