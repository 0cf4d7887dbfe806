import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** picostack's own version, as its package.json has it. */
export const VERSION = readVersion();

function readVersion(): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
        return String(manifest.version);
      }
    } catch {
      // Not in this folder: look in the one above.
    }
  }
  return 'unknown';
}
