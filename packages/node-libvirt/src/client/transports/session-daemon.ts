import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { SocketCandidate } from './socket-paths.js';

// Daemons live in sbin folders, which the PATH of ordinary people does not list.
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin'];
// libvirt's own client starts the daemon of a session with the same limit: it ends by itself.
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
 * Starts the first daemon of the candidates that is installed, for the person who asks.
 * Two clients may do so at once: the daemon that comes second sees the first and ends.
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
  throw new Error(`no daemon for the session: neither running nor installed (${names})`);
}
