import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings, type Settings } from './settings.js';
import { reloadSettings } from './settings-reload.js';

let folder: string;
let env: { PICOSTACK_CONFIG: string };
let settings: Settings;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-settings-'));
  env = { PICOSTACK_CONFIG: join(folder, 'picostack.yaml') };
  write('portRange: 20000-20999\n');
  settings = loadSettings(env);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (text: string) => writeFileSync(env.PICOSTACK_CONFIG, text);

describe('a reload of the settings', () => {
  it('changes those that may change while the server runs', () => {
    write('portRange: 30000-30999\nimportDirs: [/srv]\n');
    expect(reloadSettings(settings, env)).toEqual({
      applied: ['portRange', 'importDirs'],
      needRestart: [],
    });
    expect(settings).toMatchObject({
      portRange: { from: 30_000, to: 30_999 },
      importDirs: ['/srv'],
    });
  });

  it('goes back to the default of a line that was removed', () => {
    write('');
    expect(reloadSettings(settings, env).applied).toEqual(['portRange']);
    expect(settings.portRange).toEqual({ from: 40_000, to: 44_999 });
  });

  it('names those that need a restart, and does not change them', () => {
    const before = { ...settings };
    write('portRange: 20000-20999\nlisten: 127.0.0.1:81\npoolPrefix: other\ndataDir: /srv/other\n');
    expect(reloadSettings(settings, env)).toEqual({
      applied: [],
      needRestart: ['listen', 'dataDir', 'poolPrefix'],
    });
    expect(settings).toEqual(before);
  });

  it.each([
    ['a wrong value', 'portRange: 30000-30999\nvirtType: xen\n'],
    ['no YAML', 'portRange: 30000-30999\na: [\n'],
  ])('changes nothing if the file has %s', (_, text) => {
    const before = { ...settings };
    write(text);
    expect(() => reloadSettings(settings, env)).toThrow('settings are invalid');
    expect(settings).toEqual(before);
  });

  it('changes nothing if the file is gone', () => {
    rmSync(env.PICOSTACK_CONFIG);
    expect(() => reloadSettings(settings, env)).toThrow('Cannot read the settings file');
    expect(settings.portRange.from).toBe(20_000);
  });
});
