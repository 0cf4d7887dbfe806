// @ts-check
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The root of the checkout. */
export const ROOT = path.resolve(fileURLToPath(import.meta.url), '../../..');

/**
 * @param {...string} segments
 * @returns {string} an absolute path inside the checkout
 */
export function inRoot(...segments) {
  return path.join(ROOT, ...segments);
}

/**
 * Returns how to run a tool of node_modules without a shell or npx.
 * @param {string} script path of its JavaScript inside node_modules
 * @returns {string[]}
 */
export function nodeTool(script) {
  return [process.execPath, inRoot('node_modules', script)];
}
