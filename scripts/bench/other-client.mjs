// @ts-check
// @unraid/libvirt, the client that node-libvirt is compared with. It is native code that only the
// benchmark needs, so it is installed in a folder of its own instead of as a dependency.
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
 * Installs and compiles the client unless that was done before.
 * @returns {Promise<string>} the file to import
 * @throws {import('../shell/log.mjs').StepError}
 */
export async function ensureOtherClient() {
  const module = path.join(PACKAGE, 'dist/index.js');
  if (existsSync(module) && existsSync(path.join(PACKAGE, 'build/Release/libvirt.node'))) {
    return module;
  }
  say('installing', `@unraid/libvirt ${VERSION} for the comparison (npm)`);
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
      advice:
        'install a C++ compiler and the headers of libvirt and Node, and check that the npm registry is reachable.',
    },
  );
  say('done', `in ${formatDuration(Date.now() - startedAt)}`);
  return module;
}
