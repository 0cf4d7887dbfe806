// @ts-check
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../shell/paths.mjs';
import { normalizeModes, stageProgram } from './program-tree.mjs';
import { PACKAGES } from './stage.mjs';

/**
 * Makes the folder that `podman build` or `docker build` needs, from a built checkout: the Dockerfile, and the files of the
 * image. Nothing is downloaded or compiled during the build of the image.
 * @returns {string} its path
 */
export function packContainer() {
  const context = path.join(PACKAGES, 'container');
  rmSync(context, { recursive: true, force: true });
  stageProgram(context);
  const data = path.join(context, 'var/lib/picostack');
  mkdirSync(data, { recursive: true });
  for (const folder of ['usr', 'var']) normalizeModes(path.join(context, folder));
  // The user of the server is not known yet.
  chmodSync(data, 0o777);
  cpSync(inRoot('docker/Dockerfile'), path.join(context, 'Dockerfile'));
  return context;
}
