import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisProcess } from './common/process-identity.js';

/** The file that tells `picostk` of the same user where the server is, inside the data folder. */
const CLI_FILE = join('run', 'cli.json');

/** Leave the address and a token that ends with this process; the file goes when the process ends. */
export function writeCliFile(dataDir: string, url: string, token: string): void {
  const path = join(dataDir, CLI_FILE);
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  // Made anew: a file that is there may have another mode, and the token must never be in it.
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify({ url, token, ...thisProcess() }), { mode: 0o600 });
  process.once('exit', () => removeOwn(path, token));
}

/** What another server wrote meanwhile is not ours to remove. */
function removeOwn(path: string, token: string): void {
  try {
    if (readFileSync(path, 'utf8').includes(token)) rmSync(path, { force: true });
  } catch {
    // It is gone already.
  }
}
