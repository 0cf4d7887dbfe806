import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, parseProcessIdentity } from '../../common/process-identity.js';
import { defaultDataDir } from '../../config/settings.js';
import { CliError, EXIT } from '../cli-error.js';

/** Where the server is, and the token to show to it. */
export interface ServerAddress {
  readonly url: string;
  readonly token: string;
  /** Where this was learnt, for `picostk doctor`. */
  readonly source: string;
}

/**
 * Finds the server: `PICOSTACK_URL` and `PICOSTACK_TOKEN`, else the file that a server on this host
 * writes at each start for the user it runs as.
 * @throws CliError that says what to do
 */
export function discoverServer(env: NodeJS.ProcessEnv): ServerAddress {
  const url = env['PICOSTACK_URL'];
  const token = env['PICOSTACK_TOKEN'];
  if (url && token) return { url: checkedUrl(url), token, source: 'PICOSTACK_URL' };

  // The local token is for the local server alone: an address from elsewhere must come with its own.
  if (url) {
    throw new CliError(
      'tokenMissing',
      'PICOSTACK_URL is set, PICOSTACK_TOKEN is not. Make a token on the host with "picostk token create NAME".',
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
    `No picostack server runs here for this user: ${reason}. Start it with "npm start", or set PICOSTACK_URL and PICOSTACK_TOKEN for one that runs elsewhere.`,
    EXIT.unreachable,
  );
}

/** The data folder of the server that this user would run. */
export function dataDir(env: NodeJS.ProcessEnv): string {
  return env['PICOSTACK_DATA_DIR'] || defaultDataDir(env);
}

function readLocal(path: string): ServerAddress | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new CliError(
        'serverOfAnotherUser',
        `A picostack server of another user runs here: ${path} is not yours to read. Run this as that user, or set PICOSTACK_URL and PICOSTACK_TOKEN.`,
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
    `${path} is not what the server writes. Restart the server: it writes it anew.`,
  );
}

/** A server that was killed leaves its file behind; another program may listen on its port by now. */
function refuseEnded(path: string, file: object): void {
  const server = parseProcessIdentity(file);
  if (!server || isRunning(server) !== false) return;
  throw notRunning(`the one that wrote ${path} (pid ${server.pid}) has ended`);
}

function checkedUrl(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url.replace(/\/+$/, '');
  throw new CliError(
    'badUrl',
    `PICOSTACK_URL "${url}" is not an address such as http://127.0.0.1:8080.`,
    EXIT.usage,
  );
}
