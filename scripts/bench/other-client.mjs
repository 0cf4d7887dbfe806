// @ts-check
// @unraid/libvirt, the client that node-libvirt is measured against. It is native code and nothing
// of ours needs it, so it is no dependency of the project: it has a folder of its own.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from '../setup/dependencies.mjs';
import { compileEnvironmentHere } from '../setup/native-module.mjs';
import { formatDuration, say } from '../shell/log.mjs';
import { inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';

const VERSION = '2.2.1';
const FOLDER = inRoot('node_modules/.cache/picostack-bench', `unraid-libvirt-${VERSION}`);
const PACKAGE = path.join(FOLDER, 'node_modules/@unraid/libvirt');

/**
 * Installs it where it is not there yet, compiled on this host.
 * @returns {Promise<string>} the file to import
 * @throws {import('../shell/log.mjs').StepError}
 */
export async function ensureOtherClient() {
  const module = path.join(PACKAGE, 'dist/index.js');
  if (existsSync(module) && existsSync(path.join(PACKAGE, 'build/Release/libvirt.node'))) {
    return module;
  }
  say('installing', `@unraid/libvirt ${VERSION}, to compare with (npm)`);
  const startedAt = Date.now();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    path.join(FOLDER, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { '@unraid/libvirt': VERSION },
      allowScripts: { '@unraid/libvirt': true },
    }),
  );
  const npm = npmCommand();
  await runStep(
    'installing @unraid/libvirt',
    [...npm, 'install', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: FOLDER,
      env: { ...(await compileEnvironmentHere(npm)), npm_config_build_from_source: 'true' },
      advice: 'it needs a C++ compiler, the headers of libvirt and of Node, and the npm registry.',
    },
  );
  say('done', `in ${formatDuration(Date.now() - startedAt)}`);
  return module;
}
