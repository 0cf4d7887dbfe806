import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import { TestServer } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server?.dispose());

/** Run `picostk-nest` with the settings of the server, and return its exit code and output. */
async function nest(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [resolve('dist/src/nest/main.js'), ...args], {
    env: {
      PATH: process.env['PATH'],
      PICOSTACK_CONFIG: '/dev/null',
      PICOSTACK_DATA_DIR: server.dataDir,
    },
  });
  child.stdin.end(input);
  const closed = new Promise<number | null>((done) => child.once('close', done));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}

const file = (name: string) => join(server.folder, name);
const flavours = (path: string): unknown => {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare('SELECT count(*) FROM flavour').pluck().get();
  } catch (error) {
    return String(error);
  } finally {
    database.close();
  }
};
const addFlavour = (name: string) =>
  server.api.ask('POST', '/flavours', { name, memoryMiB: 256, vcpus: 1 });
const flavourTotal = async () =>
  (await server.api.ask<{ total: number }>('GET', '/flavours')).total;

describe('picostk-nest while the server runs', () => {
  it('dbbackup writes one file with all rows, which a plain copy does not have', async () => {
    await addFlavour('before-backup');
    const total = await flavourTotal();
    expect(await nest(['dbbackup', file('copy.sqlite')])).toMatchObject({ code: 0 });
    expect(flavours(file('copy.sqlite'))).toBe(total);
    expect(statSync(file('copy.sqlite')).mode & 0o777).toBe(0o600);
    expect(readdirSync(server.folder).filter((name) => name.includes('copy'))).toEqual([
      'copy.sqlite',
    ]);

    // The changes are only in the write-ahead log, so this copy lacks them or even the tables.
    copyFileSync(join(server.dataDir, 'picostack.sqlite'), file('plain.sqlite'));
    expect(flavours(file('plain.sqlite'))).not.toBe(total);
  });

  it('dbbackup is consistent while the server writes', async () => {
    const writing = Promise.all(
      Array.from({ length: 40 }, (_, index) => addFlavour(`during-${index}`)),
    );
    await nest(['dbbackup', file('busy.sqlite')]);
    await writing;
    const database = new Database(file('busy.sqlite'), { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });

  it.each([
    ['an existing file', 'there.sqlite', 'it exists already'],
    ['a folder', 'a-folder', 'it exists and is not a file'],
    ['a link to nothing', 'dangling', 'it exists already'],
    ['a folder that does not exist', 'none/copy.sqlite', 'does not exist'],
  ])('dbbackup refuses %s, and leaves nothing', async (_, name, reason) => {
    if (!existsSync(file('a-folder'))) {
      mkdirSync(file('a-folder'));
      writeFileSync(file('there.sqlite'), 'mine');
      symlinkSync(file('nowhere'), file('dangling'));
    }
    const before = readdirSync(server.folder).toSorted();
    const { code, err } = await nest(['dbbackup', file(name)]);
    expect(code).toBe(1);
    expect(err).toContain(reason);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(server.folder).toSorted()).toEqual(before);
    expect(readFileSync(file('there.sqlite'), 'utf8')).toBe('mine');
  });

  it('dbbackup never replaces the database itself', async () => {
    const { code, err } = await nest([
      'dbbackup',
      '--force',
      join(server.dataDir, 'picostack.sqlite'),
    ]);
    expect(code).toBe(1);
    expect(err).toContain('it is the database itself');
    expect(await flavourTotal()).toBeGreaterThan(0);
  });

  it.each([
    [['dbrestore', '--yes', 'copy.sqlite']],
    [['migration:run']],
    [['migration:revert', '--yes']],
    [['user', 'password', 'admin']],
  ])('%j is refused', async (args) => {
    const { code, err } = await nest(
      args.map((arg) => (arg.endsWith('.sqlite') ? file(arg) : arg)),
    );
    expect(code).toBe(6);
    expect(err).toContain(`pid ${server.pid}`);
  });

  it('the prompt shows the records of the application', async () => {
    const { code, out, err } = await nest(
      [],
      'await get(FlavoursService).list({}).then(p => p.total)\n',
    );
    expect(code).toBe(0);
    expect(out.trim()).toBe(String(await flavourTotal()));
    expect(err).toContain('The server is running');
  });
});

describe('picostk-nest after the server was stopped', () => {
  it('dbrestore brings the copy back and removes the log of the former database', async () => {
    const total = await flavourTotal();
    await nest(['dbbackup', file('good.sqlite')]);
    await addFlavour('after-backup');
    // Killed, so that the log of the former database stays behind.
    await server.kill();
    expect(existsSync(join(server.dataDir, 'picostack.sqlite-wal'))).toBe(true);
    const { code, out } = await nest(['dbrestore', '--yes', file('good.sqlite')]);
    expect(code).toBe(0);
    const former = /former database is (\S+)\.\n/.exec(out)?.[1] ?? '';
    expect(flavours(former)).toBe(total + 1);
    expect(readdirSync(server.dataDir).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
    await server.start();
    expect(await flavourTotal()).toBe(total);
    await server.stop();
  });

  it.each([
    ['no database', () => writeFileSync(file('bad.sqlite'), 'text '.repeat(1000))],
    ['nothing', () => writeFileSync(file('bad.sqlite'), '')],
    [
      'a database of another program',
      () => new Database(file('bad.sqlite')).exec('CREATE TABLE t (x)').close(),
    ],
    [
      'a newer database',
      () => {
        copyFileSync(file('good.sqlite'), file('bad.sqlite'));
        const database = new Database(file('bad.sqlite'));
        database.exec(
          "INSERT INTO migrations (timestamp, name) VALUES (1900000000000, 'Later1900000000000')",
        );
        database.close();
      },
    ],
  ])('dbrestore refuses %s, and the database stays', async (_, make) => {
    const before = readFileSync(join(server.dataDir, 'picostack.sqlite'));
    writeFileSync(file('bad.sqlite'), '');
    make();
    const { code, err } = await nest(['dbrestore', '--yes', file('bad.sqlite')]);
    expect(code).not.toBe(0);
    expect(err).toContain(file('bad.sqlite'));
    expect(readFileSync(join(server.dataDir, 'picostack.sqlite')).equals(before)).toBe(true);
  });

  it('dbrestore replaces a damaged database, and keeps its files', async () => {
    writeFileSync(join(server.dataDir, 'picostack.sqlite'), 'damaged '.repeat(1000));
    const { code, out } = await nest(['dbrestore', '--yes', file('good.sqlite')]);
    expect(code).toBe(0);
    const former = /former database is (\S+)\.\n/.exec(out)?.[1] ?? '';
    expect(readFileSync(former, 'utf8')).toContain('damaged');
    await server.start();
    await server.stop();
  });

  it('migration:revert goes back one step, and a start goes forward again with a copy', async () => {
    const last = MIGRATIONS.at(-1)?.name;
    expect((await nest(['migration:revert'])).code).toBe(2);
    expect((await nest(['migration:revert', '--yes'])).out).toContain(`Reverted ${last}`);
    expect((await nest(['migration:show'])).out).toMatch(new RegExp(`^${last} +pending$`, 'm'));
    await server.start();
    expect(server.output).toContain(`migrated (${last}); the copy from before is`);
    await server.stop();
    expect((await nest(['migration:show'])).out).not.toContain('pending');
  });

  it('user password lets an administrator in who has lost the password', async () => {
    const { out } = await nest(['user', 'password', 'admin']);
    await server.start();
    const signIn = await fetch(`${server.api.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'admin', password: out.trim() }),
    });
    expect(signIn.status).toBeLessThan(300);
    await server.stop();
  });

  it('user refuses what the API refuses', async () => {
    expect(await nest(['user', 'disable', 'admin'])).toMatchObject({ code: 6 });
    expect(await nest(['user', 'add', 'Bad Name'])).toMatchObject({ code: 2 });
    expect(await nest(['user', 'password', 'nobody'])).toMatchObject({ code: 5 });
    expect(await nest(['user', 'role', 'admin', 'king'])).toMatchObject({ code: 2 });
  });
});
