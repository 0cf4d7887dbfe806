import { runCommandLine } from './program.js';
import { processTerminal } from './terminal/terminal.js';

/** A bundle cannot wait at its top level. */
async function main(): Promise<void> {
  process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
}

void main();
