import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../common/errors.js';
import { sampleSettingsFile } from './sample-file.js';
import { loadSettings, loadSettingsWithOrigins } from './settings.js';
import { SETTING_ROWS } from './settings-table.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-settings-'));
  file = join(folder, 'picostack.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(content: string | Buffer, env: Record<string, string> = {}) {
  writeFileSync(file, content);
  return loadSettingsWithOrigins({ PICOSTACK_CONFIG: file, ...env });
}

/** The problems of a file, with its path shortened to "FILE". */
function problemsOf(content: string | Buffer, env: Record<string, string> = {}): string[] {
  try {
    load(content, env);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.message.replaceAll(file, 'FILE').split('\n').slice(1);
  }
  return [];
}

describe('a problem of the settings file', () => {
  it.each([
    [
      'an unknown name',
      'listen: 127.0.0.1:80\nlisen: 127.0.0.1:80',
      ':2: unknown setting "lisen". Did you mean "listen"?',
    ],
    [
      'a name in the wrong case',
      'PortRange: 20000-20999',
      ':1: unknown setting "PortRange". Did you mean "portRange"?',
    ],
    [
      'the name of the environment',
      '\nPICOSTACK_PORT_RANGE: 20000-20999',
      ':2: unknown setting "PICOSTACK_PORT_RANGE". Did you mean "portRange"?',
    ],
    [
      'a name unlike any',
      'color: blue',
      ':1: unknown setting "color". See "picostk config show" for all names.',
    ],
    ['a name of JavaScript', '__proto__: 1', ':1: unknown setting "__proto__"'],
    ['a merge key', '<<: {listen: ":80"}', ':1: unknown setting "<<"'],
    ['a name that is a list', '? [listen]\n: 1', ':1: unknown setting "a list or a map"'],
    ['a wrong value', 'virtType: kvm\n\nportRange: 5', ':3: portRange: "5": expected FROM-TO'],
    ['a number with a leading zero', 'listen: 08080', ':1: listen: "08080": expected address:port'],
    [
      'a number in scientific notation',
      'maxImageGiB: 1e3',
      ':1: maxImageGiB: "1e3": expected a whole number',
    ],
    ['a negative number', 'cpuOvercommit: -1', ':1: cpuOvercommit: "-1": expected a ratio'],
    [
      'a hexadecimal number',
      'eventLimit: 0x1000',
      ':1: eventLimit: "0x1000": expected a whole number',
    ],
    ['a boolean', 'virtType: true', ':1: virtType: "true": expected auto, kvm or qemu'],
    ['a date', 'dataDir: 2026-01-01', ':1: dataDir: "2026-01-01": expected an absolute path'],
    [
      'no value',
      'dataDir:',
      ':1: dataDir: has no value. Expected an absolute path; remove the line',
    ],
    ['null', 'dataDir: ~', ':1: dataDir: has no value'],
    ['empty text', 'dataDir: ""', ':1: dataDir: "": expected an absolute path'],
    ['a map', 'listen: {address: 127.0.0.1}', ':1: listen: a map is not possible here'],
    ['a list for one value', 'listen: [":80"]', ':1: listen: a list is not possible here'],
    [
      'a list in a list',
      'importDirs: [/a, [/b]]',
      ':1: importDirs: every entry of the list must be text',
    ],
    ['an empty entry', 'importDirs: [/a, ]\nallowedHosts:\n  -\n', ':2: allowedHosts: every entry'],
    ['an alias', 'dataDir: &a /srv/a\npoolDir: *a', ':2: poolDir: an alias is not possible here'],
    [
      'a name twice',
      'listen: ":80"\nvirtType: kvm\nlisten: ":81"',
      ':3: this setting is in the file twice',
    ],
    [
      'two documents',
      'listen: ":80"\n---\nvirtType: kvm',
      ':2: the file has more than one document',
    ],
    ['a tab', 'importDirs:\n\t- /a', ':2: not valid YAML'],
    ['no YAML', 'a: [', ':1: not valid YAML'],
    ['a list of settings', '- listen', ':1: expected lines of the form "name: value"'],
    ['plain text', 'listen', ':1: expected lines of the form "name: value"'],
  ])('is named with its line: %s', (_, content, problem) => {
    expect(problemsOf(content).join('\n')).toContain(`FILE${problem}`);
  });

  it('is reported with all others, also those of the environment', () => {
    const env = { PICOSTACK_VIRT_TYPE: 'xen', PICOSTACK_PORT_RAGNE: '1' };
    expect(problemsOf('lisen: 1\nportRange: all\n', env)).toEqual([
      '  FILE:1: unknown setting "lisen". Did you mean "listen"?',
      '  PICOSTACK_PORT_RAGNE: unknown environment variable. Did you mean PICOSTACK_PORT_RANGE?',
      expect.stringContaining('PICOSTACK_VIRT_TYPE: "xen": expected auto, kvm or qemu'),
      expect.stringContaining('FILE:2: portRange: "all": expected FROM-TO'),
    ]);
  });

  it('is shortened and has no control characters', () => {
    const [problem = ''] = problemsOf(`dataDir: "${'\\u001b[31m'.repeat(1_000)}"`);
    expect(problem.length).toBeLessThan(300);
    expect(problem).not.toContain('\u001b');
  });
});

describe('the settings file', () => {
  it.each([
    ['is empty', ''],
    ['has only comments', '# nothing\n'],
    ['is an empty document', '---\n'],
  ])('may have no settings: it %s', (_, content) => {
    expect(load(content).settings.listenPort).toBe(8080);
  });

  it('may have a byte order mark and Windows line ends', () => {
    const loaded = load('\uFEFFvirtType: qemu\r\nlisten: "127.0.0.1:81"\r\n');
    expect(loaded.settings).toMatchObject({ virtType: 'qemu', listenPort: 81 });
  });

  it('may have lists as text, and paths with the separator of the environment', () => {
    expect(load('importDirs: /a:/b').settings.importDirs).toEqual(['/a', '/b']);
    expect(load('importDirs: ["/a:1", /b]').settings.importDirs).toEqual(['/a:1', '/b']);
  });

  it.each([
    ['a folder', () => mkdirSync(file), 'it is not a regular file'],
    ['a pipe', () => execFileSync('mkfifo', [file]), 'it is not a regular file'],
    ['too large', () => writeFileSync(file, '#'.repeat(1024 ** 2 + 1)), 'larger than 1 MiB'],
    ['not text', () => writeFileSync(file, Buffer.from([0xff, 0xfe, 0])), 'it is not UTF-8 text'],
    ['absent', () => undefined, 'it does not exist. Create it with "picostk init config"'],
    [
      'below a file',
      () => ((file = join('/dev/null', 'x')), undefined),
      'its folder does not exist',
    ],
  ])('is refused if it is %s', (_, make, reason) => {
    make();
    expect(() => loadSettings({ PICOSTACK_CONFIG: file })).toThrow(reason);
  });

  // Root may read everything.
  it.skipIf(process.getuid?.() === 0)('is refused if it cannot be read', () => {
    writeFileSync(file, '');
    chmodSync(file, 0);
    expect(() => loadSettings({ PICOSTACK_CONFIG: file })).toThrow('this user may not read it');
  });
});

describe('an environment variable', () => {
  it.each([
    ['PICOSTACK_PORT_RAGNE', 'Did you mean PICOSTACK_PORT_RANGE?'],
    ['picostack_listen', 'Did you mean PICOSTACK_LISTEN?'],
    ['PICOSTACK_STOP_TIMEOUT_SECONDS', 'Did you mean PICOSTACK_STOP_TIMEOUT?'],
    ['PICOSTACK_COLOR_SCHEME_OF_PAGE', 'or remove the variable'],
  ])('%s is refused with advice', (name, advice) => {
    expect(problemsOf('', { [name]: '1' }).join()).toContain(`${name}: unknown environment`);
    expect(problemsOf('', { [name]: '1' }).join()).toContain(advice);
  });

  it('of the command, the set-up or the tests is accepted', () => {
    const env = {
      PICOSTACK_URL: 'x',
      PICOSTACK_TOKEN: 'x',
      PICOSTACK_SETUP: '0',
      PICOSTACK_TEST_SEED: '1',
    };
    expect(problemsOf('', env)).toEqual([]);
  });

  it('that is empty is not set', () => {
    expect(load('virtType: qemu', { PICOSTACK_VIRT_TYPE: '' }).settings.virtType).toBe('qemu');
  });
});

it('the origin of each setting is known', () => {
  const { origins } = load('virtType: qemu\n\nportRange: 20000-20999\n', {
    PICOSTACK_PORT_RANGE: '30000-30999',
  });
  const byKey = Object.fromEntries(origins.map(({ key, raw, source }) => [key, [raw, source]]));
  expect(byKey).toMatchObject({
    virtType: ['qemu', `${file}:1`],
    portRange: ['30000-30999', 'environment'],
    listen: ['127.0.0.1:8080', 'default'],
    libvirtUri: [undefined, 'default'],
    allowedHosts: [[], 'default'],
  });
});

describe('the sample file', () => {
  it('changes no setting', () => {
    expect(load(sampleSettingsFile()).origins.map(({ source }) => source)).not.toContain(
      expect.stringContaining(file),
    );
  });

  it('has a valid example of every setting, which differs from the default', () => {
    const defaults = load('').settings;
    const { settings, origins } = load(sampleSettingsFile().replaceAll(/^#(\w+:)/gm, '$1'));
    expect(origins.filter(({ source }) => source === 'default')).toEqual([]);
    expect(origins).toHaveLength(SETTING_ROWS.length);
    for (const [key, value] of Object.entries(defaults)) {
      // Its example has another address, and the same port.
      if (key === 'listenPort') continue;
      expect(settings).not.toMatchObject({ [key]: value });
    }
  });
});
