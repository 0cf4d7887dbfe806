import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The libvirtd that the tests share with whoever else uses this host. */
export const LIBVIRT_URI =
  process.env['PICOSTACK_LIBVIRT_URI'] ??
  (process.getuid?.() === 0 ? 'qemu:///system' : 'qemu:///session');

/** Runs virsh: what an operator does past picostack. @returns its output @throws where it fails */
export async function virsh(...args: string[]): Promise<string> {
  const { stdout } = await execute('virsh', ['--quiet', '--connect', LIBVIRT_URI, ...args], {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Runs another program. @returns its output @throws where it fails */
export async function run(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(program, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Names of the domains that begin with a prefix, running or not. */
export async function domainNames(prefix: string): Promise<string[]> {
  return lines(await virsh('list', '--all', '--name')).filter((name) => name.startsWith(prefix));
}

/** Names of the volumes in a pool, as they are on the disk now. */
export async function volumeNames(pool: string): Promise<string[]> {
  await virsh('pool-refresh', pool);
  return lines(await virsh('vol-list', pool))
    .map((line) => line.trim().split(/\s+/)[0] ?? '')
    .toSorted();
}

/** What libvirt says of a volume: XML, sizes as they are now. */
export function volumeXml(pool: string, name: string): Promise<string> {
  return virsh('vol-dumpxml', name, '--pool', pool);
}

/** The process that runs a domain; undefined where none does. */
export function qemuPid(domainId: string): number | undefined {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    if (commandLine(entry).includes(domainId)) return Number(entry);
  }
  return undefined;
}

function commandLine(pid: string): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /qemu/.test(words[0] ?? '') ? words.join(' ') : '';
  } catch {
    // It ended while we looked.
    return '';
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
