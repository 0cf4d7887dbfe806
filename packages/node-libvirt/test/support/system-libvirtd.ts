import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Connection } from '../../src/index.js';
import { within } from '../../../../test/support/wait.js';

const LIMIT_MS = 60_000;

/**
 * The first process of the namespaces: it hides the host's libvirt behind folders of the test, and
 * removes the control groups, in which two guests of one name would conflict. When its input ends, it exits, and the
 * kernel ends all processes in the namespaces.
 */
const INIT = `
set -e
root=$1 name=$2 network=$3 prepare=$4
shift 4
mount --make-rprivate /
if mountpoint -q /sys/fs/cgroup; then umount --recursive --lazy /sys/fs/cgroup; fi
if [ "$network" = own ]; then
  # /sys/class/net shows the network namespace in which /sys was mounted.
  mount -t sysfs sysfs /sys
  ip link set lo up
fi
mount --bind "$root/run" /run/libvirt
mount --bind "$root/etc" /etc/libvirt
mount --bind "$root/lib" /var/lib/libvirt
mount -t tmpfs tmpfs /var/log/libvirt
mount -t tmpfs tmpfs /var/cache/libvirt
hostname "$name"
sh -e -c "$prepare"
virtlogd -d -p /run/libvirt/virtlogd.pid
libvirtd -d -p /run/libvirt/libvirtd.pid "$@"
echo ready
while read -r command; do sh -c "$command" > /dev/null; echo "$command done"; done
`;

/** How the daemon differs from the host's. */
export interface SystemLibvirtdOptions {
  /** The name of the host in the namespaces. */
  readonly hostname?: string;
  /** A network of its own, without a route out of it. The default is the host's network. */
  readonly ownNetwork?: boolean;
  /** A shell command that runs before the daemon. */
  readonly prepare?: string;
  /** More lines of libvirtd.conf. */
  readonly settings?: readonly string[];
  readonly args?: readonly string[];
}

/** Whether a private system daemon is possible here: it needs root. */
export const canHaveSystemLibvirtd = process.getuid?.() === 0;

/** A private libvirtd of root, with its own domains, networks, sockets and name. */
export class SystemLibvirtd implements AsyncDisposable {
  private constructor(
    private readonly root: string,
    private readonly init: ChildProcess,
    private readonly lines: AsyncIterator<string>,
  ) {}

  static async start(options: SystemLibvirtdOptions = {}): Promise<SystemLibvirtd> {
    const root = await mkdtemp(join(tmpdir(), 'system-libvirtd-'));
    // The user that QEMU runs as needs access to its folders.
    await chmod(root, 0o711);
    for (const folder of ['run', 'etc', 'lib', 'lib/images']) await mkdir(join(root, folder));
    for (const file of ['qemu.conf', 'libvirtd.conf', 'nwfilter']) {
      const from = join('/etc/libvirt', file);
      if (existsSync(from)) await cp(from, join(root, 'etc', file), { recursive: true });
    }
    const conf = join(root, 'etc', 'libvirtd.conf');
    await appendFile(conf, `\n${(options.settings ?? []).join('\n')}\n`);
    const { hostname = 'private', ownNetwork = false, prepare = '', args = [] } = options;
    const namespaces = ['--mount', '--pid', '--uts', ...(ownNetwork ? ['--net'] : [])];
    const init = spawn(
      'unshare',
      [...namespaces, '--fork', '--kill-child', '--mount-proc', 'bash', '-c', INIT, 'init'].concat(
        [root, hostname, ownNetwork ? 'own' : 'host', prepare],
        args,
      ),
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: init.stdout });
    const libvirtd = new SystemLibvirtd(root, init, lines[Symbol.asyncIterator]());
    try {
      await libvirtd.expectLine('ready');
    } catch (error) {
      await libvirtd.dispose();
      throw error;
    }
    return libvirtd;
  }

  /** The URI to connect from anywhere on this host, and from the namespaces of another private daemon. */
  get uri(): string {
    return `qemu+unix:///system?socket=${join(this.root, 'run', 'libvirt-sock')}`;
  }

  connect(): Promise<Connection> {
    return Connection.open(this.uri);
  }

  /** Runs a command of one line in its namespaces. */
  async run(command: string): Promise<void> {
    this.init.stdin?.write(`${command}\n`);
    await this.expectLine(`${command} done`);
  }

  /** A process in its mount namespace, to enter it. */
  get pid(): number {
    return this.init.pid ?? -1;
  }

  /** Stops it with its guests, and deletes its folders. */
  async dispose(): Promise<void> {
    if (this.init.exitCode === null && this.init.signalCode === null) {
      const ended = once(this.init, 'exit');
      this.init.stdin?.end();
      await within('the libvirtd to end', LIMIT_MS, ended);
    }
    await rm(this.root, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async expectLine(line: string): Promise<void> {
    const { value } = await within(`"${line}"`, LIMIT_MS, this.lines.next());
    if (value !== line) throw new Error(`The private libvirtd printed ${value}, not ${line}`);
  }
}
