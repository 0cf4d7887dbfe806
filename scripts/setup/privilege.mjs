// @ts-check
import { capture } from '../shell/run.mjs';
import { findProgram } from './programs.mjs';

/** @returns {boolean} */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * Returns the prefix of a command that needs root. Without a terminal sudo must not ask for a
 * password, because the command would wait forever.
 * @param {{ isRoot: boolean, hasSudo: boolean, hasTerminal: boolean, sudoNeedsPassword: () => Promise<boolean> }} facts
 * @returns {Promise<string[] | null>} null when there is no way to become root
 */
export async function choosePrivilege({ isRoot: root, hasSudo, hasTerminal, sudoNeedsPassword }) {
  if (root) return [];
  if (!hasSudo) return null;
  if (hasTerminal) return ['sudo'];
  return (await sudoNeedsPassword()) ? null : ['sudo', '-n'];
}

/** @returns {Promise<string[] | null>} for this process on this host */
export function privilegeHere() {
  return choosePrivilege({
    isRoot: isRoot(),
    hasSudo: findProgram('sudo') !== null,
    hasTerminal: process.stdin.isTTY,
    sudoNeedsPassword: async () => (await capture(['sudo', '-n', 'true'])).code !== 0,
  });
}
