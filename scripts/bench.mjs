// @ts-check
// npm run bench [-- NAME]: compares node-libvirt with other libvirt clients, and picostack with
// virsh, on this host's libvirt; measures how light and fast the service is, on a libvirt of its own.
// NAME is `node-libvirt`, `instances`, `images`, `browser-upload` or `service`; the default is all.
import { ensureOtherClient } from './bench/other-client.mjs';
import { prepare } from './setup/prepare.mjs';
import { StepError, reportFailure } from './shell/log.mjs';
import { inRoot, nodeTool } from './shell/paths.mjs';
import { runInTerminal } from './shell/run.mjs';

/** @type {Record<string, () => Promise<string[]>>} the command of each benchmark */
const BENCHMARKS = {
  'node-libvirt': async () => [
    process.execPath,
    inRoot('packages/node-libvirt/bench/bench.mjs'),
    '--unraid',
    await ensureOtherClient(),
  ],
  // A test project instead of vitest's bench mode: the benchmarks start servers and guests,
  // choose their own rounds and print their own table.
  instances: async () => benchmark('instances'),
  images: async () => benchmark('images'),
  'browser-upload': async () => benchmark('browser-upload'),
  service: async () => benchmark('service'),
};

/**
 * @param {string} name of a file in test/bench
 */
function benchmark(name) {
  return [
    ...nodeTool('vitest/vitest.mjs'),
    'run',
    '--project',
    'bench',
    `test/bench/${name}.bench.ts`,
  ];
}

try {
  const [name, ...options] = process.argv.slice(2);
  if (name !== undefined && BENCHMARKS[name] === undefined) {
    throw new StepError(`there is no benchmark ${name}`, {
      advice: `npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`,
    });
  }
  await prepare('bench');
  for (const [each, command] of Object.entries(BENCHMARKS)) {
    if (name !== undefined && name !== each) continue;
    const code = await runInTerminal([...(await command()), ...options], { cwd: inRoot() });
    if (code !== 0) process.exitCode = code;
  }
} catch (error) {
  reportFailure(error);
}
