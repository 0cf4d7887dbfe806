import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type ConnectionOptions } from '../../src/index.js';
import { eventually } from '../../../../test/support/wait.js';

const NOBODY = 65_534;
const START_LIMIT_MS = 60_000;

/** How a private daemon differs from the default. */
export interface PrivateLibvirtdOptions {
  /** Lines of libvirtd.conf. */
  readonly settings?: readonly string[];
  /** Creates files in the daemon's folder before it starts. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Returns environment variables of the daemon for its folder. */
  readonly env?: (folder: string) => NodeJS.ProcessEnv;
  /** The options of the connection that shows that the daemon works. */
  readonly connect?: ConnectionOptions;
}

/** A private session daemon, which a test may stop, kill and restart. */
export class PrivateLibvirtd {
  private child: ChildProcess | undefined;

  private constructor(
    /** A folder that the daemon may write to. */
    readonly folder: string,
    private readonly options: PrivateLibvirtdOptions,
  ) {}

  static async start(options: PrivateLibvirtdOptions = {}): Promise<PrivateLibvirtd> {
    const folder = await mkdtemp(join(tmpdir(), 'private-libvirtd-'));
    if (process.getuid?.() === 0) {
      await chown(folder, NOBODY, NOBODY);
    }
    const configFolder = join(folder, '.config', 'libvirt');
    await mkdir(configFolder, { recursive: true });
    await writeFile(join(configFolder, 'libvirtd.conf'), (options.settings ?? []).join('\n'));
    if (process.getuid?.() === 0) {
      await chown(configFolder, NOBODY, NOBODY);
    }
    await options.prepare?.(folder);
    const daemon = new PrivateLibvirtd(folder, options);
    await daemon.run();
    return daemon;
  }

  get socket(): string {
    return join(this.folder, 'libvirt', 'libvirt-sock');
  }

  /** Runs the daemon in the same folder again. */
  async run(): Promise<void> {
    const child = spawn('libvirtd', [], {
      // A libvirtd of root would be the system daemon, and a host can have only one.
      ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
      env: {
        PATH: `/usr/local/sbin:/usr/sbin:${process.env['PATH'] ?? ''}`,
        HOME: this.folder,
        XDG_RUNTIME_DIR: this.folder,
        ...this.options.env?.(this.folder),
      },
      cwd: this.folder,
      stdio: 'ignore',
    });
    this.child = child;
    await once(child, 'spawn');
    await eventually('the private libvirtd', START_LIMIT_MS, async () => {
      if (child.exitCode !== null) {
        throw new Error(`libvirtd ended with ${child.exitCode}`);
      }
      await (await this.connect(this.options.connect)).close();
      return true;
    });
  }

  connect(options?: ConnectionOptions): Promise<Connection> {
    return Connection.open(`qemu:///session?socket=${this.socket}`, options);
  }

  /** Sends a signal, such as SIGKILL or SIGSTOP, and does not wait for its effect. */
  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Kills it if it is running, and waits until it has ended. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
