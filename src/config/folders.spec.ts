import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultDataDir, ignoredSettingsFiles, settingsFile } from './folders.js';

vi.mock('node:os', async (actual) => ({
  ...(await actual<typeof import('node:os')>()),
  userInfo: vi.fn<typeof userInfo>(),
}));

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'picostack-home-'));
  runAs('alice', 1000);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});

function runAs(username: string, uid: number): void {
  vi.spyOn(process, 'getuid').mockReturnValue(uid);
  vi.mocked(userInfo).mockReturnValue({ username, uid, gid: uid, shell: null, homedir: home });
}

function make(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return path;
}

const first = () => join(home, '.picostack/picostack.yaml');
const second = () => join(home, '.config/picostack/picostack.yaml');

describe('the settings file', () => {
  it.each([
    ['root', 0],
    ['pstk', 998],
  ])('of %s is in /etc', (name, uid) => {
    runAs(name, uid);
    expect(settingsFile({ HOME: home })).toBe('/etc/picostack/picostack.yaml');
    expect(defaultDataDir({ HOME: home })).toBe('/var/lib/picostack');
  });

  it('of a user is in the home folder, or in the XDG folder if only that exists', () => {
    expect(settingsFile({ HOME: home })).toBe(first());
    make(second());
    expect(settingsFile({ HOME: home })).toBe(second());
    expect(ignoredSettingsFiles({ HOME: home })).toEqual([]);
    make(first());
    expect(settingsFile({ HOME: home })).toBe(first());
    expect(ignoredSettingsFiles({ HOME: home })).toEqual([second()]);
  });

  it('is the one that the environment names', () => {
    make(first());
    const env = { HOME: home, PICOSTACK_CONFIG: '/srv/picostack.yaml' };
    expect(settingsFile(env)).toBe('/srv/picostack.yaml');
    expect(ignoredSettingsFiles(env)).toEqual([]);
  });

  it('is found for a user without a name, as in a container', () => {
    vi.mocked(userInfo).mockImplementation(() => {
      throw new Error('no such user');
    });
    expect(settingsFile({ HOME: home })).toBe(first());
  });
});

it('relative XDG folders are ignored, as their specification asks', () => {
  const env = { HOME: home, XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config' };
  expect(defaultDataDir(env)).toBe(join(home, '.local/share/picostack'));
  expect(settingsFile(env)).toBe(first());
});
