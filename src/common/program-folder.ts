import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this installation of picostack: of the checkout, or of the package. */
export const PROGRAM_FOLDER = findProgramFolder();

function findProgramFolder(): string {
  let dir = import.meta.dirname;
  // The folder dist has no package.json.
  while (!existsSync(join(dir, 'package.json')) && dir !== dirname(dir)) dir = dirname(dir);
  return dir;
}
