import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { SocketCandidate } from './socket-paths.js';

// The daemons are in sbin folders, which the PATH of most users does not include.
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin'];
// The daemon exits after this time without clients. libvirt's own client uses the same limit.
const IDLE_LIMIT_SECONDS = 120;

async function findDaemon(name: string): Promise<string | undefined> {
  const override = process.env[`${name.toUpperCase()}_PATH`];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS];
  const paths = override ? [override] : folders.map((folder) => join(folder, name));
  for (const path of paths) {
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Start the first of the candidates' daemons that is installed, for the current user.
 * Two clients may do so at once: the second daemon finds the first one and exits.
 */
export async function startSessionDaemon(
  candidates: readonly SocketCandidate[],
): Promise<ChildProcess> {
  for (const { daemon } of candidates) {
    const path = await findDaemon(daemon);
    if (path) {
      const child = spawn(path, [`--timeout=${IDLE_LIMIT_SECONDS}`], {
        detached: true,
        stdio: 'ignore',
      });
      child.on('error', () => {});
      child.unref();
      return child;
    }
  }
  const names = candidates.map(({ daemon }) => daemon).join(' or ');
  throw new Error(
    `Cannot start a session daemon: ${names} is not installed. Install libvirt's daemon.`,
  );
}
