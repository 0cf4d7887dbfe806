import type { Command } from 'commander';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../../../common/program-folder.js';
import type { Cli } from '../../cli.js';
import { EXIT } from '../../cli-error.js';
import { yesOption } from '../confirm.js';

const DRY_RUN = 'show what would be done, and change nothing';

/** `picostk init host`, `init db` and `init service`: programs of their own, which need no server. */
export function addInitServerCommands(init: Command, cli: Cli): void {
  init
    .command('host')
    .description('install libvirt and QEMU, and create the user pstk and its folders; needs root')
    .option('--dry-run', DRY_RUN)
    .option('--remove', 'remove the user and its empty folders again; data stays')
    .action((options: Options) => run(cli, 'scripts/setup/init-host.mjs', options));
  init
    .command('db')
    .description('create the database, or migrate it to this version; the server must be stopped')
    .option('--dry-run', DRY_RUN)
    .option('--remove', 'delete the database; a copy of it stays')
    .addOption(yesOption())
    .action(({ dryRun, remove, yes }: Options) => {
      const args = dryRun ? ['migration:show'] : [remove ? 'dbremove' : 'migration:run'];
      return run(cli, 'dist/src/nest/main.js', { yes: remove && yes }, args);
    });
  init
    .command('service')
    .description('install and start the boot service (systemd, or /etc/init.d/pstk); needs root')
    .option('--dry-run', DRY_RUN)
    .option('--systemd', 'write a unit of systemd, even if systemd does not run here')
    .option('--sysv', 'write /etc/init.d/pstk')
    .option('--root <folder>', 'the root of another system, in which nothing is started')
    .option('--remove', 'stop and remove the service')
    .addOption(yesOption())
    .action((options: Options) => run(cli, 'scripts/setup/init-service.mjs', options));
}

interface Options {
  readonly dryRun?: boolean | undefined;
  readonly remove?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly systemd?: boolean | undefined;
  readonly sysv?: boolean | undefined;
  readonly root?: string | undefined;
}

/** Run a program of this installation with these options. Its exit code is that of the command. */
async function run(
  cli: Cli,
  program: string,
  options: Options,
  args: readonly string[] = [],
): Promise<void> {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (typeof value === 'string') return [flag, value];
    return value ? [flag] : [];
  });
  const json = cli.json && program.endsWith('nest/main.js') ? ['--json'] : [];
  const child = spawn(
    process.execPath,
    [join(PROGRAM_FOLDER, program), ...json, ...args, ...flags],
    { stdio: 'inherit', env: cli.terminal.env },
  );
  await once(child, 'close');
  cli.exitCode = Object.values(EXIT).find((known) => known === child.exitCode) ?? EXIT.failed;
}
