import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** The user of the service that `picostk init host` and the Debian package create. */
export const SERVICE_USER = 'pstk';

/** The name of the database file in the data folder. */
export const DATABASE_FILE = 'picostack.sqlite';

const FILE = 'picostack.yaml';

/** The default data folder: below /var/lib for root and the service, otherwise the XDG data folder. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  if (isSystemUser()) return '/var/lib/picostack';
  return join(xdgFolder(env['XDG_DATA_HOME']) ?? join(homeOf(env), '.local', 'share'), 'picostack');
}

/**
 * The settings file that is read: `PICOSTACK_CONFIG`, or the default one. A user has two default places; the file in
 * the home folder counts if both exist.
 */
export function settingsFile(env: NodeJS.ProcessEnv): string {
  const named = env['PICOSTACK_CONFIG'];
  if (named) return resolve(named);
  const [first = '', ...others] = defaultSettingsFiles(env);
  return [first, ...others].find((path) => existsSync(path)) ?? first;
}

/** Settings files in default places that are not read, because another one is. */
export function ignoredSettingsFiles(env: NodeJS.ProcessEnv): readonly string[] {
  if (env['PICOSTACK_CONFIG']) return [];
  const used = settingsFile(env);
  return defaultSettingsFiles(env).filter((path) => path !== used && existsSync(path));
}

/** The places of the settings file in the order in which they are searched. */
export function defaultSettingsFiles(env: NodeJS.ProcessEnv): readonly string[] {
  if (isSystemUser()) return [join('/etc/picostack', FILE)];
  const home = homeOf(env);
  return [
    join(home, '.picostack', FILE),
    join(xdgFolder(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'picostack', FILE),
  ];
}

/** Whether this is root or the user of the service, who use the folders and the libvirt of the system. */
export function isSystemUser(): boolean {
  if (process.getuid?.() === 0) return true;
  try {
    return userInfo().username === SERVICE_USER;
  } catch {
    // In a container, the user may have no name.
    return false;
  }
}

/** The XDG specification says to ignore relative paths. */
function xdgFolder(path: string | undefined): string | undefined {
  return path && isAbsolute(path) ? path : undefined;
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || homedir();
}
