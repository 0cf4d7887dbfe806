import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Api } from './api.js';
import { removeTraces } from './cleanup.js';
import { LIBVIRT_URI } from './virsh.js';
import { eventually, within } from './wait.js';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;
/** Ports below the range that the kernel assigns. Each test process has its own part. */
const FIRST_PORT = 20_000;
const PORTS_EACH = 200;
const PIECES = 60;

let created = 0;

/** How the server of a test differs from the default. */
export interface ServerOptions {
  /** Settings that replace those that separate it from other servers. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node. */
  readonly nodeOptions?: readonly string[];
}

/**
 * The built server as a separate process, with its own records, pools and ports on the shared libvirtd. `dispose`
 * ends it and removes everything that it created, also after a failed test.
 */
export class TestServer implements AsyncDisposable {
  private child: ChildProcess | undefined;
  private log = '';
  private current: Api | undefined;

  private constructor(
    /** The prefix of its pool names, and of the domain names of the tests. */
    readonly prefix: string,
    readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly nodeOptions: readonly string[],
  ) {}

  /** Create a server and start it. */
  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = await TestServer.prepare(options);
    try {
      await server.start();
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  /** Create a server without starting it. */
  static async prepare({ env = {}, nodeOptions = [] }: ServerOptions = {}): Promise<TestServer> {
    const prefix = `qa-${process.pid}-${(created += 1)}`;
    const folder = await mkdtemp(join(tmpdir(), `picostack-${prefix}-`));
    // The user of QEMU must have access to the pools.
    await chmod(folder, 0o711);
    await mkdir(join(folder, 'import'));
    // Two workers run at the same time: each has half of the parts.
    const half = Number(process.env['VITEST_POOL_ID'] ?? 0) % 2;
    const piece = 2 * ((process.pid + created) % (PIECES / 2)) + half;
    const from = FIRST_PORT + piece * PORTS_EACH;
    const settings = {
      PICOSTACK_CONFIG: '/dev/null',
      PICOSTACK_LISTEN: '127.0.0.1:0',
      PICOSTACK_DATA_DIR: join(folder, 'data'),
      PICOSTACK_LIBVIRT_URI: LIBVIRT_URI,
      PICOSTACK_VIRT_TYPE: 'auto',
      PICOSTACK_POOL_PREFIX: prefix,
      PICOSTACK_POOL_DIR: join(folder, 'pools'),
      PICOSTACK_PORT_RANGE: `${from}-${from + PORTS_EACH - 1}`,
      PICOSTACK_IMPORT_DIRS: join(folder, 'import'),
      // Guests of other tests and users of this host count too.
      PICOSTACK_LOG_FORMAT: 'text',
      PICOSTACK_CPU_OVERCOMMIT: '1000',
      PICOSTACK_MEMORY_OVERCOMMIT: '10',
      ...env,
    };
    return new TestServer(prefix, folder, settings, nodeOptions);
  }

  get api(): Api {
    if (!this.current) throw new Error('The server does not run');
    return this.current;
  }

  get pid(): number {
    if (!this.child?.pid) throw new Error('The server does not run');
    return this.child.pid;
  }

  /** The settings that separate it from other servers. */
  get environment(): Readonly<Record<string, string>> {
    return this.env;
  }

  get dataDir(): string {
    return this.env['PICOSTACK_DATA_DIR'] ?? '';
  }

  get imagesPool(): string {
    return `${this.prefix}-images`;
  }

  get disksPool(): string {
    return `${this.prefix}-disks`;
  }

  /** The output so far. */
  get output(): string {
    return this.log;
  }

  /** The password of the first user, which the server printed on its first start. */
  get password(): string {
    const password = /Password\s+(\S+)/.exec(this.log)?.[1];
    if (!password) throw new Error(`No password in:\n${this.log}`);
    return password;
  }

  /** A domain name that only this server uses. */
  name(label: string): string {
    return `${this.prefix}-${label}`;
  }

  /**
   * Start the server, and wait until it is ready and has read everything from libvirt, which can take a second attempt
   * on a busy host. `env` replaces settings for this run only. With a libvirt URI in it, do not wait for libvirt.
   */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = this.spawn(env);
    this.child = child;
    const logStart = this.log.length;
    const ended = new Promise<never>((_, fail) => {
      child.once('exit', (code, signal) =>
        fail(new Error(`The server ended (${code ?? signal}):\n${this.log}`)),
      );
    });
    // Nothing waits for a server that ends later.
    ended.catch(() => undefined);
    const ready = new Promise<void>((done) => {
      const append = (chunk: Buffer): void => {
        this.log += chunk.toString();
        if (this.log.includes(' is ready at ', logStart)) done();
      };
      child.stdout.on('data', append);
      child.stderr.on('data', append);
    });
    await within(`the server to be ready`, START_LIMIT_MS, Promise.race([ready, ended]));
    const { url, token }: { url: string; token: string } = JSON.parse(
      readFileSync(join(this.dataDir, 'run', 'cli.json'), 'utf8'),
    );
    this.current = new Api(url, token);
    if (env['PICOSTACK_LIBVIRT_URI'] === undefined) await this.ready();
  }

  /** Wait until the server has read everything from libvirt, or has ended. */
  async ready(): Promise<void> {
    const { child, api } = this;
    await eventually('libvirt to be read', START_LIMIT_MS, async () => {
      const isOver = child?.exitCode !== null || child.signalCode !== null;
      return isOver || (await fetch(`${api.url}/readyz`)).ok || undefined;
    });
  }

  /**
   * Start another process with the same settings, which must end without a signal.
   * @returns its exit code and output
   */
  async startRefused(
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number | null; output: string }> {
    return outputUntilEnd(this.spawn(env));
  }

  /**
   * Start another process with the same settings, and send it SIGTERM after a time, ready or not.
   * @returns its output, and its exit code; null if it had no handler of the signal yet
   */
  async startEnded(afterMs: number): Promise<{ code: number | null; output: string }> {
    const child = this.spawn();
    const timer = setTimeout(() => child.kill('SIGTERM'), afterMs);
    try {
      return await outputUntilEnd(child);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Send a signal. @returns the exit code, and how long the process took to end */
  async signal(signal: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }> {
    const child = this.child;
    if (!child) throw new Error('The server does not run');
    const startedAt = performance.now();
    await this.end(signal);
    return { code: child.exitCode, tookMs: performance.now() - startedAt };
  }

  /** Stop it with SIGTERM, like systemd. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Kill it immediately. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Wait until the module that was loaded into it has killed it. */
  async died(): Promise<void> {
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      await within('the server to end', START_LIMIT_MS, once(child, 'exit'));
    }
    this.child = undefined;
    this.current = undefined;
  }

  /** End it and remove its domains, pools, volumes and files. */
  async dispose(): Promise<void> {
    await this.kill();
    await removeTraces(this.prefix);
    await rm(this.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  /** Run the server in another process. `env` replaces settings. */
  private spawn(env: Readonly<Record<string, string>> = {}) {
    return spawn(process.execPath, [...this.nodeOptions, resolve('dist/src/main.js')], {
      env: { ...withoutSettings(process.env), ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = undefined;
    this.current = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await within(`the server to end`, STOP_LIMIT_MS, ended);
  }
}

async function outputUntilEnd(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    await within('the server to end', STOP_LIMIT_MS, once(child, 'close'));
  } finally {
    child.kill('SIGKILL');
  }
  return { code: child.exitCode, output };
}

/** The settings of the user who runs the tests must not reach the servers under test. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PICOSTACK_')));
}
