import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shellBlocks } from '../support/shell-blocks.js';
import { TestServer } from '../support/test-server.js';
import { virsh, volumeNames } from '../support/virsh.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';

const run = promisify(execFile);

/** Commands that this test cannot run, and what runs them instead. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^git clone |^npm start$|^PICOSTACK_SETUP=0 npm start$/, 'scripts/acceptance/fresh-debian.sh'],
  [/^npm (?:test|run)\b/, 'continuous integration runs them; they would run this test again'],
  [/^npm (?:install|uninstall) -g /, 'scripts/acceptance/npm-package.sh'],
  [
    /^picostk init (?:host|db|service)(?: --remove.*)?$/,
    'scripts/acceptance/npm-package.sh; they need root',
  ],
  [/^apt |^journalctl |^systemctl /, 'scripts/acceptance/systemd-guest.sh'],
  [/^picostk serve$/, 'TestServer runs it'],
  [/^picostk init host --dry-run/, 'test/integration/init-host.spec.ts'],
  [/^picostk-nest db/, 'test/integration/picostk-nest.spec.ts'],
  [
    /^(?:npx )?picostk init tiny( --refresh)?$/,
    'downloads packages; test/integration/tiny-image.spec.ts',
  ],
  [/^picostk image build (?:tiny|jeos)/, 'test/integration/image-builds.spec.ts'],
  [
    /^picostk init jeos| --image debian-12\b|^apt-get install mmdebstrap/,
    'downloads packages and takes minutes; scripts/acceptance/jeos.sh',
  ],
  [/^picostk image import .* --replace/, 'downloads; test/integration/image-life.spec.ts'],
  [/--output tiny\.raw/, 'downloads packages; test/integration/tiny-image.spec.ts'],
  [/^picostk events --follow/, 'does not end; src/cli/client/follow-events.spec.ts'],
  [/^picostk cancel ID$/, 'needs a running operation; test/e2e/instance-disks.spec.ts'],
  [
    /^picostk (?:adopt|forget|redefine|show shop)\b/,
    'test/integration/adoption.spec.ts and domains',
  ],
  [/^picostk discard-saved/, 'needs a saved guest; test/integration/instances.spec.ts'],
  [/^ssh -L |^export /, 'changes only the shell of the reader'],
  [/^mkdir -p \/etc|^cp templates/, 'test/integration/template-overrides.spec.ts'],
  [/^virsh qemu-monitor-command/, 'test/integration/consoles.spec.ts'],
  [/^virsh dumpxml/, 'test/integration/domain-xml.spec.ts'],
  [/--discard-snapshots/, 'test/integration/instance-rebuild.spec.ts'],
  [/^picostk grow /, 'test/integration/instance-copies.spec.ts'],
  [/^podman |^mmdebstrap |^useradd /, 'scripts/acceptance/container.sh'],
  [
    /^cd docker$|^echo "(?:PSTK_UID|LIBVIRT_GID)=|^docker compose /,
    'test/house/container.spec.ts compares the file with the command of Podman',
  ],
  [/tmpfiles/, 'changes the start of the host'],
  [/^picostk (?:start|stop|restart|pause|resume) web-1/, 'test/integration/instances.spec.ts'],
  [/ --count /, 'test/integration/create-many.spec.ts'],
  [/^sqlite3 /, 'test/integration/older-picostack.spec.ts'],
];

const WAITS = 'npx picostk launch web-1 --image tiny --wait';
const STOPPED_1 = 'launch web-1 --image tiny --no-start --no-ports';
const STOPPED_2 = 'launch web-2 --image tiny --no-start --no-ports';
const DEBIAN = 'image add debian-13-generic-amd64.qcow2 --name debian-13';

/** What a reader has when they read a command. Several commands of a block are alternatives, which end the same instance. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'picostk init config --remove --yes': ['init config'],
  'picostk config check': ['init config'],
  "picostk-nest repl --eval 'await get(FlavoursService).list({})'": ['init config'],
  'picostk launch db-1 --image debian-13 --no-start --autostart --description "orders"': [DEBIAN],
  'picostk image delete debian-13 --make-independent': [DEBIAN],
  'picostk show web-1': [STOPPED_1],
  'picostk delete web-1': ['stop web-1 --force', STOPPED_1],
  'picostk delete web-1 web-2 --force': [STOPPED_1, STOPPED_2],
  'picostk delete web-1 web-2 --yes': [STOPPED_1, STOPPED_2],
  'picostk delete web-1 --keep-disk': [STOPPED_1],
  'picostk rename web-1 shop': [STOPPED_1],
  'picostk set shop db-1 --protect': ['launch db-1 --image tiny --no-start --no-ports'],
  'picostk clone web-1 web-2': [STOPPED_1],
  'picostk clone web-1 web-2 --start': [STOPPED_1],
  'picostk port list web-1': [STOPPED_1],
  'picostk port remove web-1 8081:80': ['port add web-1 8081:80'],
};

/** Commands that end with another code than 0 here. */
const CODES: readonly (readonly [RegExp, readonly number[]])[] = [
  // It finds what this host lacks.
  [/^picostk doctor/, [0, 1]],
];

let server: TestServer;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  const { path } = await tinyImage();
  folder = mkdtempSync(join(tmpdir(), 'picostack-docs-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = (name: string, line: string): void =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  program('picostk', `exec '${process.execPath}' '${resolve('dist/src/cli/main.js')}' "$@"`);
  program('picostk-nest', `exec '${process.execPath}' '${resolve('dist/src/nest/main.js')}' "$@"`);
  program('npx', 'exec "$@"');
  for (const name of ['debian-13-generic-amd64.qcow2', 'noble-server-cloudimg-amd64.img']) {
    await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', path, join(folder, name)]);
  }
  copyFileSync(
    join(folder, 'debian-13-generic-amd64.qcow2'),
    join(server.folder, 'import/big.qcow2'),
  );
  writeFileSync(join(folder, 'notes.txt'), 'Call Ann.\n');
  env = {
    ...server.environment,
    HOME: folder,
    PICOSTACK_CONFIG: join(folder, 'picostack.yaml'),
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    TOKEN: server.api.token,
  };
});
afterAll(async () => {
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** The command for this server, without a question to the reader. */
function adapted(command: string): string {
  const asks =
    /^picostk (?:delete|rebuild|image delete) /.test(command) && !command.includes('--yes');
  return (
    command
      .replaceAll('http://127.0.0.1:8080', server.api.url)
      .replaceAll('/srv/images', join(server.folder, 'import'))
      // One guest that has booted is enough.
      .replace(/ --wait( --timeout \d+)?$/, (all) => (command === WAITS ? all : ''))
      .concat(asks ? ' --yes' : '')
  );
}

async function shell(command: string): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await run('bash', ['-c', command], { cwd: folder, env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** Only the image `tiny` exists. */
async function reset(): Promise<void> {
  const { items } = await server.api.instances();
  for (const { id } of items) {
    await server.api.ask('PATCH', `/instances/${id}`, { isProtected: false });
    await server.api.finish('DELETE', `/instances/${id}?force=true`);
  }
  // Disks that were kept.
  for (const volume of await volumeNames(server.disksPool)) {
    await virsh('vol-delete', volume, '--pool', server.disksPool);
  }
  const { items: images } = await server.api.images();
  for (const { id, name } of images) {
    if (name !== 'tiny') await server.api.ask('DELETE', `/images/${id}`);
  }
  if (!images.some(({ name }) => name === 'tiny')) await registerTiny(server.api);
}

const reasonFor = (command: string): string | undefined =>
  NOT_RUN.find(([pattern]) => pattern.test(command))?.[1];

const blocks = shellBlocks();
const runnableBlocks = blocks
  .map(({ commands, ...block }) => ({
    ...block,
    runnable: commands.filter((command) => reasonFor(command) === undefined),
  }))
  .filter(({ runnable }) => runnable.length > 0);

it.each(runnableBlocks)('$file:$line works as it is written', async ({ runnable }) => {
  await reset();
  for (const command of runnable) {
    for (const line of BEFORE[command] ?? []) await shell(`picostk ${line}`);
    const { code, output } = await shell(adapted(command));
    const expected = CODES.find(([pattern]) => pattern.test(command))?.[1] ?? [0];
    expect(expected, `${command}\n${output}`).toContain(code);
  }
});

it('lists no reason for a command that no block has', () => {
  const commands = blocks.flatMap((block) => block.commands);
  const unused = NOT_RUN.filter(([pattern]) => !commands.some((command) => pattern.test(command)));
  expect(unused).toEqual([]);
});
