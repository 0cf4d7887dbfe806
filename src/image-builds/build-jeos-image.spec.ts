import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildJeosImage, JEOS_STEPS, stepOf } from './build-jeos-image.js';
import { BOOT_CODE } from './host-check.js';

let folder: string;
let temp: string;
let output: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostk-jeos-build-'));
  temp = join(folder, 'temp');
  mkdirSync(temp);
  output = join(folder, 'out', 'image.qcow2');
  for (const name of ['mkfs.vfat', 'mcopy', 'mmd', 'syslinux', 'mke2fs', 'sfdisk', 'apt-config'])
    fake(name, 'exit 0');
  // The last argument is the output.
  fake('qemu-img', 'for last; do :; done; echo image > "$last"');
  fake('mmdebstrap', 'exit 0');
  put(BOOT_CODE, 'boot code');
  put('/usr/share/keyrings/debian-archive-keyring.gpg', '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Replace a program of the build by a shell script. */
function fake(name: string, script: string): void {
  chmodSync(put(join('bin', name), `#!/bin/sh\n${script}\n`), 0o755);
}

function build(signal = new AbortController().signal, onStep = (_step: string) => {}) {
  const path = [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter);
  return buildJeosImage(
    {
      request: {
        suite: 'bookworm',
        mirror: 'http://mirror.test/debian',
        packages: ['vim-tiny'],
        sizeGiB: 2,
        hostname: 'debian',
        sshKeys: ['ssh-ed25519 AAAA me'],
        locale: undefined,
        cloudInit: false,
      },
      host: { env: { PATH: path }, uid: 0, userName: 'root', arch: 'x64', root: folder },
      tempDir: temp,
      signal,
      onStep,
    },
    output,
  );
}

/** What a build of any outcome but success must leave: nothing. */
function expectNothingLeft(): void {
  expect(readdirSync(temp)).toEqual([]);
  expect(readdirSync(dirname(output))).toEqual([]);
}

/** Whether a process runs; one that has ended may wait for process 1 to collect it. */
function runs(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** An mmdebstrap that makes the smallest archive with which the other steps work. */
const SMALL_TREE = `
tree="$TMPDIR/fake"; mkdir -p "$tree/boot" "$tree/usr/lib/systemd/boot/efi" "$tree/etc"
touch "$tree/boot/vmlinuz-6.1.0-9" "$tree/boot/vmlinuz-6.1.0-10" "$tree/boot/initrd.img-6.1.0-10"
touch "$tree/usr/lib/systemd/boot/efi/systemd-bootx64.efi"
for each; do case "$each" in *.tar) tar -C "$tree" -cf "$each" . ;; esac; done`;

describe('buildJeosImage', () => {
  it('passes the options to mmdebstrap, and deletes its files', async () => {
    const seen = join(folder, 'arguments');
    fake('mmdebstrap', `printf '%s\\n' "$@" > '${seen}'; ${SMALL_TREE}`);
    fake('mcopy', `printf '%s\\n' "$*" >> '${seen}'`);
    const steps: string[] = [];
    await build(undefined, (step) => void steps.push(step));
    expect(readFileSync(output, 'utf8')).toBe('image\n');
    expect(readdirSync(dirname(output))).toEqual(['image.qcow2']);
    expect(readdirSync(temp)).toEqual([]);
    const passed = readFileSync(seen, 'utf8');
    expect(passed).toMatch(/^--mode=root$/m);
    expect(passed).toMatch(/^--include=\S*,vim-tiny$/m);
    expect(passed).toMatch(/^bookworm\n\S+\/tree\.tar\nhttp:\/\/mirror\.test\/debian$/m);
    // The newest kernel, by its number.
    expect(passed).toContain('vmlinuz-6.1.0-10 ::/vmlinuz');
    expect(steps.at(0)).toBe('Starting mmdebstrap');
    expect(steps.at(-1)).toBe('Compressing the image');
    expect([...new Set(steps)]).toEqual(JEOS_STEPS.filter((step) => steps.includes(step)));
  });

  it('shows the end of the output of a failed mmdebstrap, and leaves nothing', async () => {
    fake(
      'mmdebstrap',
      'mkdir "$TMPDIR/mmdebstrap.left"; touch "$TMPDIR/mmdebstrap.left/file"; echo "E: mirror unreachable" >&2; exit 7',
    );
    const failed = build();
    await expect(failed).rejects.toMatchObject({ code: 'jeosPackagesFailed' });
    await expect(failed).rejects.toThrow(
      /reaches the mirror\.\nmmdebstrap failed with exit code 7:\nE: mirror unreachable$/,
    );
    expectNothingLeft();
  });

  it.each(['tar', 'sfdisk', 'mkfs.vfat', 'mcopy', 'syslinux', 'mke2fs', 'qemu-img'])(
    'leaves nothing if %s fails',
    async (program) => {
      fake('mmdebstrap', SMALL_TREE);
      // mmdebstrap's own tar must work.
      const failure = `echo "no luck" >&2; exit 3`;
      fake(
        program,
        program === 'tar' ? `case "$*" in *-xpf*) ${failure};; esac; exec /bin/tar "$@"` : failure,
      );
      await expect(build()).rejects.toThrow(`${program} failed with exit code 3:\nno luck`);
      expectNothingLeft();
    },
  );

  it('stops the programs of a cancelled build, with their children, and leaves nothing', async () => {
    const pid = join(folder, 'pid');
    // The reader waits for a writer that never comes.
    fake(
      'mmdebstrap',
      `mkfifo "$TMPDIR/wait"; sh -c 'echo $$ > ${pid}; echo "I: extracting archives..."; read x < "$TMPDIR/wait"'; exit 0`,
    );
    const cancel = new AbortController();
    const cancelled = build(cancel.signal, (step) => {
      if (step === 'Unpacking the base system') cancel.abort();
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'interrupted' });
    expect(runs(readFileSync(pid, 'utf8').trim())).toBe(false);
    expectNothingLeft();
  });

  it('keeps an existing file if the build fails', async () => {
    put('out/image.qcow2', 'earlier');
    fake('mmdebstrap', 'exit 1');
    await expect(build()).rejects.toThrow('exit code 1');
    expect(readFileSync(output, 'utf8')).toBe('earlier');
  });

  it('refuses an output that cannot be written, before the build', async () => {
    fake('mmdebstrap', `touch '${folder}/started'`);
    mkdirSync(output, { recursive: true });
    await expect(build()).rejects.toThrow(
      /^Cannot write .*: it exists, and is not a regular file$/,
    );
    rmSync(output, { recursive: true });
    put('out/file', '');
    output = join(folder, 'out/file/image.qcow2');
    await expect(build()).rejects.toMatchObject({ code: 'outputNotWritable' });
    expect(readdirSync(temp)).toEqual([]);
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  it('creates nothing if the host lacks a program', async () => {
    rmSync(join(folder, 'bin/mmdebstrap'));
    // The host of the tests may have it in /usr/bin.
    if (existsSync('/usr/bin/mmdebstrap')) rmSync(join(folder, BOOT_CODE));
    await expect(build()).rejects.toMatchObject({ code: 'jeosProgramsMissing' });
    expect(readdirSync(temp)).toEqual([]);
  });
});

describe('stepOf', () => {
  it('knows the messages of mmdebstrap', () => {
    expect(stepOf('I: running apt-get update...')).toBe('Reading the package lists');
    expect(stepOf('I: running --customize-hook in shell: sh -c x')).toBe('Setting up the system');
    expect(stepOf('Get:1 http://deb.debian.org bookworm InRelease')).toBeUndefined();
  });
});
