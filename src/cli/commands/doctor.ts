import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../../common/program-folder.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { type Check, GROUPS, type Outcome } from '../doctor/check.js';
import { CHECKS } from '../doctor/checks.js';
import { Facts } from '../doctor/facts.js';
import { Machine } from '../doctor/machine.js';
import { type Finding, runChecks } from '../doctor/run-checks.js';
import { safeText } from '../terminal/safe-text.js';
import { type Style, styled } from '../terminal/style.js';
import { padText, wrapText } from '../terminal/text-width.js';

type Status = Outcome['status'];

const STYLES: Readonly<Record<Status, Style>> = {
  problem: 'bad',
  warning: 'warning',
  ok: 'good',
  skipped: 'dim',
};
const LABEL_WIDTH = Math.max(...Object.keys(STYLES).map((status) => status.length)) + 2;
const ID_WIDTH = Math.max(...CHECKS.map(({ id }) => id.length)) + 2;
const DETAIL_INDENT = 4;
const DOCUMENTATION = join(PROGRAM_FOLDER, 'docs', 'troubleshooting.md');

interface DoctorOptions {
  readonly list?: boolean;
  readonly all?: boolean;
}

/** `picostk doctor`: find problems of this host, and say how to solve them. It changes nothing. */
export function addDoctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('find problems of this host and the server, and say what to do; changes nothing')
    .argument('[check...]', 'only these checks')
    .option('--all', 'also show the checks that do not apply here')
    .option('--list', 'list the checks instead of running them')
    .addHelpText('after', '\nIt exits with 1 if there is a problem, otherwise with 0.')
    .action(async (ids: readonly string[], options: DoctorOptions) => {
      const checks = chosen(ids);
      if (options.list) return listChecks(cli, checks);
      const findings = await runChecks(checks, new Facts(new Machine({ env: cli.terminal.env })));
      const showSkipped = options.all === true || ids.length > 0;
      cli.printStyled(findings, () => describe(cli, findings, showSkipped));
      if (findings.some(({ status }) => status === 'problem')) cli.exitCode = EXIT.failed;
    });
}

function chosen(ids: readonly string[]): readonly Check[] {
  const unknown = ids.find((id) => !CHECKS.some((check) => check.id === id));
  if (unknown !== undefined) {
    throw new CliError(
      'unknownCheck',
      `There is no check "${unknown}". "picostk doctor --list" lists all checks.`,
      EXIT.usage,
    );
  }
  return ids.length === 0 ? CHECKS : CHECKS.filter(({ id }) => ids.includes(id));
}

function listChecks(cli: Cli, checks: readonly Check[]): void {
  const rows = checks.map(({ id, group, title }) => ({ check: id, group, title }));
  cli.print(rows, () =>
    GROUPS.filter((group) => rows.some((row) => row.group === group))
      .map((group) => {
        const lines = rows
          .filter((row) => row.group === group)
          .map(({ check, title }) => `  ${padText(check, ID_WIDTH)}${title}\n`);
        return `${group}\n${lines.join('')}`;
      })
      .join('\n'),
  );
}

/** Problems and warnings with all their texts, first; then a line for each of the others. */
function describe(cli: Cli, findings: readonly Finding[], showSkipped: boolean): string {
  const of = (status: Status): Finding[] => findings.filter((each) => each.status === status);
  const details = [...of('problem'), ...of('warning')].map((finding) =>
    describeDetails(cli, finding),
  );
  const others = [...of('ok'), ...(showSkipped ? of('skipped') : [])].map((finding) =>
    describeLine(cli, finding),
  );
  const parts = [...details, others.join('')].filter(Boolean);
  return `${parts.join('\n')}\n${summary(findings, showSkipped)}`;
}

function describeDetails(cli: Cli, { status, check, found, meaning, command }: Finding): string {
  const title = `${labelOf(cli, status)}${styled(check, 'bold', cli.terminal.color)}\n`;
  const indent = ' '.repeat(DETAIL_INDENT);
  const lines = [found, meaning ?? ''].filter(Boolean).map((text) => {
    const sentence = /[.!?]$/.test(text) ? text : `${text}.`;
    return `${indent}${wrapText(upperFirst(safeText(sentence)), DETAIL_INDENT, cli.terminal.width)}\n`;
  });
  // Not wrapped, so that it can be copied.
  const mend = command === null ? '' : `${indent}> ${safeText(command)}\n`;
  return `${title}${lines.join('')}${mend}`;
}

function describeLine(cli: Cli, { status, check, found }: Finding): string {
  const indent = LABEL_WIDTH + ID_WIDTH;
  const text = wrapText(safeText(found), indent, cli.terminal.width);
  return `${labelOf(cli, status)}${padText(check, ID_WIDTH)}${text}\n`;
}

function labelOf(cli: Cli, status: Status): string {
  return styled(status.padEnd(LABEL_WIDTH), STYLES[status], cli.terminal.color);
}

function summary(findings: readonly Finding[], showSkipped: boolean): string {
  const count = (status: Status): number =>
    findings.filter((each) => each.status === status).length;
  const [problems, warnings, skippedCount] = [count('problem'), count('warning'), count('skipped')];
  const parts = [
    `${problems} ${problems === 1 ? 'problem' : 'problems'}`,
    `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${count('ok')} ok`,
    ...(skippedCount > 0 ? [`${skippedCount} not applicable${showSkipped ? '' : ' (--all)'}`] : []),
  ];
  // Packages have no docs.
  const more =
    problems + warnings > 0 && existsSync(DOCUMENTATION)
      ? `More about each: ${DOCUMENTATION}\n`
      : '';
  return `${parts.join(', ')}.\n${more}`;
}

function upperFirst(text: string): string {
  // The name of a program, a path or a setting stays as it is.
  return /^(this|the|there|neither|both|another|cannot|port) /.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}
