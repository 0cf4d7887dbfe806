import { LibvirtError } from 'node-libvirt';
import { messageOf } from '../common/errors.js';

/** The process that libvirt refuses. */
export interface RefusedProcess {
  readonly userId: number;
  readonly inContainer: boolean;
}

/** Describe why a connection to libvirt failed, and what to do if this user may not connect. */
export function explainRefusal(error: unknown, { userId, inContainer }: RefusedProcess): string {
  const advice = adviceFor(error, userId, inContainer);
  return advice === undefined ? messageOf(error) : `${messageOf(error)}. ${advice}`;
}

function adviceFor(error: unknown, userId: number, inContainer: boolean): string | undefined {
  const isDenied = error instanceof Error && 'code' in error && error.code === 'EACCES';
  // libvirtd looks up the user and the group of its client on its own host, and so does polkit.
  if (inContainer && userId !== 0 && (isDenied || error instanceof LibvirtError)) {
    return 'Run the container with --user UID:GID, the ids of a user of the host and of the group of the socket; see docs/container.md';
  }
  if (messageOf(error).includes('system bus connection')) {
    return 'libvirtd started before the message bus, so it cannot ask polkit whether this user may connect: restart libvirtd';
  }
  if (!isDenied) return undefined;
  return `The user ${userId} is not in the group of the socket: add it to that group, usually libvirt, and start picostack again`;
}
