import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionUri } from '../connection-uri.js';

/** A socket that may be there, and the daemon that would open it for a session. */
export interface SocketCandidate {
  path: string;
  daemon: string;
}

/** True where the URI means the daemon of one person, which the client may have to start. */
export function isSession(uri: ConnectionUri): boolean {
  return uri.path === '/session' || (uri.driver === 'test' && process.getuid?.() !== 0);
}

/**
 * Where libvirt's daemons listen: libvirtd, or the modular daemon of the driver. `?mode=legacy`
 * and `?mode=direct` choose one; otherwise both are tried, libvirtd first.
 */
export function socketCandidates(uri: ConnectionUri, readOnly: boolean): SocketCandidate[] {
  const folder = isSession(uri) ? join(runtimeFolder(), 'libvirt') : '/run/libvirt';
  // A session has one socket for everything: it belongs to one person.
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
      throw new TypeError(`unknown mode '${uri.parameters.get('mode')}': auto, legacy or direct`);
  }
}

/** The folder of one person's sockets, as GLib finds it for libvirt. */
function runtimeFolder(): string {
  return (
    process.env['XDG_RUNTIME_DIR'] || process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  );
}
