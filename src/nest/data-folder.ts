import { statSync } from 'node:fs';
import { CliError, EXIT } from '../cli/cli-error.js';
import { InvalidInputError, messageOf } from '../common/errors.js';
import { loadSettings, type Settings } from '../config/settings.js';
import { DataFolderInUseError, DataFolderLock } from '../database/data-folder-lock.js';

/** The settings of the server. @throws CliError with exit code 2 if they are invalid */
export function serverSettings(env: NodeJS.ProcessEnv): Settings {
  try {
    return loadSettings(env);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new CliError(error.code, error.message, EXIT.usage, { cause: error });
  }
}

/** Whether a server, or another command, uses the data folder. */
export function isInUse(dataDir: string): boolean {
  try {
    DataFolderLock.refuseIfHeld(dataDir);
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUseError) return true;
    throw error;
  }
}

/**
 * Do some work while no server can use the data folder.
 * @param advice what to do instead while the server runs
 * @throws CliError `dataFolderInUse`
 */
export async function whileStopped<T>(
  dataDir: string,
  advice: string,
  work: () => Promise<T>,
): Promise<T> {
  let lock: DataFolderLock;
  try {
    lock = DataFolderLock.take(dataDir, null);
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error;
    throw new CliError(error.code, `${error.message} ${advice}`, EXIT.conflict, { cause: error });
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Root becomes the owner of the data folder: the server could not use files that belong to root. */
export function becomeOwner(dataDir: string): void {
  if (process.geteuid?.() !== 0) return;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (!owner || owner.uid === 0) return;
  try {
    process.setgroups?.([owner.gid]);
    process.setgid?.(owner.gid);
    process.setuid?.(owner.uid);
    process.env['HOME'] = dataDir;
  } catch (error) {
    throw new CliError(
      'notPermitted',
      `The data folder ${dataDir} belongs to the user ${owner.uid}, and this process cannot become that user: ${messageOf(error)}.`,
      EXIT.refused,
      { cause: error },
    );
  }
}
