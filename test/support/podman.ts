import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** Writes how it was called. */
const NOTED_APT = '#!/bin/sh\necho "$*" >> /apt-calls\n';

/** A Podman with its own storage. `dispose` ends its containers and removes everything. */
export class Podman implements AsyncDisposable {
  private constructor(private readonly folder: string) {}

  static async create(): Promise<Podman> {
    return new Podman(await mkdtemp(join(tmpdir(), 'picostack-podman-')));
  }

  /** Run a command of Podman, whose arguments are separated by spaces. @returns its output */
  run(command: string): Promise<{ stdout: string; stderr: string }> {
    const own = `--root ${this.folder}/storage --runroot ${this.folder}/run`;
    const line = `--runtime runc --cgroup-manager cgroupfs ${own} ${command}`;
    return execute('podman', line.split(/\s+/), { maxBuffer: 2 ** 24 });
  }

  /**
   * Import a base for images that have their own Node: a shell, and the libraries of this host that Node needs. This takes
   * a second; a Debian takes minutes.
   */
  async importBase(name: string): Promise<void> {
    const tree = join(this.folder, 'base');
    for (const program of ['/bin/sh', '/bin/rm', process.execPath]) {
      const { stdout } = await execute('ldd', [program]);
      for (const [path] of stdout.matchAll(/\/\S+\.so\S*/g)) await addFile(tree, path);
    }
    await addFile(tree, '/bin/sh');
    await addFile(tree, '/bin/rm');
    // The build installs packages with apt, which this base does not have.
    await mkdir(join(tree, 'usr/bin'), { recursive: true });
    await writeFile(join(tree, 'usr/bin/apt-get'), NOTED_APT, { mode: 0o755 });
    await mkdir(join(tree, 'tmp'));
    const archive = join(this.folder, 'base.tar');
    await execute('tar', ['--create', '--file', archive, '--directory', tree, '.']);
    await this.run(`import --quiet ${archive} ${name}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run('rm --all --force --time 5');
    // The storage is mounted while an image is in use.
    await this.run('rmi --all --force');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Copy a file, or the target of a link, to the same path in a tree. */
async function addFile(tree: string, path: string): Promise<void> {
  const target = join(tree, path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(await realpath(path), target);
  await chmod(target, 0o755);
}
