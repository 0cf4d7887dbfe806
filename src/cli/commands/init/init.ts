import type { Command } from 'commander';
import type { Cli } from '../../cli.js';
import { addInitConfigCommand } from './config.js';
import { addInitJeosCommand } from './jeos.js';
import { addInitServerCommands } from './service.js';
import { addInitTinyCommand } from './tiny.js';

/** `picostk init`: what a host needs once. */
export function addInitCommand(program: Command, cli: Cli): void {
  const init = program.command('init').description('set up this host, and build a first image');
  addInitConfigCommand(init, cli);
  addInitServerCommands(init, cli);
  addInitTinyCommand(init, cli);
  addInitJeosCommand(init, cli);
}
