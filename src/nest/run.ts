import 'reflect-metadata';
import { processTerminal } from '../cli/terminal/terminal.js';
import { runNestCommandLine } from './program.js';

/** A bundle cannot wait at its top level. */
async function main(): Promise<void> {
  // Only this user may read what the command writes.
  process.umask(0o077);
  process.exitCode = await runNestCommandLine(process.argv.slice(2), processTerminal());
}

void main();
