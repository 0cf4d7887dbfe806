import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runProgram } from '@picostack/tiny-image';
import { eventually } from './wait.js';

const CACHE = resolve('node_modules/.cache/picostack-tiny');
const PACKAGES = join(CACHE, 'packages');
const SIGN_IN_LIMIT_MS = 60_000;

let client: Promise<readonly string[]> | undefined;

/** Run a command in a tiny guest, over SSH with its password. @returns its output @throws if it fails */
export async function guestRun(hostPort: number, command: string): Promise<string> {
  client ??= unpackClient();
  const [program, ...args] = await client;
  const output = await runProgram(
    program ?? '',
    [...args, '-p', String(hostPort), 'root@127.0.0.1', command],
    { env: { DROPBEAR_PASSWORD: 'picostack' } },
  );
  return output.toString();
}

/** Run a command like {@link guestRun}, in a guest that may still be booting. */
export function guestRunOnceUp(hostPort: number, command: string): Promise<string> {
  return eventually(`the guest at port ${hostPort} to accept a sign-in`, SIGN_IN_LIMIT_MS, () =>
    guestRun(hostPort, command),
  );
}

/** Unpack the SSH client from the packages of the image, because the host may not have one. The result is cached. */
async function unpackClient(): Promise<readonly string[]> {
  const wanted = (await readdir(PACKAGES)).filter((name) => /^(dropbear|lib|zlib)/.test(name));
  const version = createHash('sha256').update(wanted.join()).digest('hex').slice(0, 16);
  const root = join(CACHE, `ssh-${version}`);
  if (!existsSync(root)) {
    const unpacked = await mkdtemp(`${root}-`);
    for (const name of wanted) await runProgram('dpkg-deb', ['-x', join(PACKAGES, name), unpacked]);
    await rename(unpacked, root).catch(async (error: unknown) => {
      // Another run of the tests was faster.
      if (!existsSync(root)) throw error;
      await rm(unpacked, { recursive: true });
    });
  }
  const libraries = ['lib', 'usr/lib'].map((part) => join(root, part, 'x86_64-linux-gnu'));
  const loaders = ['lib64', 'usr/lib64'].map((part) => join(root, part, 'ld-linux-x86-64.so.2'));
  const loader = loaders.find((path) => existsSync(path));
  if (!loader) throw new Error(`No dynamic loader at ${loaders.join(', ')}`);
  const program = join(root, 'usr/bin/dbclient');
  return [loader, '--library-path', libraries.join(':'), program, '-y', '-y'];
}
