import type { Command } from 'commander';
import { parseCount } from '../arguments.js';
import type { Cli } from '../cli.js';
import { at, type Operation } from '../client/api.js';
import { type ConfirmOptions, confirm, yesOption } from './confirm.js';
import { forEachName } from './each-name.js';

interface StopOptions {
  readonly force?: boolean;
  readonly timeout?: number;
}

/** `picostk start|stop|restart|pause|resume|discard-saved`. */
export function addPowerCommands(program: Command, cli: Cli): void {
  const client = () => cli.api.client;
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).argument('<name...>', 'names or ids');
  const act = (
    names: readonly string[],
    done: string,
    call: (id: string) => Promise<Operation>,
  ): Promise<void> =>
    forEachName(cli, names, async (id) => {
      const operation = await cli.wait(await call(id));
      return { result: operation, words: `${operation.resource.name} is ${done}.` };
    });

  command('start', 'start instances').action((names: string[]) =>
    act(names, 'started', (id) =>
      cli.api.result(client().POST('/api/v1/instances/{id}/start', at(id))),
    ),
  );
  command('stop', 'shut instances down: the power button, and force after a time')
    .option('--force', 'at once, as if the plug were pulled')
    .option('--timeout <seconds>', 'how long a guest is given to shut down', parseCount)
    .action((names: string[], options: StopOptions) =>
      act(names, 'stopped', (id) =>
        cli.api.result(
          client().POST('/api/v1/instances/{id}/stop', { ...at(id), body: gentleOrNot(options) }),
        ),
      ),
    );
  command('restart', 'shut instances down and start them again')
    .option('--force', 'at once, as if the plug were pulled')
    .option('--timeout <seconds>', 'how long a guest is given to shut down', parseCount)
    .action((names: string[], options: StopOptions) =>
      act(names, 'restarted', (id) =>
        cli.api.result(
          client().POST('/api/v1/instances/{id}/restart', {
            ...at(id),
            body: gentleOrNot(options),
          }),
        ),
      ),
    );
  command('pause', 'stop the processors of instances; their memory stays').action(
    (names: string[]) =>
      act(names, 'paused', (id) =>
        cli.api.result(client().POST('/api/v1/instances/{id}/pause', at(id))),
      ),
  );
  command('resume', 'resume paused instances; one that sleeps is woken').action((names: string[]) =>
    act(names, 'running', (id) =>
      cli.api.result(client().POST('/api/v1/instances/{id}/resume', at(id))),
    ),
  );

  command('discard-saved', 'discard the memory of instances that is saved to disk')
    .addOption(yesOption())
    .action(async (names: string[], options: ConfirmOptions) => {
      const question = `Discard the saved memory of ${names.join(', ')}?`;
      await confirm(cli, options, question, 'Nothing was discarded.');
      await forEachName(cli, names, async (id) => {
        const call = client().POST('/api/v1/instances/{id}/discard-saved-state', at(id));
        const operation = await cli.wait(await cli.api.result(call));
        return {
          result: operation,
          words: `The saved memory of ${operation.resource.name} is gone: its next start boots it.`,
        };
      });
    });
}

function gentleOrNot({ force = false, timeout }: StopOptions) {
  return { force, ...(timeout !== undefined && { timeoutSeconds: timeout }) };
}
