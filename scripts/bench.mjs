// @ts-check
// npm run bench [-- FILTER]: how fast picostack is against virsh, on this host's libvirt.
import { prepare } from './setup/prepare.mjs';
import { reportFailure } from './shell/log.mjs';
import { inRoot, nodeTool } from './shell/paths.mjs';
import { runInTerminal } from './shell/run.mjs';

try {
  await prepare({ testing: true });
  // As tests of their own project and not vitest's bench mode: they start servers and guests,
  // choose their own rounds and print their own table.
  process.exitCode = await runInTerminal(
    [...nodeTool('vitest/vitest.mjs'), 'run', '--project', 'bench', ...process.argv.slice(2)],
    { cwd: inRoot() },
  );
} catch (error) {
  reportFailure(error);
}
