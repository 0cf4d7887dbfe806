// @ts-check
import { cpSync, mkdirSync, rmSync } from 'node:fs';
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
  normalizeModes(path.join(context, 'usr'));
  // The Dockerfile copies this empty folder to create the one of the data.
  mkdirSync(path.join(context, 'data'), { mode: 0o755 });
  cpSync(inRoot('docker/Dockerfile'), path.join(context, 'Dockerfile'));
  return context;
}
