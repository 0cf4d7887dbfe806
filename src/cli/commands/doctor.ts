import type { Command } from 'commander';
import { messageOf } from '../../common/errors.js';
import type { Cli } from '../cli.js';
import { EXIT } from '../cli-error.js';
import { type Finding, ok, problem } from '../doctor/finding.js';
import { checkHost } from '../doctor/host-checks.js';
import { checkThisMachine } from '../doctor/local-checks.js';
import { ProblemError } from '../client/problem-error.js';
import { safeText } from '../terminal/safe-text.js';
import { type Style, styled } from '../terminal/style.js';
import { padText, textWidth, wrapText } from '../terminal/text-width.js';

const LABEL_WIDTH = 'problem'.length;
const STYLES: Record<Finding['status'], Style> = { ok: 'good', note: 'warning', problem: 'bad' };

/** `picostk doctor`: find problems, and say how to solve them. */
export function addDoctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('check this machine, the server and its host; exits with 1 if there is a problem')
    .action(async () => {
      const findings = [...(await checkThisMachine(cli.terminal.env)), ...(await checkServer(cli))];
      cli.printStyled(findings, () => describe(cli, findings));
      if (findings.some(({ status }) => status === 'problem')) cli.exitCode = EXIT.failed;
    });
}

async function checkServer(cli: Cli): Promise<Finding[]> {
  try {
    const { address, client } = cli.api;
    const host = await cli.api.result(client.GET('/api/v1/host'));
    const instances = await cli.api.all((query) =>
      client.GET('/api/v1/instances', { params: { query } }),
    );
    const usedPorts = instances.reduce((sum, { ports }) => sum + ports.length, 0);
    return [
      ok('server', `picostack ${host.picostackVersion} at ${address.url} (from ${address.source})`),
      ...checkHost(host, usedPorts),
    ];
  } catch (error) {
    const refused = error instanceof ProblemError && error.exitCode === EXIT.refused;
    const found = refused ? 'does not accept this token' : 'cannot be reached';
    return [problem('server', found, messageOf(error))];
  }
}

function describe(cli: Cli, results: readonly Finding[]): string {
  // The name of a check may be that of a storage pool.
  const findings = results.map((result) => ({ ...result, check: safeText(result.check) }));
  const width = Math.max(...findings.map(({ check }) => textWidth(check)));
  const indent = LABEL_WIDTH + width + 4;
  const wrapped = (text: string): string => wrapText(safeText(text), indent, cli.terminal.width);
  return findings
    .map(({ check, status, found, advice }) => {
      const label = styled(status.padEnd(LABEL_WIDTH), STYLES[status], cli.terminal.color);
      const line = `${label}  ${padText(check, width)}  ${wrapped(found)}\n`;
      return advice ? `${line}${' '.repeat(indent)}${wrapped(advice)}\n` : line;
    })
    .join('');
}
