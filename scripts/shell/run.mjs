// @ts-check
import { spawn } from 'node:child_process';
import { StepError } from './log.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to the environment of this process
 *
 * @typedef {{ code: number, output: string }} RunResult `output` is stdout and stderr, interleaved
 */

/**
 * Runs a command to its end and collects what it prints.
 * @param {string[]} argv
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>} also when the command fails; a missing command has code 127
 */
export function capture(argv, { cwd, env } = {}) {
  const [command = '', ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      // No step may wait for input. sudo asks on /dev/tty, not here.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => (output += chunk));
    }
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code, signal) =>
      resolve({
        code: code ?? 1,
        output: signal === null ? output : `${output}ended by ${signal}\n`,
      }),
    );
  });
}

/**
 * Runs a command that must succeed.
 * @param {string} step the name of the step, and the title of the failure
 * @param {string[]} argv
 * @param {RunOptions & { advice?: string }} [options]
 * @returns {Promise<string>} its output
 * @throws {StepError}
 */
export async function runStep(step, argv, { advice = '', ...options } = {}) {
  const { code, output } = await capture(argv, options);
  if (code === 0) return output;
  throw new StepError(`${step} (${argv.join(' ')}, exit ${code})`, { output, advice });
}

/**
 * Runs a command on this terminal, with its own output and colours.
 * @param {string[]} argv
 * @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export function runInTerminal(argv, { cwd, env } = {}) {
  const [command = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
