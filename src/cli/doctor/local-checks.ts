import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Finding, note, ok, problem } from './finding.js';

const OLDEST_NODE: readonly [number, number] = [20, 19];
const BUILD_TOOLS = ['apt-get', 'apt-cache', 'dpkg-deb'];

/** Checks of this machine, which need no server. */
export async function checkThisMachine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  return [checkNode(process.versions.node), await checkTinyTools(env)];
}

/** Check the version of Node. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
    return ok('Node.js', version);
  }
  return problem('Node.js', version, `Install Node.js ${OLDEST_NODE.join('.')} or newer.`);
}

async function checkTinyTools(env: NodeJS.ProcessEnv): Promise<Finding> {
  const missing: string[] = [];
  for (const tool of BUILD_TOOLS) if (!(await isInPath(tool, env))) missing.push(tool);
  if (missing.length === 0 && process.arch === 'x64') {
    return ok('"init tiny"', `can build here with ${BUILD_TOOLS.join(', ')}`);
  }
  const found = missing.length > 0 ? `${missing.join(', ')} missing` : `not for ${process.arch}`;
  return note(
    '"init tiny"',
    found,
    'Build it on Debian or Ubuntu with "picostk init tiny --output tiny.raw", and add the file here with "picostk image add".',
  );
}

async function isInPath(program: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    try {
      await access(join(folder || '.', program), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
    }
  }
  return false;
}
