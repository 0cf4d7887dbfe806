import type { Command } from 'commander';
import { parseCount } from '../../arguments.js';
import type { Cli } from '../../cli.js';
import { at, type ClientResult, type Operation } from '../../client/api.js';
import { type ConfirmOptions, confirm, yesOption } from '../confirm.js';
import { forEachName } from '../for-each-name.js';

interface StopOptions {
  readonly force?: boolean;
  readonly timeout?: number;
}

/** `picostk start|stop|restart|pause|resume|discard-saved`. */
export function addPowerCommands(program: Command, cli: Cli): void {
  const client = () => cli.api.client;
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).argument('<name...>', 'names or ids');
  const runForEach = (
    names: readonly string[],
    done: string,
    call: (id: string) => Promise<ClientResult<Operation>>,
  ): Promise<void> =>
    forEachName(cli, names, async (id) => {
      const operation = await cli.runOperation(call(id));
      return { result: operation, message: `${operation.resource.name} is ${done}.` };
    });

  command('start', 'start instances').action((names: string[]) =>
    runForEach(names, 'started', (id) => client().POST('/api/v1/instances/{id}/start', at(id))),
  );

  command('stop', 'shut down instances by the power button, and force them off after a time limit')
    .option('--force', 'force off immediately, like pulling the plug')
    .option('--timeout <seconds>', 'the time limit for shutting down', parseCount)
    .action((names: string[], options: StopOptions) =>
      runForEach(names, 'stopped', (id) =>
        client().POST('/api/v1/instances/{id}/stop', { ...at(id), body: stopBody(options) }),
      ),
    );

  command('restart', 'shut down instances, then start them')
    .option('--force', 'force off immediately, like pulling the plug')
    .option('--timeout <seconds>', 'the time limit for shutting down', parseCount)
    .action((names: string[], options: StopOptions) =>
      runForEach(names, 'restarted', (id) =>
        client().POST('/api/v1/instances/{id}/restart', { ...at(id), body: stopBody(options) }),
      ),
    );

  command('pause', 'pause instances; they stay in memory').action((names: string[]) =>
    runForEach(names, 'paused', (id) => client().POST('/api/v1/instances/{id}/pause', at(id))),
  );

  command('resume', 'resume paused instances, and wake sleeping ones').action((names: string[]) =>
    runForEach(names, 'running', (id) => client().POST('/api/v1/instances/{id}/resume', at(id))),
  );

  command('discard-saved', 'discard the saved state of instances')
    .addOption(yesOption())
    .action(async (names: string[], options: ConfirmOptions) => {
      const question = `Discard the saved memory of ${names.join(', ')}?`;
      await confirm(cli, options, question, 'Nothing was discarded.');
      await forEachName(cli, names, async (id) => {
        const call = client().POST('/api/v1/instances/{id}/discard-saved-state', at(id));
        const operation = await cli.runOperation(call);
        const { name } = operation.resource;
        const message = `Discarded the saved state of ${name}. Its next start boots it.`;
        return { result: operation, message };
      });
    });
}

function stopBody({ force = false, timeout }: StopOptions) {
  return { force, ...(timeout !== undefined && { timeoutSeconds: timeout }) };
}
