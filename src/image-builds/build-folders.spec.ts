import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BuildFolders } from './build-folders.js';
import type { BuildHost } from './host-check.js';

let folder: string;
let host: BuildHost;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostk-build-folders-'));
  mkdirSync(join(folder, 'temp'));
  const env = { PATH: process.env['PATH'], TMPDIR: join(folder, 'temp') };
  host = { env, uid: userInfo().uid, userName: 'ann', arch: 'x64', root: '/' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const foldersOf = (dataDir: string, of = host) => new BuildFolders(of, join(folder, dataDir));

describe('the folder of a build', () => {
  it('is in the data folder, and others may only pass through it', async () => {
    const path = await foldersOf('data').create('tiny');
    expect(dirname(path)).toBe(join(folder, 'data/builds'));
    expect(statSync(path).mode & 0o777).toBe(0o711);
  });

  it('is not in the data folder if other user ids of an ordinary user need it', () => {
    const ordinary = foldersOf('data', { ...host, uid: 1000 });
    expect(ordinary.parentOf('jeos')).toBe(join(folder, 'temp'));
    expect(ordinary.parentOf('tiny')).toBe(join(folder, 'data/builds'));
    expect(foldersOf('data', { ...host, uid: 0 }).parentOf('jeos')).toBe(
      join(folder, 'data/builds'),
    );
  });

  it('is deleted at the next start, and no other folder is', async () => {
    const left = await foldersOf('data').create('tiny');
    writeFileSync(join(left, 'tree'), 'x');
    const others = await foldersOf('other').create('tiny');
    const strangers = join(folder, 'data/builds/mine');
    mkdirSync(strangers);
    await foldersOf('data').removeLeftovers();
    expect(readdirSync(join(folder, 'data/builds'))).toEqual(['mine']);
    expect(readdirSync(join(folder, 'other/builds'))).toHaveLength(1);
    await foldersOf('other').remove(others);
    expect(readdirSync(join(folder, 'other/builds'))).toEqual([]);
  });

  it('of another user is not deleted', async () => {
    const left = await foldersOf('data').create('tiny');
    const uid = host.uid + 1;
    await foldersOf('data', { ...host, uid }).removeLeftovers();
    expect(readdirSync(dirname(left))).toHaveLength(1);
  });
});
