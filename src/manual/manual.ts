import { troubleshootingReference } from '../cli/doctor/reference.js';
import { picostkProgram } from '../cli/program.js';
import type { Terminal } from '../cli/terminal/terminal.js';
import { nestProgram } from '../nest/program.js';
import { programPage, settingsPage } from './man-page.js';
import { commandReference } from './markdown.js';

/** No terminal: the manual does not depend on one. */
const NOWHERE: Terminal = {
  env: {},
  width: 100,
  color: false,
  interactive: false,
  out: () => undefined,
  err: () => undefined,
  ask: () => Promise.resolve(undefined),
};

/** The generated files of the manual, by path: the reference of commands, the checks of `doctor`, and the manual pages. */
export function manual(): Readonly<Record<string, string>> {
  const { command: picostk } = picostkProgram(NOWHERE);
  const { command: nest } = nestProgram(NOWHERE);
  return {
    'docs/cli-reference.md': commandReference([picostk, nest]),
    'docs/troubleshooting.md': troubleshootingReference(),
    'docs/man/picostk.1': programPage(picostk, [
      'picostk-nest (1)',
      'picostack.yaml (5)',
      'virsh (1)',
    ]),
    'docs/man/picostk-nest.1': programPage(nest, ['picostk (1)', 'picostack.yaml (5)']),
    'docs/man/picostack.yaml.5': settingsPage(),
  };
}
