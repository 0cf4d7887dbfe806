import Database from 'better-sqlite3';
import { PicostackError, messageOf } from '../common/errors.js';
import { PROGRAM_FOLDER } from '../common/program-folder.js';

/**
 * Check that the one package with native code fits this Node. After an upgrade of Node it does not, until it is built again.
 * @throws PicostackError `nativeModule` with the command
 */
export function requireNativeModule(): void {
  try {
    new Database(':memory:').close();
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    throw new PicostackError(
      'nativeModule',
      `The package better-sqlite3 does not load in Node ${process.version} (${reason}). ` +
        `It is built for one version of Node. Run: cd ${PROGRAM_FOLDER} && npm rebuild better-sqlite3`,
      {},
      { cause: error },
    );
  }
}
