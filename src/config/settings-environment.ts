import { SETTING_ROWS } from './settings-table.js';
import type { SettingProblem, WrittenSettings } from './settings-file.js';
import { suggestion } from './suggestion.js';

/** Variables that are not settings of the server: of the settings file, the command and the set-up scripts. */
const OTHER_VARIABLES = [
  'PICOSTACK_CONFIG',
  'PICOSTACK_URL',
  'PICOSTACK_TOKEN',
  'PICOSTACK_DEBUG',
  'PICOSTACK_SETUP',
];

/** Read the settings of the environment, and add unknown variables to `problems`. An empty variable is not set. */
export function readEnvironment(
  env: NodeJS.ProcessEnv,
  problems: SettingProblem[],
): WrittenSettings {
  const settings: WrittenSettings = {};
  const known = [...OTHER_VARIABLES, ...SETTING_ROWS.map(([, row]) => row.env)];
  for (const name of Object.keys(env)) {
    if (!/^PICOSTACK_/i.test(name) || known.includes(name) || isOfTests(name)) continue;
    const nearest = suggestion(name, known);
    const advice = nearest
      ? `Did you mean ${nearest}?`
      : 'See "picostk config show" for all settings, or remove the variable.';
    problems.push({ where: name, message: `unknown environment variable. ${advice}` });
  }
  for (const [key, row] of SETTING_ROWS) {
    const raw = env[row.env];
    if (raw) settings[key] = { raw, source: 'environment' };
  }
  return settings;
}

function isOfTests(name: string): boolean {
  return name.startsWith('PICOSTACK_TEST_');
}
