import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The libvirtd that the tests share with other users of this host. */
export const LIBVIRT_URI =
  process.env['PICOSTACK_LIBVIRT_URI'] ??
  (process.getuid?.() === 0 ? 'qemu:///system' : 'qemu:///session');

/** The error while the server of another test reads a folder, for which it creates a pool for a moment. */
const FOLDER_IS_READ = /Storage source conflict with pool: '.*-look-[0-9a-f-]{36}'/;
const READ_WITHIN_MS = 10_000;

/** Run virsh, like an operator. @returns the output @throws if virsh fails */
export async function virsh(...args: string[]): Promise<string> {
  const until = performance.now() + READ_WITHIN_MS;
  for (;;) {
    try {
      return await runVirsh(args);
    } catch (error) {
      if (performance.now() > until || !FOLDER_IS_READ.test(String(error))) throw error;
    }
  }
}

async function runVirsh(args: readonly string[]): Promise<string> {
  const { stdout } = await execute('virsh', ['--quiet', '--connect', LIBVIRT_URI, ...args], {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/**
 * The definition of a domain. The server writes its metadata again when it has time; libvirt then adds the prefix of the
 * namespace and changes the white space, which are removed here.
 */
export async function definitionOf(nameOrId: string, ...options: string[]): Promise<string> {
  const xml = await virsh('dumpxml', ...options, nameOrId);
  return xml
    .replaceAll('xmlns:picostack=', 'xmlns=')
    .replaceAll(/(<\/?)picostack:/g, '$1')
    .replaceAll(/>\s+</g, '>\n<');
}

/** Run another program. @returns the output @throws if it fails */
export async function run(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(program, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** The names of the domains that begin with a prefix, running or not. */
export async function domainNames(prefix: string): Promise<string[]> {
  return lines(await virsh('list', '--all', '--name')).filter((name) => name.startsWith(prefix));
}

/** The names of the volumes in a pool, after a refresh. */
export async function volumeNames(pool: string): Promise<string[]> {
  await virsh('pool-refresh', pool);
  return lines(await virsh('vol-list', pool))
    .map((line) => line.trim().split(/\s+/)[0] ?? '')
    .toSorted();
}

/** The XML of a volume, with its present sizes. */
export function volumeXml(pool: string, name: string): Promise<string> {
  return virsh('vol-dumpxml', name, '--pool', pool);
}

/** The PID of the QEMU process of a domain; undefined if the domain is not running. */
export function qemuPid(domainId: string): number | undefined {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    if (commandLine(entry).includes(domainId)) return Number(entry);
  }
  return undefined;
}

function commandLine(pid: string): string {
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /qemu/.test(argv[0] ?? '') ? argv.join(' ') : '';
  } catch {
    // The process ended in the meantime.
    return '';
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
