import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionUri } from '../connection-uri.js';

/** A socket that may exist, and the daemon that would open it for a session. */
export interface SocketCandidate {
  path: string;
  daemon: string;
}

/** True where the URI means the daemon of one user, which the client may have to start. */
export function isSession(uri: ConnectionUri): boolean {
  return uri.path === '/session' || (uri.driver === 'test' && process.getuid?.() !== 0);
}

/**
 * List the sockets of libvirt's daemons: libvirtd, or the modular daemon of the driver. `?mode=legacy`
 * and `?mode=direct` choose one; without them, both are tried, libvirtd first.
 */
export function socketCandidates(uri: ConnectionUri, readOnly: boolean): SocketCandidate[] {
  const folder = isSession(uri) ? join(runtimeFolder(), 'libvirt') : '/run/libvirt';
  // A session has no read-only socket: it belongs to one user.
  const suffix = readOnly && !isSession(uri) ? 'sock-ro' : 'sock';
  const modular = `virt${uri.driver}d`;
  const legacy = { path: join(folder, `libvirt-${suffix}`), daemon: 'libvirtd' };
  const direct = { path: join(folder, `${modular}-${suffix}`), daemon: modular };
  switch (uri.parameters.get('mode') ?? 'auto') {
    case 'auto':
      return [legacy, direct];
    case 'legacy':
      return [legacy];
    case 'direct':
      return [direct];
    default:
      throw new TypeError(
        `Unknown value mode=${uri.parameters.get('mode')} in the URI. Use auto, legacy or direct.`,
      );
  }
}

/** The folder of a user's sockets, by the rules of GLib, which libvirt uses. */
function runtimeFolder(): string {
  return (
    process.env['XDG_RUNTIME_DIR'] || process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  );
}
