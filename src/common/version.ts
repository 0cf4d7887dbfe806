import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from './program-folder.js';

/** The version of picostack in its package.json. */
export const VERSION = readVersion();

function readVersion(): string {
  try {
    const manifest: unknown = JSON.parse(
      readFileSync(join(PROGRAM_FOLDER, 'package.json'), 'utf8'),
    );
    return String(Object(manifest)['version'] ?? 'unknown');
  } catch {
    return 'unknown';
  }
}
