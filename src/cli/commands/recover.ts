import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import type { RecoveryProblem } from '../client/api.js';
import { EXIT } from '../cli-error.js';

/** `picostk recover`: recreate lost records. */
export function addRecoverCommand(program: Command, cli: Cli): void {
  program
    .command('recover')
    .description('recreate lost database records from libvirt')
    .action(async () => {
      const found = await cli.api.result(cli.api.client.POST('/api/v1/recover'));
      const lines = [
        ...found.images.map((item) => line('image', item)),
        ...found.flavours.map((name) => `flavour   ${name}\n`),
        ...found.instances.map((item) => line('instance', item, portsOf(item.ports))),
        ...found.problems.map(problemLine),
      ];
      if (lines.length === 0 && !cli.json) cli.note('Nothing was missing.');
      else cli.print(found, () => lines.join(''));
      const failed = [...found.images, ...found.instances].some(({ problem }) => problem !== null);
      if (failed || found.problems.length > 0) cli.exitCode = EXIT.failed;
    });
}

function line(
  kind: string,
  { name, problem }: { name: string; problem: string | null },
  more = '',
): string {
  return `${kind.padEnd(8)}  ${name}${problem === null ? more : `: skipped, ${problem}`}\n`;
}

function problemLine(problem: RecoveryProblem): string {
  const { resource, name, field, value, message } = problem;
  return `problem   ${resource} ${name}, ${field} ${JSON.stringify(value)}: ${message}\n`;
}

function portsOf(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', 1 port' : `, ${count} ports`;
}
