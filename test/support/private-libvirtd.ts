import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { within } from './wait.js';

const execute = promisify(execFile);
const LIMIT_MS = 60_000;

/**
 * The first process of a private namespace. It replaces the folders of the shared libvirt by those of the test, obeys
 * the commands "start", "kill", "pause" and "resume", one per line, and reaps ended processes like an init. When its
 * input ends, it ends with every process in the namespace: libvirtd, virtlogd, the guests.
 */
const INIT = `
set -e
root=$1
mount --make-rprivate /
mount --bind "$root/run" /run/libvirt
mount --bind "$root/etc" /etc/libvirt
mount --bind "$root/lib" /var/lib/libvirt
mount -t tmpfs tmpfs /var/log/libvirt
mount -t tmpfs tmpfs /var/cache/libvirt
virtlogd -d -p /run/libvirt/virtlogd.pid
while read -r command; do
  case $command in
    start) libvirtd -d -p /run/libvirt/libvirtd.pid ;;
    pause) kill -STOP "$(cat /run/libvirt/libvirtd.pid)" ;;
    resume) kill -CONT "$(cat /run/libvirt/libvirtd.pid)" ;;
    kill) kill -9 "$(cat /run/libvirt/libvirtd.pid)" && rm /run/libvirt/libvirtd.pid ;;
  esac
  echo "$command done"
done
`;

/** Whether a private libvirtd is possible here: mounting requires root. */
export const canHavePrivateLibvirtd = process.getuid?.() === 0;

/** A libvirtd that no other test uses, and that can be killed, with its own domains, pools, sockets and logs. */
export class PrivateLibvirtd implements AsyncDisposable {
  private constructor(
    private readonly root: string,
    private readonly init: ChildProcess,
    private readonly lines: AsyncIterator<string>,
  ) {}

  /**
   * Create a private libvirtd and start it.
   * @param settings further lines of its libvirtd.conf
   */
  static async start(settings: readonly string[] = []): Promise<PrivateLibvirtd> {
    const root = await mkdtemp(join(tmpdir(), 'picostack-libvirtd-'));
    // The user of QEMU must have access to the folders.
    await chmod(root, 0o711);
    for (const folder of ['run', 'etc', 'lib', 'lib/images']) await mkdir(join(root, folder));
    for (const file of ['qemu.conf', 'libvirtd.conf']) {
      await cp(join('/etc/libvirt', file), join(root, 'etc', file));
    }
    await appendFile(join(root, 'etc', 'libvirtd.conf'), ['', ...settings, ''].join('\n'));
    const init = spawn(
      'unshare',
      [
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount-proc',
        'bash',
        '-c',
        INIT,
        'init',
        root,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: init.stdout });
    const libvirtd = new PrivateLibvirtd(root, init, lines[Symbol.asyncIterator]());
    try {
      await libvirtd.startAgain();
    } catch (error) {
      await libvirtd.dispose();
      throw error;
    }
    return libvirtd;
  }

  /** The URI to connect from anywhere on this host; a server under test gets it as PICOSTACK_LIBVIRT_URI. */
  get uri(): string {
    return `qemu:///system?socket=${join(this.root, 'run', 'libvirt-sock')}`;
  }

  /** The folder of its sockets, its /run/libvirt, as seen from the host. */
  get runFolder(): string {
    return join(this.root, 'run');
  }

  /** The first process of its namespace: libvirtd, virtlogd and the guests are below it. */
  get pid(): number {
    if (this.init.pid === undefined) throw new Error('The private libvirtd does not run');
    return this.init.pid;
  }

  /** The path of a file in its /var/lib/libvirt, as seen from the host. */
  libFile(...path: string[]): string {
    return join(this.root, 'lib', ...path);
  }

  /** Run virsh on it. @returns the output @throws if virsh fails */
  async virsh(...args: string[]): Promise<string> {
    const { stdout } = await execute('virsh', ['--quiet', '--connect', this.uri, ...args], {
      env: { ...process.env, LC_ALL: 'C' },
    });
    return stdout;
  }

  /** Kill libvirtd like a crash; the guests continue to run. */
  async kill(): Promise<void> {
    await this.send('kill');
  }

  /** Suspend it: it accepts connections, and does not respond. */
  async pause(): Promise<void> {
    await this.send('pause');
  }

  /** Resume it after {@link pause}. */
  async resume(): Promise<void> {
    await this.send('resume');
  }

  /** Start it again after {@link kill}, and wait until it responds. */
  async startAgain(): Promise<void> {
    await this.send('start');
    await this.virsh('uri');
  }

  /** End it with its guests, and remove its folders. */
  async dispose(): Promise<void> {
    if (this.init.exitCode === null && this.init.signalCode === null) {
      const ended = once(this.init, 'exit');
      this.init.stdin?.end();
      await within('the private libvirtd to end', LIMIT_MS, ended);
    }
    await rm(this.root, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async send(command: 'start' | 'kill' | 'pause' | 'resume'): Promise<void> {
    this.init.stdin?.write(`${command}\n`);
    const { value } = await within(
      `"${command}" of the private libvirtd`,
      LIMIT_MS,
      this.lines.next(),
    );
    if (value !== `${command} done`) throw new Error(`The private libvirtd failed to ${command}`);
  }
}
