import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of picostack in its package.json. */
export const VERSION = readVersion();

function readVersion(): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
        return String(manifest.version);
      }
    } catch {
      // Not in this folder, so check its parent.
    }
  }
  return 'unknown';
}
