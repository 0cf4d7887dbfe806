// @ts-check
import path from 'node:path';
import { runStep } from '../shell/run.mjs';
import { PACKAGES, stage } from './stage.mjs';

/** @returns {Promise<string>} the path of the npm package */
export async function packNpm() {
  const folder = path.join(PACKAGES, 'npm');
  stage(folder);
  // npm sorts the files and sets a fixed time, so that the same content makes the same archive.
  const output = await runStep('packing', [
    'npm',
    'pack',
    folder,
    '--json',
    '--loglevel=error',
    '--pack-destination',
    PACKAGES,
  ]);
  const packed = JSON.parse(output);
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return path.join(PACKAGES, filename);
}
