import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisProcess } from '../common/process-identity.js';
import { DataFolderInUseError, DataFolderLock } from './data-folder-lock.js';

const ADDRESS = 'http://127.0.0.1:8080';
/** Another process: it takes the lock like the server, reports it, and holds it until it is killed. */
const HOLDER = `
  import Database from 'better-sqlite3';
  const database = new Database(process.argv[1], { timeout: 0 });
  database.pragma('journal_mode = MEMORY');
  database.exec('BEGIN EXCLUSIVE');
  process.stdout.write('held');
  setInterval(() => database.name, 60000);
`;

let folder: string;
let dataDir: string;
let other: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-lock-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  await endOther();
  rmSync(folder, { recursive: true });
});

async function endOther(): Promise<void> {
  const child = other;
  other = undefined;
  if (!child) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function holdElsewhere(): Promise<number> {
  const path = join(dataDir, 'server.lock');
  other = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout!, 'data');
  return other.pid!;
}

function failure(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The content of the data folder, with sizes, modes and times. */
function contents(): object {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const { size, mode, mtimeMs } = statSync(join(dataDir, name));
      return { name, size, mode, mtimeMs };
    });
}

describe('the lock on a data folder', () => {
  it('is held by one process, whose pid the next one reports, and is free when that process is killed', async () => {
    DataFolderLock.take(dataDir, ADDRESS).release();
    const pid = await holdElsewhere();
    writeFileSync(
      join(dataDir, 'run', 'server.json'),
      // The holder's pid, and a start time that this host cannot verify.
      JSON.stringify({ ...thisProcess(), pid, host: 'a-container', address: ADDRESS }),
    );
    const before = contents();
    for (const work of [
      () => DataFolderLock.refuseIfHeld(dataDir),
      () => DataFolderLock.take(dataDir, 'http://127.0.0.1:9090'),
    ]) {
      const error = failure(work);
      expect(error).toBeInstanceOf(DataFolderInUseError);
      expect(String(error)).toContain(`pid ${pid} on a-container at ${ADDRESS}`);
      expect(String(error)).not.toContain('\n');
    }
    expect(contents()).toEqual(before);
    await endOther();
    DataFolderLock.refuseIfHeld(dataDir);
    DataFolderLock.take(dataDir, ADDRESS).release();
  });

  it('keeps all other processes out while this one has it', async () => {
    const lock = DataFolderLock.take(dataDir, ADDRESS);
    const args = ['--input-type=module', '--eval', HOLDER, join(dataDir, 'server.lock')];
    const refused = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    refused.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(refused, 'close');
    expect(said).toContain('database is locked');
    lock.release();
    await holdElsewhere();
  });

  it('is the same for all paths of the folder', async () => {
    DataFolderLock.take(dataDir, ADDRESS).release();
    await holdElsewhere();
    const link = join(folder, 'link');
    symlinkSync(dataDir, link);
    for (const path of [link, `${link}/`, `${folder}/./data/../data`]) {
      expect(
        failure(() => DataFolderLock.take(path, ADDRESS)),
        path,
      ).toBeInstanceOf(DataFolderInUseError);
    }
  });

  it('does not name a process that has ended, or another process with its pid', async () => {
    DataFolderLock.take(dataDir, ADDRESS).release();
    await holdElsewhere();
    const stale = { ...thisProcess(), startTicks: '1', address: ADDRESS };
    writeFileSync(join(dataDir, 'run', 'server.json'), JSON.stringify(stale));
    const error = failure(() => DataFolderLock.take(dataDir, ADDRESS));
    expect(error).toBeInstanceOf(DataFolderInUseError);
    expect(String(error)).not.toContain(String(stale.pid));
  });

  it('is not blocked by a stale file', () => {
    DataFolderLock.take(dataDir, ADDRESS).release();
    writeFileSync(
      join(dataDir, 'run', 'server.json'),
      JSON.stringify({ ...thisProcess(), address: ADDRESS }),
    );
    DataFolderLock.refuseIfHeld(dataDir);
    DataFolderLock.take(dataDir, ADDRESS).release();
    expect(existsSync(join(dataDir, 'run', 'server.json'))).toBe(false);
  });

  it('keeps others out even if the lock file was deleted', async () => {
    DataFolderLock.take(dataDir, ADDRESS).release();
    const pid = await holdElsewhere();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    writeFileSync(
      join(dataDir, 'run', 'server.json'),
      JSON.stringify({ ...thisProcess(), pid, startTicks, address: ADDRESS }),
    );
    rmSync(join(dataDir, 'server.lock'));
    const before = contents();
    for (const work of [
      () => DataFolderLock.refuseIfHeld(dataDir),
      () => DataFolderLock.take(dataDir, 'http://127.0.0.1:9090'),
    ]) {
      const error = failure(work);
      expect(error).toBeInstanceOf(DataFolderInUseError);
      expect(String(error)).toContain(`pid ${pid} at ${ADDRESS}`);
    }
    expect(contents()).toEqual(before);
    await endOther();
    DataFolderLock.take(dataDir, ADDRESS).release();
  });

  it('creates nothing when it is only checked', () => {
    DataFolderLock.refuseIfHeld(dataDir);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('creates the folder only for its owner', () => {
    const lock = DataFolderLock.take(dataDir, ADDRESS);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'run', 'server.json')).mode & 0o777).toBe(0o600);
    lock.release();
  });

  it('reports what is wrong with an unusable folder', () => {
    writeFileSync(dataDir, 'a file');
    expect(String(failure(() => DataFolderLock.take(dataDir, ADDRESS)))).toContain(
      'there is a file in its place',
    );
    expect(String(failure(() => DataFolderLock.take(join(dataDir, 'sub'), ADDRESS)))).toContain(
      'a part of its path is not a folder',
    );
    rmSync(dataDir);
    DataFolderLock.take(dataDir, ADDRESS).release();
    writeFileSync(join(dataDir, 'server.lock'), 'not a database, and long enough to be looked at');
    expect(String(failure(() => DataFolderLock.take(dataDir, ADDRESS)))).toContain(
      'server.lock in it was made by another program',
    );
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('says that this user may not write there', () => {
    chmodSync(folder, 0o500);
    expect(String(failure(() => DataFolderLock.take(dataDir, ADDRESS)))).toContain(
      'this user may not write there',
    );
    chmodSync(folder, 0o700);
  });
});
