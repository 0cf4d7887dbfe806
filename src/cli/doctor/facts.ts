import { execFile } from 'node:child_process';
import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, PicostackError } from '../../common/errors.js';
import type { LibvirtReport } from '../../common/libvirt-report.js';
import { PROGRAM_FOLDER } from '../../common/program-folder.js';
import { isLocalUri } from '../../common/uri.js';
import { DATABASE_FILE, isSystemUser } from '../../config/folders.js';
import { loadSettings, type Settings } from '../../config/settings.js';
import { Api, type Host } from '../client/api.js';
import { dataDir, discoverServer } from '../client/discover.js';
import { EXIT } from '../cli-error.js';
import { ProblemError } from '../client/problem-error.js';
import type { Machine } from './machine.js';

/** libvirt accepts a connection within milliseconds; a daemon that hangs does not. */
const CONNECT_LIMIT_MS = 3_000;
/** After an upgrade of QEMU, libvirt first examines it, which takes seconds. */
const READ_LIMIT_MS = 12_000;
const DATABASE_LIMIT_MS = 10_000;
const SERVER_LIMIT_MS = 5_000;
const LARGEST_COPY_BYTES = 512 * 1024 ** 2;

/** The code of a session's daemon that does not run. */
export const NOT_STARTED = 'notStarted';

/** What the server answered. */
export type ServerReport =
  | {
      readonly state: 'reached';
      readonly url: string;
      readonly host: Host;
      readonly usedPorts: number;
    }
  | { readonly state: 'refused' | 'otherUser' | 'unreachable'; readonly message: string };

/** Whether the database can be used by this version. */
export interface DatabaseReport {
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The number of migrations that it does not have yet. */
  readonly pending: number;
}

/** Where the facts about other processes come from; tests replace them. */
export interface Sources {
  readonly libvirt: (env: NodeJS.ProcessEnv, uris: readonly string[]) => Promise<LibvirtReport>;
  readonly database: (env: NodeJS.ProcessEnv, dataDir: string) => Promise<DatabaseReport>;
  readonly server: (env: NodeJS.ProcessEnv) => Promise<ServerReport>;
}

/** What the checks look at. What takes time is read when a check first needs it, and only once. */
export class Facts {
  /** Undefined if the settings are invalid. */
  readonly settings: Settings | undefined;
  readonly settingsError: string | undefined;
  /** Whether `PICOSTACK_URL` names a server, so that this host may be another one. */
  readonly isRemote: boolean;
  readonly dataDir: string;
  private libvirtReport: Promise<LibvirtReport> | undefined;
  private databaseReport: Promise<DatabaseReport> | undefined;
  private serverReport: Promise<ServerReport> | undefined;

  constructor(
    readonly machine: Machine,
    private readonly sources: Sources = THIS_HOST,
  ) {
    const { env } = machine;
    try {
      this.settings = loadSettings(env);
    } catch (error) {
      this.settingsError = messageOf(error);
    }
    this.isRemote = Boolean(env['PICOSTACK_URL']);
    this.dataDir = this.settings?.dataDir ?? dataDir(env);
  }

  /** The URIs of libvirt that the server tries, in this order. */
  get libvirtUris(): readonly string[] {
    const uri = this.settings?.libvirtUri;
    if (uri !== undefined) return [uri];
    return isSystemUser() ? ['qemu:///system'] : ['qemu:///system', 'qemu:///session'];
  }

  /** Whether the guests run on this host. */
  get libvirtIsHere(): boolean {
    return this.libvirtUris.every(isLocalUri);
  }

  /** The names of picostack's storage pools. */
  get poolNames(): readonly string[] {
    const prefix = this.settings?.poolPrefix ?? 'picostack';
    return [`${prefix}-images`, `${prefix}-disks`];
  }

  get libvirt(): Promise<LibvirtReport> {
    return (this.libvirtReport ??= this.sources.libvirt(this.machine.env, this.libvirtUris));
  }

  get database(): Promise<DatabaseReport> {
    return (this.databaseReport ??= this.sources.database(this.machine.env, this.dataDir));
  }

  get server(): Promise<ServerReport> {
    return (this.serverReport ??= this.sources.server(this.machine.env));
  }
}

const THIS_HOST: Sources = { libvirt: readLibvirt, database: readDatabase, server: readServer };

/** Connecting to a session starts its daemon, so one that does not run is not asked. */
async function readLibvirt(
  env: NodeJS.ProcessEnv,
  uris: readonly string[],
): Promise<LibvirtReport> {
  const waiting = uris.find((uri) => isSession(uri) && !sessionRuns(env));
  const running = uris.filter((uri) => uri !== waiting);
  if (waiting !== undefined && running.length === 0) return notStarted(waiting);
  const report = await askLibvirt(env, running);
  // As for the server: a system daemon that hangs is there, so the session is not used instead.
  const isUsed = !report.failed || report.failed.code === 'TimeoutError';
  return waiting === undefined || isUsed ? report : notStarted(waiting);
}

function isSession(uri: string): boolean {
  return /^qemu(\+unix)?:\/\/\/session\b/.test(uri) && !uri.includes('socket=');
}

/** By the rules of GLib, which libvirt uses. */
function sessionRuns(env: NodeJS.ProcessEnv): boolean {
  const folder =
    env['XDG_RUNTIME_DIR'] || env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  return ['libvirt-sock', 'virtqemud-sock'].some((name) =>
    existsSync(join(folder, 'libvirt', name)),
  );
}

function notStarted(uri: string): LibvirtReport {
  return { uri, failed: { code: NOT_STARTED, message: 'it starts when the server connects' } };
}

/** In a process of its own: a daemon that hangs must not end the command. */
async function askLibvirt(env: NodeJS.ProcessEnv, uris: readonly string[]): Promise<LibvirtReport> {
  const program = join(PROGRAM_FOLDER, 'dist/src/libvirt/report-main.js');
  const limitMs = READ_LIMIT_MS * uris.length;
  const { out, err, isLate } = await runNode(
    program,
    [String(CONNECT_LIMIT_MS), ...uris],
    env,
    limitMs,
  );
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the program of this version writes it
    return JSON.parse(out) as LibvirtReport;
  } catch {
    const [uri = ''] = uris;
    const message = isLate
      ? `it accepts connections, but has not responded within ${limitMs / 1000} s`
      : (err.trim().split('\n').at(-1) ?? 'no answer');
    return { uri, failed: { code: isLate ? 'TimeoutError' : 'failed', message } };
  }
}

/**
 * Ask `picostk-nest`. Opening a database leaves a write-ahead log behind, also to read, so one that was closed is read from a
 * copy. While it is open, it has a log, and a plain copy would not be whole.
 */
async function readDatabase(env: NodeJS.ProcessEnv, folder: string): Promise<DatabaseReport> {
  const copy = copyOfClosed(folder);
  if (copy === undefined) return askForDatabase(env, folder);
  try {
    const { error, pending } = await askForDatabase(env, copy);
    if (!error) return { error, pending };
    return { error: { ...error, message: error.message.replaceAll(copy, folder) }, pending };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Undefined if there is no database, if it is open, or if it cannot be copied. */
function copyOfClosed(folder: string): string | undefined {
  const file = join(folder, DATABASE_FILE);
  let copy: string | undefined;
  try {
    const { size } = statSync(file);
    if (existsSync(`${file}-wal`) || size > LARGEST_COPY_BYTES) return undefined;
    copy = mkdtempSync(join(tmpdir(), 'picostk-doctor-'));
    copyFileSync(file, join(copy, DATABASE_FILE), constants.COPYFILE_FICLONE);
    return copy;
  } catch {
    if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
    return undefined;
  }
}

async function askForDatabase(env: NodeJS.ProcessEnv, folder: string): Promise<DatabaseReport> {
  const program = join(PROGRAM_FOLDER, 'dist/src/nest/main.js');
  const { out, err, isLate } = await runNode(
    program,
    ['migration:show', '--json'],
    { ...env, PICOSTACK_DATA_DIR: folder },
    DATABASE_LIMIT_MS,
  );
  if (isLate) {
    const seconds = DATABASE_LIMIT_MS / 1000;
    return { error: { code: 'late', message: `No answer within ${seconds} s.` }, pending: 0 };
  }
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the program of this version writes it
    const answer = JSON.parse(out || err) as
      | { readonly error: { readonly code: string; readonly message: string } }
      | readonly { readonly isExecuted: boolean }[];
    if ('error' in answer) return { error: answer.error, pending: 0 };
    return { error: null, pending: answer.filter(({ isExecuted }) => !isExecuted).length };
  } catch {
    return { error: { code: 'failed', message: err.trim() || out.trim() }, pending: 0 };
  }
}

function runNode(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<{ readonly out: string; readonly err: string; readonly isLate: boolean }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { env, timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 ** 2 },
      (error, out, err) => resolve({ out, err, isLate: error?.killed === true }),
    );
  });
}

async function readServer(env: NodeJS.ProcessEnv): Promise<ServerReport> {
  try {
    const address = discoverServer(env);
    const api = new Api(address);
    const signal = AbortSignal.timeout(SERVER_LIMIT_MS);
    const host = await api.result(api.client.GET('/api/v1/host', { signal }));
    const instances = await api.all((query) =>
      api.client.GET('/api/v1/instances', { params: { query }, signal }),
    );
    const usedPorts = instances.reduce((sum, { ports }) => sum + ports.length, 0);
    return { state: 'reached', url: address.url, host, usedPorts };
  } catch (error) {
    const message = messageOf(error);
    if (error instanceof PicostackError && error.code === 'serverOfAnotherUser') {
      return { state: 'otherUser', message };
    }
    const isRefused = error instanceof ProblemError && error.exitCode === EXIT.refused;
    return { state: isRefused ? 'refused' : 'unreachable', message };
  }
}
