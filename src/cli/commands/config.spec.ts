import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleSettingsFile } from '../../config/sample-file.js';
import { EXIT } from '../cli-error.js';
import { runCommandLine } from '../program.js';
import { textWidth } from '../terminal/text-width.js';

let folder: string;
let file: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostk-config-'));
  file = join(folder, 'etc', 'picostack.yaml');
  [out, err] = ['', ''];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string, env: Record<string, string> = {}, typed?: string) {
  [out, err] = ['', ''];
  return runCommandLine(args.split(' '), {
    env: { PICOSTACK_CONFIG: file, ...env },
    width: 80,
    color: false,
    interactive: typed !== undefined,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    ask: async () => typed,
  });
}

function write(text: string): void {
  mkdirSync(join(folder, 'etc'), { recursive: true });
  writeFileSync(file, text);
}

describe('picostk config show', () => {
  it('shows each value and where it comes from, at 80 columns', async () => {
    write('# mine\nportRange: 20000-20999\n');
    expect(await run('config show', { PICOSTACK_VIRT_TYPE: 'qemu' })).toBe(EXIT.ok);
    expect(err).toContain(`Settings file: ${file}`);
    expect(out).toMatch(/^portRange +20000-20999 +line 2$/m);
    expect(out).toMatch(/^virtType +qemu +environment$/m);
    expect(out).toMatch(/^listen +127.0.0.1:8080 +default$/m);
    expect(Math.max(...out.split('\n').map(textWidth))).toBeLessThanOrEqual(80);
  });

  it('prints JSON with the names of the environment and the whole path', async () => {
    write('portRange: 20000-20999\n');
    await run('--json config show');
    expect(JSON.parse(out)).toContainEqual({
      name: 'portRange',
      environment: 'PICOSTACK_PORT_RANGE',
      value: '20000-20999',
      source: `${file}:1`,
    });
  });
});

describe('picostk config check', () => {
  it('accepts a valid file', async () => {
    write('virtType: qemu\n');
    expect(await run('config check')).toBe(EXIT.ok);
    expect(out).toBe(`${file} is valid.\n`);
  });

  it.each(['config check', 'config show'])('refuses an invalid one (%s)', async (command) => {
    write('virtType: qemu\nlisen: 1\n');
    expect(await run(command)).toBe(EXIT.usage);
    expect(err).toContain(`${file}:2: unknown setting "lisen"`);
    expect(out).toBe('');
  });

  it('checks a file that is not in use', async () => {
    write('');
    const other = join(folder, 'other.yaml');
    writeFileSync(other, 'virtType: xen');
    expect(await run(`config check ${other}`)).toBe(EXIT.usage);
    expect(err).toContain(`${other}:1: virtType: "xen"`);
  });
});

describe('picostk init config', () => {
  it('writes a file once', async () => {
    expect(await run('init config')).toBe(EXIT.ok);
    expect(readFileSync(file, 'utf8')).toBe(sampleSettingsFile());
    write('virtType: qemu\n');
    expect(await run('init config')).toBe(EXIT.ok);
    expect(out).toContain('already exists and stays as it is');
    expect(readFileSync(file, 'utf8')).toBe('virtType: qemu\n');
  });

  it('replaces a file with --force, and keeps each former one', async () => {
    write('virtType: qemu\n');
    await run('init config --force');
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('virtType: qemu\n');
    await run('init config --force');
    expect(readFileSync(`${file}.bak1`, 'utf8')).toBe(sampleSettingsFile());
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe('virtType: qemu\n');
  });

  it('does not write through a symbolic link', async () => {
    mkdirSync(join(folder, 'etc'));
    symlinkSync(join(folder, 'elsewhere'), file);
    expect(await run('init config')).toBe(EXIT.ok);
    expect(out).toContain('already exists');
  });

  it('changes nothing with --dry-run', async () => {
    await run('init config --dry-run');
    expect(out).toBe(sampleSettingsFile());
    expect(err).toContain(`Would write ${file}`);
    expect(statSync(join(folder, 'etc'), { throwIfNoEntry: false })).toBeUndefined();
    write('virtType: qemu\n');
    await run('init config --remove --dry-run');
    expect(readFileSync(file, 'utf8')).toBe('virtType: qemu\n');
  });

  it('removes an unchanged file, and its folder if it is empty', async () => {
    await run('init config');
    expect(await run('init config --remove')).toBe(EXIT.ok);
    expect(statSync(join(folder, 'etc'), { throwIfNoEntry: false })).toBeUndefined();
    expect(await run('init config --remove')).toBe(EXIT.ok);
    expect(out).toContain('There is no');
  });

  it('asks before it removes a changed file', async () => {
    write('virtType: qemu\n');
    expect(await run('init config --remove')).toBe(EXIT.usage);
    expect(await run('init config --remove', {}, 'n')).toBe(EXIT.failed);
    expect(readFileSync(file, 'utf8')).toBe('virtType: qemu\n');
    expect(await run('init config --remove', {}, 'y')).toBe(EXIT.ok);
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('says why it cannot write', async () => {
    writeFileSync(join(folder, 'etc'), '');
    expect(await run('init config')).toBe(EXIT.failed);
    expect(err).toContain(`Cannot change the settings file ${file}`);
  });
});
