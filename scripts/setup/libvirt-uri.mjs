// @ts-check
import { connect } from 'node:net';

/** The sockets of libvirt's system daemons: libvirtd first, then virtqemud. */
const SYSTEM_SOCKETS = ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'];

/**
 * Finds out which daemon the server will use.
 * - `system`: the system daemon of this host;
 * - `session`: the user's own daemon, which the client starts when it connects;
 * - `elsewhere`: another host or another driver, for which nothing is installed or started here.
 * @param {{ uri: string | undefined, isRoot: boolean, systemAnswers: boolean }} facts
 * @returns {'system' | 'session' | 'elsewhere'}
 */
export function chooseLibvirt({ uri, isRoot, systemAnswers }) {
  if (uri === undefined || uri === '') return isRoot || systemAnswers ? 'system' : 'session';
  if (/^qemu(\+unix)?:\/\/\/system\b/.test(uri)) return 'system';
  if (/^qemu(\+unix)?:\/\/\/session\b/.test(uri)) return 'session';
  return 'elsewhere';
}

/** @returns {Promise<boolean>} whether this user can reach root's libvirt daemon */
export async function systemDaemonAnswers() {
  for (const socket of SYSTEM_SOCKETS) {
    if (await accepts(socket)) return true;
  }
  return false;
}

/**
 * @param {string} socket
 * @returns {Promise<boolean>}
 */
export function accepts(socket) {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
