import { execFile } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  readlinkSync,
  readFileSync,
  statfsSync,
  statSync,
  type Stats,
} from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { isInContainer } from '../../common/container.js';

/** Daemons are in sbin, which is often not in the PATH of an ordinary user. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'];
const RUN_LIMIT_MS = 1_500;
const MAX_OUTPUT_BYTES = 4 * 1024 ** 2;

/** The user whose rights count. */
export interface MachineUser {
  readonly uid: number;
  readonly gids: readonly number[];
  readonly name: string;
}

/** What differs from this machine; tests use it. */
export interface MachineOptions {
  readonly root?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: MachineUser;
  readonly now?: Date;
  readonly nodeVersion?: string;
}

/** A program that has run. */
export interface RunResult {
  /** Null if it was ended after the limit. */
  readonly code: number | null;
  readonly out: string;
}

/** The files and programs of a machine: of this one, or of a folder with the files of another. Nothing throws. */
export class Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly user: MachineUser;
  readonly now: Date;
  readonly nodeVersion: string;
  private readonly root: string;

  constructor({ root, env, user, now, nodeVersion }: MachineOptions = {}) {
    this.root = root ?? '/';
    this.env = env ?? process.env;
    this.user = user ?? thisUser();
    this.now = now ?? new Date();
    this.nodeVersion = nodeVersion ?? process.versions.node;
  }

  get isRoot(): boolean {
    return this.user.uid === 0;
  }

  get hasSystemd(): boolean {
    return this.exists('/run/systemd/system');
  }

  /** Whether this is a container, and so perhaps not the host of libvirt. */
  get isContainer(): boolean {
    return isInContainer(this.env, (path) => this.exists(path));
  }

  read(path: string): string | undefined {
    try {
      return readFileSync(this.at(path), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** The last bytes of a file, which may be large. */
  readEnd(path: string, bytes: number): string | undefined {
    let file: number | undefined;
    try {
      file = openSync(this.at(path), 'r');
      const { size } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(bytes, size));
      const length = readSync(file, buffer, 0, buffer.length, Math.max(0, size - bytes));
      return buffer.toString('utf8', 0, length);
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  stat(path: string): Stats | undefined {
    try {
      return statSync(this.at(path));
    } catch {
      return undefined;
    }
  }

  /** The free space of the filesystem at a path, for this user. */
  freeSpace(path: string): { readonly bytes: number; readonly inodes: number } | undefined {
    try {
      const { bavail, bsize, ffree, files } = statfsSync(this.at(path));
      // Some filesystems, such as btrfs, have no limit of inodes.
      return { bytes: bavail * bsize, inodes: files > 0 ? ffree : Number.POSITIVE_INFINITY };
    } catch {
      return undefined;
    }
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined;
  }

  list(path: string): string[] {
    try {
      return readdirSync(this.at(path));
    } catch {
      return [];
    }
  }

  readLink(path: string): string | undefined {
    try {
      return readlinkSync(this.at(path));
    } catch {
      return undefined;
    }
  }

  /** Whether this user may do that. */
  may(path: string, mode: 'read' | 'write' | 'enter'): boolean {
    try {
      accessSync(
        this.at(path),
        { read: constants.R_OK, write: constants.W_OK, enter: constants.X_OK }[mode],
      );
      return true;
    } catch {
      return false;
    }
  }

  findProgram(name: string): string | undefined {
    const folders = [
      ...(this.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/')),
      ...SYSTEM_FOLDERS.map((folder) => this.at(folder)),
    ];
    return folders.map((folder) => join(folder, name)).find(isExecutable);
  }

  /** Run a program in English. @returns undefined if it does not exist */
  run(
    name: string,
    args: readonly string[],
    limitMs = RUN_LIMIT_MS,
  ): Promise<RunResult | undefined> {
    const file = this.findProgram(name);
    if (file === undefined) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      execFile(
        file,
        [...args],
        {
          env: { ...this.env, LC_ALL: 'C' },
          timeout: limitMs,
          killSignal: 'SIGKILL',
          maxBuffer: MAX_OUTPUT_BYTES,
        },
        (error, stdout, stderr) => {
          const failed = error && (typeof error.code === 'number' ? error.code : null);
          resolve({ code: error ? failed : 0, out: stdout || stderr });
        },
      );
    });
  }

  /** The number of a group in /etc/group, and its members. */
  group(name: string): { readonly id: number; readonly members: readonly string[] } | undefined {
    const [, , id, members] =
      this.read('/etc/group')
        ?.split('\n')
        .map((line) => line.split(':'))
        .find(([each]) => each === name) ?? [];
    return id === undefined
      ? undefined
      : { id: Number(id), members: (members ?? '').split(',').filter(Boolean) };
  }

  /** The name of a group or of a user; its number if it has none. */
  nameOf(kind: 'group' | 'user', id: number): string {
    const lines = this.read(kind === 'group' ? '/etc/group' : '/etc/passwd')?.split('\n') ?? [];
    return (
      lines.map((line) => line.split(':')).find(([, , each]) => each === String(id))?.[0] ??
      String(id)
    );
  }

  hasUser(name: string): boolean {
    return (
      this.read('/etc/passwd')
        ?.split('\n')
        .some((line) => line.startsWith(`${name}:`)) ?? false
    );
  }

  /** A command for a terminal, with `sudo` if this user needs it. */
  asRoot(command: string): string {
    return this.isRoot ? command : `sudo ${command}`;
  }

  /** The command that starts libvirt: one daemon, or one for each of its parts. */
  startLibvirt(): string {
    const daemon = this.findProgram('libvirtd') ? 'libvirtd' : 'virtqemud';
    if (!this.findProgram(daemon)) {
      return this.isContainer
        ? 'On the host of this container: sudo systemctl start libvirtd.service; then here: picostk doctor libvirt-socket libvirt-permission'
        : this.asRoot('picostk init host');
    }
    if (!this.hasSystemd)
      return [this.asRoot('virtlogd -d'), this.asRoot(`${daemon} -d`)].join('; ');
    const units =
      daemon === 'libvirtd'
        ? 'libvirtd.service'
        : 'virtqemud.socket virtstoraged.socket virtnetworkd.socket';
    return this.asRoot(`systemctl enable --now ${units}`);
  }

  private at(path: string): string {
    return this.root === '/' ? path : join(this.root, path);
  }
}

/** Quote a text for a shell, if that is necessary. */
export function quoted(text: string): string {
  return /^[\w./:=+@%-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function thisUser(): MachineUser {
  const gids = [...(process.getgroups?.() ?? []), process.getgid?.() ?? 0];
  let name = '';
  try {
    name = userInfo().username;
  } catch {
    // In a container, the user may have no name.
  }
  return { uid: process.getuid?.() ?? 0, gids, name };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
