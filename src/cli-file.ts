import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisProcess } from './common/process-identity.js';

/** The file from which `picostk` of the same user reads the address of the server, relative to the data folder. */
const CLI_FILE = join('run', 'cli.json');

/** Write the server's address and a token that is valid until this process exits. The file is removed at exit. */
export function writeCliFile(dataDir: string, url: string, token: string): void {
  const path = join(dataDir, CLI_FILE);
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  // Create a new file: an existing one may be readable for others, and must never contain the token.
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify({ url, token, ...thisProcess() }), { mode: 0o600 });
  process.once('exit', () => removeOwn(path, token));
}

/** Remove the file, unless another server has replaced it since. */
function removeOwn(path: string, token: string): void {
  try {
    if (readFileSync(path, 'utf8').includes(token)) rmSync(path, { force: true });
  } catch {
    // The file no longer exists.
  }
}
