import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { messageOf } from '../../common/errors.js';
import { VERSION } from '../../common/version.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { notConnected } from '../client/api.js';
import { renderFields } from '../terminal/table.js';

/** The exit code of `status` for a server that is not running, as in the Linux Standard Base. */
const NOT_RUNNING = EXIT.unreachable;

/** `picostk serve`, `status` and `version`. */
export function addServerCommands(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('run the server in the foreground, until SIGTERM or Ctrl-C')
    .action(() => {
      // `main.ts` runs the server itself before it loads this program.
      throw new CliError(
        'usage',
        'Run "picostk serve" without other options. Its settings come from the settings file and the environment.',
        EXIT.usage,
      );
    });
  program
    .command('status')
    .description('show whether the server is running; exit code 3 if it is not')
    .action(() => showStatus(cli));
  program
    .command('version')
    .description('print the versions of this command and of the server')
    .action(() => showVersion(cli));
}

async function showStatus(cli: Cli): Promise<void> {
  const service = serviceState();
  try {
    const { client } = cli.api;
    const host = await cli.api.result(client.GET('/api/v1/host'));
    const all = await cli.api.result(
      client.GET('/api/v1/instances', { params: { query: { limit: 1 } } }),
    );
    const running = await cli.api.result(
      client.GET('/api/v1/instances', { params: { query: { limit: 1, state: 'running' } } }),
    );
    const status = {
      running: true,
      url: cli.api.address.url,
      version: host.picostackVersion,
      libvirt: host.libvirtConnected ? host.libvirtUri : null,
      libvirtProblem: host.libvirtProblem,
      instances: all.total,
      runningInstances: running.total,
      service,
    };
    cli.print(status, () =>
      renderFields(cli.terminal, [
        ['Server', `running at ${status.url}, version ${status.version}`],
        ['libvirt', status.libvirt ? `connected to ${status.libvirt}` : notConnected(status)],
        ['Instances', `${all.total}, ${running.total} running`],
        ['Service', service ?? 'none'],
      ]),
    );
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== EXIT.unreachable) throw error;
    cli.exitCode = NOT_RUNNING;
    cli.print({ running: false, reason: messageOf(error), service }, () =>
      renderFields(cli.terminal, [
        ['Server', 'not running'],
        ['Reason', messageOf(error)],
        ['Service', service ?? 'none'],
      ]),
    );
  }
}

/** The state of the boot service; null if there is none. */
function serviceState(): string | null {
  if (existsSync('/run/systemd/system')) {
    const { stdout } = spawnSync('systemctl', ['is-active', 'picostk.service'], {
      encoding: 'utf8',
      timeout: 2_000,
    });
    // systemctl says "inactive" for a unit that does not exist.
    return stdout?.trim() || null;
  }
  return existsSync('/etc/init.d/pstk') ? '/etc/init.d/pstk' : null;
}

async function showVersion(cli: Cli): Promise<void> {
  let server: string | null = null;
  try {
    server = (await cli.api.result(cli.api.client.GET('/api/v1/host'))).picostackVersion;
  } catch {
    // The version of the command is known anyway.
  }
  cli.print({ command: VERSION, server, node: process.version }, () =>
    renderFields(cli.terminal, [
      ['picostk', VERSION],
      ['Server', server ?? 'not reachable'],
      ['Node', process.version],
    ]),
  );
}
