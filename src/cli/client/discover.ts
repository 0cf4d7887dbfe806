import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isRunning, parseProcessIdentity } from '../../common/process-identity.js';
import { defaultDataDir, settingsFile } from '../../config/folders.js';
import { CliError, EXIT } from '../cli-error.js';

/** The address of the server, and a token for it. */
export interface ServerAddress {
  readonly url: string;
  readonly token: string;
  /** The source of the address, for `picostk doctor`. */
  readonly source: string;
}

/**
 * Find the server: from `PICOSTACK_URL` and `PICOSTACK_TOKEN`, or from the file that a server on this host writes for its
 * user at each start.
 * @throws CliError if there is no server
 */
export function discoverServer(env: NodeJS.ProcessEnv): ServerAddress {
  const url = env['PICOSTACK_URL'];
  const token = env['PICOSTACK_TOKEN'];
  if (url && token) return { url: checkedUrl(url), token, source: 'PICOSTACK_URL' };

  // The local token is only for the local server; any other address needs a token of its own.
  if (url) {
    throw new CliError(
      'tokenMissing',
      'PICOSTACK_URL is set, but PICOSTACK_TOKEN is not. Create a token on the host with "picostk token create NAME".',
      EXIT.refused,
    );
  }
  const path = join(dataDir(env), 'run', 'cli.json');
  const local = readLocal(path);
  if (local) return token ? { ...local, token } : local;
  throw notRunning(`there is no ${path}`);
}

function notRunning(reason: string): CliError {
  return new CliError(
    'serverNotRunning',
    `No picostack server of this user is running here: ${reason}. Start it with "picostk serve" ("npm start" in a checkout), or set PICOSTACK_URL and PICOSTACK_TOKEN for a server elsewhere.`,
    EXIT.unreachable,
  );
}

/** The data folder of this user's server. */
export function dataDir(env: NodeJS.ProcessEnv): string {
  return env['PICOSTACK_DATA_DIR'] || dataDirOfFile(env) || defaultDataDir(env);
}

/** The data folder in the settings file. Its problems are of no concern here: the server has reported them. */
function dataDirOfFile(env: NodeJS.ProcessEnv): string | undefined {
  const file = settingsFile(env);
  if (!existsSync(file)) return undefined;
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'));
    const value: unknown = Object(content)['dataDir'];
    return typeof value === 'string' && value.startsWith('/') ? value : undefined;
  } catch {
    return undefined;
  }
}

function readLocal(path: string): ServerAddress | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new CliError(
        'serverOfAnotherUser',
        `The picostack server here belongs to another user: ${path} is not readable. Run this command as that user, or set PICOSTACK_URL and PICOSTACK_TOKEN.`,
        EXIT.refused,
        { cause: error },
      );
    }
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'url' in parsed && 'token' in parsed) {
      refuseEnded(path, parsed);
      return { url: checkedUrl(String(parsed.url)), token: String(parsed.token), source: path };
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
  }
  throw new CliError(
    'serverFileBroken',
    `${path} is damaged. Restart the server, which writes it again.`,
  );
}

/** The file of a killed server remains; another program may listen on its port now. */
function refuseEnded(path: string, file: object): void {
  const server = parseProcessIdentity(file);
  if (!server || isRunning(server) !== false) return;
  throw notRunning(`the one that wrote ${path} (pid ${server.pid}) has ended`);
}

function checkedUrl(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw new CliError(
    'badUrl',
    `PICOSTACK_URL "${url}" is not a valid address, such as http://127.0.0.1:8080.`,
    EXIT.usage,
  );
}
