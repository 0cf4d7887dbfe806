import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeTraces } from '../support/cleanup.js';
import { LIBVIRT_URI } from '../support/virsh.js';
import { eventually, within } from '../support/wait.js';

const run = promisify(execFile);

/** Make the package, and return its path. */
async function pack(): Promise<string> {
  const { stdout } = await run(process.execPath, ['scripts/package.mjs']);
  return resolve(/written +(\S+)/.exec(stdout)?.[1] ?? '');
}

/** The package as npm unpacks it. Its one dependency of the registry is that of the checkout, built for this Node. */
let folder: string;
let program: string;
let tarball: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-package-'));
  // The user of QEMU must have access to the pools.
  chmodSync(folder, 0o711);
  const packed = await pack();
  tarball = readFileSync(packed);
  await run('tar', ['xzf', packed, '-C', folder]);
  program = join(folder, 'package');
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
    symlinkSync(resolve('node_modules', name), join(program, 'node_modules', name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a user of the package: other settings must not reach it. */
const env = (more: Record<string, string> = {}) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  PICOSTACK_CONFIG: '/dev/null',
  ...more,
});

async function picostk(args: readonly string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(program, 'dist/src/cli/main.js'), ...args], {
    env: env(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

describe('the manual pages', () => {
  it.each(['picostk.1', 'picostk-nest.1', 'picostack.yaml.5'])('%s is valid', async (page) => {
    const file = join(program, 'docs/man', page);
    const { stdout, stderr } = await run('groff', ['-ww', '-man', '-Tutf8', file]);
    expect(stderr).toBe('');
    expect(stdout).toContain(page.replace(/\.\d$/, ''));
    expect(JSON.parse(readFileSync(join(program, 'package.json'), 'utf8'))).toMatchObject({
      man: expect.arrayContaining([`docs/man/${page}`]),
    });
  });
});

describe('the npm package', () => {
  it('is the same file each time', async () => {
    expect(readFileSync(await pack()).equals(tarball)).toBe(true);
  });

  it('has one dependency, no path of the checkout, and no development files', async () => {
    const manifest: Record<string, unknown> = JSON.parse(
      readFileSync(join(program, 'package.json'), 'utf8'),
    );
    expect(manifest).toMatchObject({
      name: 'picostk',
      bin: { picostk: 'dist/src/cli/main.js', 'picostk-nest': 'dist/src/nest/main.js' },
    });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    const bundled = manifest['bundleDependencies'] as string[];
    const installed = Object.keys(manifest['dependencies'] as object);
    expect(installed.filter((name) => !bundled.includes(name))).toEqual(['better-sqlite3']);
    const { stdout } = await run('grep', ['-rlF', process.cwd(), program]).catch(() => ({
      stdout: '',
    }));
    expect(stdout).toBe('');
    const files = (await run('find', [program, '-name', '*.spec.*', '-o', '-name', '*.ts'])).stdout;
    expect(files).toBe('');
  });

  it('serves the page and the API from any folder, and reports its state', async () => {
    const prefix = `qa-${process.pid}-package`;
    const settings = {
      PICOSTACK_DATA_DIR: join(folder, 'data'),
      PICOSTACK_LISTEN: '127.0.0.1:0',
      PICOSTACK_LIBVIRT_URI: LIBVIRT_URI,
      PICOSTACK_POOL_PREFIX: prefix,
      PICOSTACK_POOL_DIR: join(folder, 'pools'),
    };
    expect(await picostk(['status'], settings)).toMatchObject({ code: 3 });
    const created = await picostk(['init', 'db'], settings);
    expect(created.out).toContain('Executed: Records');
    expect((await picostk(['init', 'db'], settings)).out).toContain('has all migrations');
    const server = spawn(process.execPath, [join(program, 'dist/src/cli/main.js'), 'serve'], {
      env: env(settings),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      let log = '';
      server.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
      server.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
      const url = await eventually(
        'the server',
        60_000,
        () => / ready at ([^\s"]+)/.exec(log)?.[1],
      );
      const page = await fetch(url, { headers: { Accept: 'text/html' } });
      expect(await page.text()).toContain('<div id="root">');
      expect((await fetch(`${url}/api/docs/swagger-ui.css`)).status).toBe(200);
      const status = await picostk(['--json', 'status'], settings);
      expect(status).toMatchObject({ code: 0 });
      expect(JSON.parse(status.out)).toMatchObject({ running: true, url, instances: 0 });
      expect((await picostk(['version'], settings)).out).toMatch(/^Server +\d/m);
      expect(await picostk(['init', 'db'], settings)).toMatchObject({ code: 6 });
      server.kill('SIGTERM');
      await within('the server to end', 10_000, once(server, 'exit'));
      expect(server.exitCode).toBe(0);
    } finally {
      server.kill('SIGKILL');
      await removeTraces(prefix);
    }
  });

  it('refuses "serve" with options', async () => {
    expect(await picostk(['serve', '--port', '80'])).toMatchObject({ code: 2 });
    expect(await picostk(['--json', 'serve'])).toMatchObject({ code: 2 });
  });

  it('says in one line what to do if the native module does not fit', async () => {
    const broken = join(folder, 'broken.cjs');
    writeFileSync(
      broken,
      'process.dlopen = () => { throw new Error("was compiled against a different Node.js version\\nmore"); };',
    );
    const { code, err } = await picostk(['serve'], { NODE_OPTIONS: `--require ${broken}` });
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain(`cd ${program} && npm rebuild better-sqlite3`);
  });
});

describe('picostk init host', () => {
  it('--dry-run shows what it would do, and needs no root', async () => {
    const { code, out } = await picostk(['init', 'host', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toMatch(/would +run useradd --system .* pstk|present +the user pstk/);
  });
});

describe('picostk init service', () => {
  const unit = () => join(folder, 'tree/etc/systemd/system/picostk.service');
  const tree = () => ['--root', join(folder, 'tree')];

  it('writes a unit with absolute paths, once, and removes it', async () => {
    await picostk(['init', 'service', '--systemd', ...tree()]);
    const text = readFileSync(unit(), 'utf8');
    const options = '--optimize-for-size --max-semi-space-size=4';
    expect(text).toContain(
      `ExecStart=${process.execPath} ${options} ${program}/dist/src/main.js\n`,
    );
    expect(text).not.toMatch(/@(NODE|ROOT)@/);
    const again = await picostk(['init', 'service', '--systemd', ...tree()]);
    expect(again.out).toContain('present');
    expect(existsSync(`${unit()}.bak`)).toBe(false);
    // It also complains about units and users of this host, without a line.
    const complaints = await run('systemd-analyze', ['verify', unit()]).then(
      ({ stderr }) => stderr,
      (error: { stderr: string }) => error.stderr,
    );
    expect(complaints).not.toMatch(/picostk\.service:\d+/);
    await picostk(['init', 'service', '--remove', '--systemd', ...tree()]);
    expect(existsSync(unit())).toBe(false);
  });

  it('keeps a changed unit unless --yes is given, and changes nothing with --dry-run', async () => {
    const dry = await picostk(['init', 'service', '--dry-run', '--systemd', ...tree()]);
    expect(dry.out).toContain('ExecStart=');
    expect(existsSync(unit())).toBe(false);
    await picostk(['init', 'service', '--systemd', ...tree()]);
    writeFileSync(unit(), '# mine\n');
    expect(await picostk(['init', 'service', '--remove', '--systemd', ...tree()])).toMatchObject({
      code: 1,
    });
    expect(readFileSync(unit(), 'utf8')).toBe('# mine\n');
    await picostk(['init', 'service', '--remove', '--yes', '--systemd', ...tree()]);
    expect(existsSync(unit())).toBe(false);
  });
});

/** A process that has ended, and that nobody has waited for, has an empty command line. */
function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

describe('/etc/init.d/pstk', () => {
  let script: string;
  let pidFile: string;
  const service = (action: string) =>
    run('sh', [script, action], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } }).then(
      ({ stdout }) => ({ code: 0, output: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: error.stdout + error.stderr,
      }),
    );
  beforeAll(async () => {
    await picostk(['init', 'service', '--sysv', '--root', join(folder, 'sysv')]);
    script = join(folder, 'sysv/etc/init.d/pstk');
    pidFile = join(folder, 'picostk.pid');
    // A server that only sleeps, with the files and the user of this test.
    const main = join(folder, 'sysv/main.js');
    mkdirSync(join(folder, 'sysv'), { recursive: true });
    writeFileSync(
      main,
      'process.on("SIGHUP", () => console.log("reload")); setInterval(() => 0, 1000);',
    );
    const text = readFileSync(script, 'utf8')
      .replace(/^MAIN=.*$/m, `MAIN=${main}`)
      .replace(/^PIDFILE=.*$/m, `PIDFILE=${pidFile}`)
      .replace(/^LOGFILE=.*$/m, `LOGFILE=${join(folder, 'picostk.log')}`)
      .replace(/^SERVICE_USER=.*$/m, 'SERVICE_USER=nobody');
    writeFileSync(script, text);
  });
  afterAll(() => service('stop'));

  it('starts once, reloads and stops', async () => {
    expect(statSync(script).mode & 0o777).toBe(0o755);
    expect(await service('status')).toMatchObject({ code: 3 });
    expect(await service('start')).toMatchObject({ code: 0 });
    expect(await service('status')).toMatchObject({ code: 0 });
    const pid = readFileSync(pidFile, 'utf8');
    expect((await service('start')).output).toContain('already running');
    expect(readFileSync(pidFile, 'utf8')).toBe(pid);
    expect(await service('stop')).toMatchObject({ code: 0 });
    expect(isRunning(Number(pid))).toBe(false);
    expect(await service('stop')).toMatchObject({ code: 0 });
    expect(await service('reload')).toMatchObject({ code: 7 });
    expect(await service('nonsense')).toMatchObject({ code: 2 });
  });

  it('fails with the end of the log if the server ends at once', async () => {
    const main = join(folder, 'sysv/main.js');
    const former = readFileSync(main, 'utf8');
    writeFileSync(main, 'console.error("PICOSTACK_PORT is unknown."); process.exitCode = 1;');
    try {
      const { code, output } = await service('start');
      expect(code).toBe(1);
      expect(output).toContain('PICOSTACK_PORT is unknown.');
      expect(await service('status')).toMatchObject({ code: 3 });
    } finally {
      writeFileSync(main, former);
    }
  });

  it('never ends a process of another user, although it runs the same program', async () => {
    const main = join(folder, 'sysv/main.js');
    const other = spawn(process.execPath, [main, 'of-root'], { stdio: 'ignore' });
    await once(other, 'spawn');
    try {
      writeFileSync(pidFile, String(other.pid));
      expect(await service('status')).toMatchObject({ code: 1 });
      expect(await service('stop')).toMatchObject({ code: 0 });
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('never ends another program of its user that names our program', async () => {
    const main = join(folder, 'sysv/main.js');
    const uid = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));
    const args = ['-e', 'setInterval(() => 0, 1000)', main];
    const other = spawn(process.execPath, args, { stdio: 'ignore', uid });
    await once(other, 'spawn');
    try {
      writeFileSync(pidFile, String(other.pid));
      expect(await service('status')).toMatchObject({ code: 1 });
      expect(await service('stop')).toMatchObject({ code: 0 });
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill('SIGKILL');
    }
  });

  it.each([
    ['another program', (pid: number) => `${pid}\n`],
    ['init', () => '1\n'],
    ['nothing', () => ''],
    ['text', () => '; rm -rf /\n'],
    ['a negative number', (pid: number) => `-${pid}\n`],
  ])('never ends a process that is not ours: the pid file names %s', async (_, content) => {
    const other = spawn('tail', ['-f', '/dev/null']);
    await once(other, 'spawn');
    try {
      writeFileSync(pidFile, content(other.pid ?? 0));
      expect(await service('status')).toMatchObject({ code: 1 });
      expect(await service('stop')).toMatchObject({ code: 0 });
      expect(other.exitCode ?? other.signalCode).toBeNull();
      writeFileSync(pidFile, content(other.pid ?? 0));
      expect(await service('start')).toMatchObject({ code: 0 });
      expect(await service('stop')).toMatchObject({ code: 0 });
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill('SIGKILL');
    }
  });
});
