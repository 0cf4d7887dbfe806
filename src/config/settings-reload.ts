import { isDeepStrictEqual } from 'node:util';
import { loadSettings, type Settings } from './settings.js';
import { SETTINGS_TABLE, type SettingKey } from './settings-table.js';

/** What a reload changed, by the names of the settings in the file. */
export interface SettingsReload {
  readonly applied: readonly SettingKey[];
  /** Settings with new values that apply after a restart. */
  readonly needRestart: readonly SettingKey[];
}

type SettingsField = Exclude<keyof Settings, 'listenAddress' | 'listenPort'>;

/**
 * Read the settings again, and change `current` in place: consumers read its values when they use them, so they need no
 * notification. Its other values stay.
 * @throws InvalidInputError if the new settings are invalid; then `current` stays as it is
 */
export function reloadSettings(
  current: Settings,
  env: NodeJS.ProcessEnv = process.env,
): SettingsReload {
  const fresh = loadSettings(env);
  const applied: SettingKey[] = [];
  const needRestart: SettingKey[] = [];
  if (fresh.listenAddress !== current.listenAddress || fresh.listenPort !== current.listenPort) {
    needRestart.push('listen');
  }
  for (const key of fieldsOf(fresh)) {
    if (isDeepStrictEqual(fresh[key], current[key])) continue;
    if (!SETTINGS_TABLE[key].reload) {
      needRestart.push(key);
      continue;
    }
    Object.assign(current, { [key]: fresh[key] });
    applied.push(key);
  }
  return { applied, needRestart };
}

function fieldsOf(settings: Settings): SettingsField[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys loses the keys of the type
  return (Object.keys(settings) as (keyof Settings)[]).filter(
    (key) => key !== 'listenAddress' && key !== 'listenPort',
  );
}
