import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInContainer } from '../../src/common/container.js';
import { runCommandLine } from '../../src/cli/program.js';
import { textWidth } from '../../src/cli/terminal/text-width.js';
import { freePort } from '../support/free-port.js';
import { PrivateLibvirtd, canHavePrivateLibvirtd } from '../support/private-libvirtd.js';
import { TestServer } from '../support/test-server.js';

/** As `picostk doctor --json` prints it. */
interface Finding {
  readonly check: string;
  readonly status: string;
  readonly found: string;
  readonly meaning: string | null;
  readonly command: string | null;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

const CLI = resolve('dist/src/cli/main.js');
const NOBODY = 65_534;

/** Run the built command. */
function picostk(
  args: readonly string[],
  { env = {}, uid }: RunOptions = {},
): Promise<{ readonly code: number; readonly out: string }> {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('PICOSTACK_'));
  return new Promise((done) => {
    execFile(
      process.execPath,
      [CLI, ...args],
      {
        env: { ...Object.fromEntries(others), PICOSTACK_CONFIG: '/dev/null', ...env },
        ...(uid !== undefined && { uid, gid: uid }),
      },
      (error, stdout, stderr) =>
        done({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    );
  });
}

async function doctor(checks: readonly string[], options: RunOptions = {}): Promise<Finding[]> {
  const { out } = await picostk(['doctor', '--json', ...checks], options);
  return JSON.parse(out) as Finding[];
}

async function finding(check: string, options: RunOptions = {}): Promise<Finding> {
  const [first] = await doctor([check], options);
  if (!first) throw new Error(`No result of ${check}`);
  return first;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-doctor-'));
  chmodSync(folder, 0o711);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All files below a folder, with what a change of them would change. */
function listFiles(
  path: string,
): { name: string; size: number; mode: number; changedMs: number }[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const { size, mode, ctimeMs } = statSync(join(path, name));
      return { name, size, mode, changedMs: ctimeMs };
    });
}

/** A new data folder, as the server makes it. */
function newDataDir(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { mode: 0o700 });
  return path;
}

describe('picostk doctor on a host with a server', () => {
  let server: TestServer;
  let env: Record<string, string>;
  beforeAll(async () => {
    server = await TestServer.start();
    env = { ...server.environment };
  });
  afterAll(() => server.dispose());

  it('finds no problem, says so, and exits with 0', async () => {
    const { code, out } = await picostk(['doctor', '--all'], { env });
    expect(out).not.toMatch(/^problem /m);
    expect(out).toMatch(/^0 problems, \d+ warnings?, \d+ ok, \d+ not applicable\.$/m);
    expect(out).toMatch(/^ok +server +picostack /m);
    expect(code).toBe(0);
  });

  it('prints lines that fit a terminal of 80 columns, except commands to copy', async () => {
    let output = '';
    await runCommandLine(['doctor', '--all'], {
      env: { ...process.env, ...env },
      width: 80,
      color: false,
      interactive: false,
      out: (text) => (output += text),
      err: () => undefined,
      ask: () => Promise.resolve(undefined),
    });
    const lines = output.split('\n').filter((line) => !/^( {4}> |More about each: )/.test(line));
    expect(lines.length).toBeGreaterThan(40);
    // A path has no place to break it.
    const isBreakable = (line: string): boolean =>
      line.split(' ').every((word) => word.length < 40);
    expect(lines.filter((line) => isBreakable(line) && textWidth(line) > 80)).toEqual([]);
  });

  it('says to another user that the server is not theirs', async () => {
    const found = await doctor(['server', 'data-folder', 'database'], { env, uid: NOBODY });
    expect(found.map(({ status }) => status)).toEqual(['warning', 'skipped', 'skipped']);
    expect(found[0]?.command).toBe('sudo picostk doctor');
  });

  it('finds files of another user in the data folder', async () => {
    const file = join(server.dataDir, 'left-by-root');
    writeFileSync(file, '');
    chownSync(file, NOBODY, NOBODY);
    expect(await finding('data-folder-owner', { env })).toMatchObject({
      status: 'problem',
      command: `chown -R root ${server.dataDir}`,
    });
    rmSync(file);
    expect(await finding('data-folder-owner', { env })).toMatchObject({ status: 'ok' });
  });

  it('changes nothing, while the server runs and after it has ended', async () => {
    // The server itself writes to its database and its log.
    const names = listFiles(server.dataDir).map(({ name }) => name);
    await picostk(['doctor'], { env });
    expect(listFiles(server.dataDir).map(({ name }) => name)).toEqual(names);
    await server.stop();
    const before = listFiles(server.dataDir);
    expect(before.map(({ name }) => name)).toContain('picostack.sqlite');
    const { code } = await picostk(['doctor'], { env });
    expect(listFiles(server.dataDir)).toEqual(before);
    expect(code).toBe(1);
  });
});

describe('picostk doctor without a server', () => {
  it('exits with 1, and names the command that starts it', async () => {
    const env = { PICOSTACK_DATA_DIR: join(folder, 'none') };
    const { code, out } = await picostk(['doctor', 'server'], { env });
    expect(out).toContain('> picostk serve');
    expect(code).toBe(1);
  });

  it('refuses a check that does not exist', async () => {
    const { code, out } = await picostk(['doctor', 'kvn']);
    expect(out).toContain('There is no check "kvn"');
    expect(code).toBe(2);
  });

  it('names the program that listens on its port', async () => {
    const port = await freePort();
    const script = `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('listening'))`;
    const program = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(program.stdout, 'data');
      const env = {
        PICOSTACK_DATA_DIR: join(folder, 'none'),
        PICOSTACK_LISTEN: `127.0.0.1:${port}`,
        PICOSTACK_PORT_RANGE: `${port}-${port + 4}`,
      };
      const [onListen, inRange] = await doctor(['listen-port', 'ports-in-use'], { env });
      expect(onListen).toMatchObject({ status: 'problem' });
      expect(onListen?.found).toMatch(
        new RegExp(`\\(pid ${program.pid}\\) listens on 127.0.0.1:${port}$`),
      );
      expect(inRange).toMatchObject({ check: 'ports-in-use', status: 'problem' });
      expect(inRange?.found).toContain(`(pid ${program.pid}) listens on ${port}`);
    } finally {
      program.kill();
    }
  });

  it('finds a settings file that others may write', async () => {
    const file = join(folder, 'picostack.yaml');
    writeFileSync(file, 'logLevel: info\n');
    chmodSync(file, 0o664);
    const env = { PICOSTACK_CONFIG: file };
    expect(await finding('settings-file', { env })).toMatchObject({
      status: 'problem',
      command: `chmod go-w ${file}`,
    });
    chmodSync(file, 0o600);
    expect(await finding('settings-file', { env })).toMatchObject({ status: 'ok' });
  });

  it('finds a setting that is not valid, with its line', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, '\nportRagne: 1-2\n', { mode: 0o600 });
    const found = await finding('settings', { env: { PICOSTACK_CONFIG: file } });
    expect(found.found).toContain(
      `${file}:2: unknown setting "portRagne". Did you mean "portRange"?`,
    );
  });

  it('finds a database that is newer, damaged, or has a large log', async () => {
    const dataDir = newDataDir('database');
    const env = { PICOSTACK_DATA_DIR: dataDir };
    const file = join(dataDir, 'picostack.sqlite');
    const database = new Database(file);
    database.exec(
      "CREATE TABLE migrations (id INTEGER PRIMARY KEY, timestamp INTEGER, name TEXT); INSERT INTO migrations VALUES (1, 9e15, 'Future9')",
    );
    database.close();
    expect(await finding('database', { env })).toMatchObject({
      status: 'problem',
      command: `ls ${dataDir}/backups; then: picostk-nest dbrestore FILE`,
    });
    writeFileSync(file, 'x'.repeat(4096));
    expect((await finding('database', { env })).found).toContain('is damaged');
    writeFileSync(`${file}-wal`, '');
    truncateSync(`${file}-wal`, 300 * 1024 ** 2);
    expect(await finding('database-log', { env })).toMatchObject({
      status: 'warning',
      command: `fuser -v ${file}`,
    });
  });

  // Mounting requires root.
  it.runIf(canHavePrivateLibvirtd)('finds a data folder without space or inodes', async () => {
    const dataDir = newDataDir('small');
    const inSmallFolder = async (options: string): Promise<Finding> => {
      const script = `mount -t tmpfs -o ${options} tmpfs "$1" && exec "$2" "$3" doctor --json data-folder-space`;
      const out = await new Promise<string>((done) => {
        execFile(
          'unshare',
          ['--mount', 'sh', '-c', script, 'sh', dataDir, process.execPath, CLI],
          { env: { ...process.env, PICOSTACK_CONFIG: '/dev/null', PICOSTACK_DATA_DIR: dataDir } },
          (_, stdout) => done(stdout),
        );
      });
      const [first] = JSON.parse(out) as Finding[];
      if (!first) throw new Error('No result');
      return first;
    };
    expect((await inSmallFolder('size=10m')).found).toBe(`10 MiB free at ${dataDir}`);
    expect((await inSmallFolder('size=4g,nr_inodes=50')).found).toBe(
      `49 inodes free at ${dataDir}`,
    );
    expect((await inSmallFolder('size=4g')).status).toBe('ok');
  });

  it('finds a socket that is left over, and a folder in its place', async () => {
    const socket = join(folder, 'libvirt-sock');
    const listener = createServer().listen(socket);
    await once(listener, 'listening');
    const env = { PICOSTACK_LIBVIRT_URI: `qemu:///system?socket=${socket}` };
    // The end of a program leaves its socket; closing a server in Node removes it.
    const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    listener.close();
    await once(listener, 'close');
    await once(spawn(process.execPath, ['-e', script, socket]), 'exit');
    expect((await finding('libvirt-socket', { env })).found).toContain('is left over');
    rmSync(socket);
    expect((await finding('libvirt-socket', { env })).found).toContain(`there is no ${socket}`);
    mkdirSync(socket);
    expect(await finding('libvirt-socket', { env })).toMatchObject({
      status: 'problem',
      command:
        'Remove the folder, start libvirtd, and mount the folder: --volume /run/libvirt:/run/libvirt',
    });
  });
});

// Becoming another user requires root.
describe.runIf(canHavePrivateLibvirtd)('picostk doctor for an ordinary user', () => {
  it('does not start the libvirt daemon of that user', async () => {
    const home = newDataDir('home');
    chownSync(home, NOBODY, NOBODY);
    const env = { HOME: home, XDG_RUNTIME_DIR: home, PICOSTACK_LIBVIRT_URI: 'qemu:///session' };
    expect(await finding('libvirt-socket', { env, uid: NOBODY })).toMatchObject({
      status: 'ok',
      found: 'qemu:///session: it starts when the server connects',
    });
    // The command itself has a cache there.
    const names = listFiles(home).map(({ name }) => name);
    expect(names.filter((name) => name.includes('libvirt'))).toEqual([]);
  });
});

// Mounting, and a libvirtd of its own, require root.
describe.runIf(canHavePrivateLibvirtd)('picostk doctor with a libvirt of its own', () => {
  let libvirtd: PrivateLibvirtd;
  let pools: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    pools = join(folder, 'pools');
    for (const path of [
      pools,
      join(pools, 'full'),
      join(pools, 'closed'),
      join(pools, 'closed', 'disks'),
    ]) {
      mkdirSync(path);
    }
    chmodSync(join(pools, 'closed'), 0o700);
    // Mounted before, so that it is in the namespace of libvirtd too.
    await run('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', join(pools, 'full')]);
    libvirtd = await PrivateLibvirtd.start();
    env = { PICOSTACK_LIBVIRT_URI: libvirtd.uri, PICOSTACK_DATA_DIR: join(folder, 'none') };
    await definePool('picostack-images', join(pools, 'full'));
    await definePool('picostack-disks', join(pools, 'closed', 'disks'));
  });
  afterAll(async () => {
    await libvirtd.dispose();
    await run('umount', [join(pools, 'full')]);
  });

  async function definePool(name: string, path: string): Promise<void> {
    await libvirtd.virsh('pool-define-as', name, 'dir', '--target', path);
    await libvirtd.virsh('pool-start', name);
    await libvirtd.virsh('pool-autostart', name);
  }

  it('finds a pool that is full, and one that QEMU cannot reach', async () => {
    const [active, space, reach] = await doctor(['pools', 'pool-space', 'pool-folder'], { env });
    expect(active).toMatchObject({ status: 'ok' });
    expect(space).toMatchObject({ status: 'problem' });
    expect(space?.found).toBe(`picostack-images: 20 MiB free of 20 MiB in ${pools}/full`);
    expect(reach).toMatchObject({ status: 'problem', command: `chmod o+x ${pools}/closed` });
    chmodSync(join(pools, 'closed'), 0o711);
    expect(await finding('pool-folder', { env })).toMatchObject({ status: 'ok' });
  });

  it('finds a pool that is not active, that does not start at boot, or whose folder is gone', async () => {
    const virsh = `virsh --connect '${libvirtd.uri}'`;
    await libvirtd.virsh('pool-autostart', 'picostack-disks', '--disable');
    expect((await finding('pools', { env })).command).toBe(
      `${virsh} pool-autostart picostack-disks`,
    );
    await libvirtd.virsh('pool-destroy', 'picostack-disks');
    expect((await finding('pools', { env })).command).toBe(`${virsh} pool-start picostack-disks`);
    await libvirtd.virsh('pool-start', 'picostack-disks');
    rmSync(join(pools, 'closed', 'disks'), { recursive: true });
    const missing = {
      status: 'problem',
      found: `picostack-disks: the folder ${pools}/closed/disks is missing`,
    };
    // Where the tests run in a container, the folder may be on its host, and the other pool is what was checked.
    const expected = isInContainer() ? { status: 'ok' } : missing;
    expect(await finding('pool-folder', { env })).toMatchObject(expected);
    mkdirSync(join(pools, 'closed', 'disks'));
    await libvirtd.virsh('pool-autostart', 'picostack-disks');
  });

  it('finds a guest whose network is not active and whose firmware is missing', async () => {
    const network = join(folder, 'network.xml');
    const domain = join(folder, 'domain.xml');
    writeFileSync(network, '<network><name>quiet</name><bridge name="qaquiet0"/></network>');
    writeFileSync(
      domain,
      `<domain type="qemu"><name>guest</name><memory unit="MiB">64</memory>
        <features><acpi/></features>
        <os><type arch="x86_64" machine="q35">hvm</type><loader readonly="yes" type="pflash">/nonexistent/code.fd</loader></os>
        <devices><interface type="network"><source network="quiet"/></interface></devices></domain>`,
    );
    await libvirtd.virsh('net-define', network);
    await libvirtd.virsh('define', domain);
    const [firmware, networks] = await doctor(['firmware', 'networks'], { env });
    expect(networks).toMatchObject({
      status: 'problem',
      found: 'the network quiet is not active, and guest uses it',
      command: `virsh --connect '${libvirtd.uri}' net-start quiet`,
    });
    expect(firmware).toMatchObject({
      status: 'problem',
      found: '/nonexistent/code.fd is missing, which guest needs',
    });
    await libvirtd.virsh('undefine', 'guest');
    expect(await finding('networks', { env })).toMatchObject({ status: 'ok' });
  });

  it('says that an ordinary user may not use it', async () => {
    const options = { env: { ...env, HOME: folder }, uid: NOBODY };
    const [socket, permission, pool] = await doctor(
      ['libvirt-socket', 'libvirt-permission', 'pools'],
      options,
    );
    expect(socket).toMatchObject({ status: 'skipped' });
    expect(permission).toMatchObject({ status: 'problem' });
    expect(permission?.found).toMatch(/may not use|is not in the group libvirt/);
    expect(permission?.command).toMatch(/^sudo usermod -aG libvirt |--user /);
    expect(pool).toMatchObject({ status: 'skipped' });
  });

  it('has a result also while libvirtd hangs, and when it is gone', async () => {
    await libvirtd.pause();
    const whileSilent = await doctor([], { env });
    await libvirtd.resume();
    const of = (check: string): Finding | undefined =>
      whileSilent.find((each) => each.check === check);
    expect(of('libvirt-socket')).toMatchObject({ status: 'problem' });
    expect(of('libvirt-socket')?.found).toContain('does not respond');
    expect(of('pools')).toMatchObject({ status: 'skipped' });
    expect(of('node')).toMatchObject({ status: 'ok' });

    await libvirtd.kill();
    expect((await finding('libvirt-socket', { env })).found).toMatch(/is left over|there is no/);
    await libvirtd.startAgain();
    expect(await finding('libvirt-socket', { env })).toMatchObject({ status: 'ok' });
  });
});

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile(program, [...args], (error) => (error ? fail(error) : done()));
  });
}
