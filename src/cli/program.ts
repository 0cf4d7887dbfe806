import type { ExitCode } from './cli-error.js';
import { addCopyCommands } from './commands/instances/copies.js';
import { addChangeCommands } from './commands/instances/change.js';
import { addCompletionCommand } from './commands/completion.js';
import { addConfigCommands } from './commands/config.js';
import { addDeleteCommand } from './commands/instances/delete.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addDomainCommands } from './commands/domains.js';
import { addEventsCommand } from './commands/events.js';
import { addFlavourCommands } from './commands/flavours.js';
import { addHostCommand } from './commands/host.js';
import { addImageCommands } from './commands/images.js';
import { addInitCommand } from './commands/init/init.js';
import { addListCommands } from './commands/instances/list.js';
import { addLaunchCommand } from './commands/instances/launch.js';
import { addRedefineCommands } from './commands/instances/redefine.js';
import { addOperationCommands } from './commands/operations.js';
import { addPortCommands } from './commands/ports.js';
import { addPowerCommands } from './commands/instances/power.js';
import { addRecoverCommand } from './commands/recover.js';
import { addServerCommands } from './commands/server.js';
import { addTokenCommands } from './commands/tokens.js';
import { addUserCommands } from './commands/users.js';
import { buildProgram, type Program, runProgram } from './run-program.js';
import type { Terminal } from './terminal/terminal.js';

const ENVIRONMENT = `
Environment:
  PICOSTACK_URL, PICOSTACK_TOKEN  a server elsewhere; otherwise the one that runs here for this user
  PICOSTACK_DATA_DIR              the data folder of the server that runs here
  PICOSTACK_CONFIG                the settings file of the server that runs here
  NO_COLOR                        no colors
`;

/** The commands in the order of `picostk --help`. */
const GROUPS = [
  addInitCommand,
  addLaunchCommand,
  addListCommands,
  addPowerCommands,
  addCopyCommands,
  addChangeCommands,
  addDeleteCommand,
  addRedefineCommands,
  addDomainCommands,
  addPortCommands,
  addImageCommands,
  addFlavourCommands,
  addOperationCommands,
  addEventsCommand,
  addHostCommand,
  addTokenCommands,
  addUserCommands,
  addRecoverCommand,
  addServerCommands,
  addConfigCommands,
  addDoctorCommand,
  addCompletionCommand,
];

/** `picostk` with all its commands. */
export function picostkProgram(terminal: Terminal): Program {
  return buildProgram(terminal, {
    name: 'picostk',
    description: 'Manage the virtual machines of picostack.',
    note: ENVIRONMENT,
    groups: GROUPS,
  });
}

/** Run a command line of `picostk` (without node and script). @returns the exit code */
export function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  return runProgram(picostkProgram(terminal), args);
}
