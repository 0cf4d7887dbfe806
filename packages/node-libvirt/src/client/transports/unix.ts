import { createConnection, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionUri } from '../connection-uri.js';
import { startSessionDaemon } from './session-daemon.js';
import { isSession, type SocketCandidate, socketCandidates } from './socket-paths.js';
import { whenReady } from './when-ready.js';

const READ_BYTES = 64 * 1024;
const DAEMON_START_LIMIT_MS = 30_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Connect to a Unix socket. */
export function connectSocket(path: string, signal?: AbortSignal): Promise<Socket> {
  // One buffer for all reads, and a copy of the bytes: by default Node allocates 64 KiB for each read.
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  const socket: Socket = createConnection({
    path,
    onread: {
      buffer,
      // This skips the stream's queue. pause() still works: it stops the reads themselves.
      callback: (length) => socket.emit('data', Buffer.from(buffer.subarray(0, length))),
    },
  });
  return whenReady(socket, 'connect', signal);
}

/** True where no daemon listens: another socket, or starting the daemon, may help. */
function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}

async function connectFirst(
  candidates: readonly SocketCandidate[],
  signal?: AbortSignal,
): Promise<Socket> {
  let firstError: unknown;
  for (const { path } of candidates) {
    try {
      return await connectSocket(path, signal);
    } catch (error) {
      if (!isAbsent(error)) {
        throw error;
      }
      firstError ??= error;
    }
  }
  throw firstError;
}

/** Connect to the daemon on this host. Start the daemon of a session if it does not run. */
export async function connectUnix(
  uri: ConnectionUri,
  readOnly: boolean,
  signal?: AbortSignal,
): Promise<Socket> {
  const given = uri.parameters.get('socket');
  if (given !== undefined) {
    return connectSocket(given, signal);
  }
  const candidates = socketCandidates(uri, readOnly);
  try {
    return await connectFirst(candidates, signal);
  } catch (error) {
    // A daemon that root starts is the system's, so root's session daemon is never started.
    if (!isAbsent(error) || !isSession(uri) || process.getuid?.() === 0) {
      throw error;
    }
  }
  await startSessionDaemon(candidates);
  return connectStarting(candidates, signal);
}

async function connectStarting(
  candidates: readonly SocketCandidate[],
  signal?: AbortSignal,
): Promise<Socket> {
  const limit = performance.now() + DAEMON_START_LIMIT_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await connectFirst(candidates, signal);
    } catch (error) {
      if (!isAbsent(error) || performance.now() > limit) {
        throw error;
      }
    }
    await delay(pauseMs, undefined, { signal });
  }
}
