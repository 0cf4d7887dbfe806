import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/wait.js';
import { QemuImgError, runQemuImg } from './run-qemu-img.js';

const MIB = 1024 ** 2;
const LIMITS = { cpuSeconds: 7, memoryBytes: 900 * MIB, fileBytes: 5 * MIB };
const LIMIT_MS = 10_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-qemu-img-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Run a script in place of qemu-img. */
function runScript(
  script: string,
  more: Partial<Parameters<typeof runQemuImg>[1]> = {},
): Promise<void> {
  const path = join(folder, 'qemu-img');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const env = { PATH: `${folder}:${process.env['PATH']}`, FOLDER: folder };
  return runQemuImg(['convert', '-p'], { env, limits: LIMITS, ...more });
}

const failure = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('qemu-img', () => {
  it('has limits, and is killed with the process that started it', async () => {
    await runScript('prlimit --noheadings --output RESOURCE,SOFT,HARD > $FOLDER/limits');
    const limits = readFileSync(join(folder, 'limits'), 'utf8');
    expect(limits).toMatch(/^CPU +7 +12$/m);
    expect(limits).toMatch(new RegExp(`^AS +${LIMITS.memoryBytes} `, 'm'));
    expect(limits).toMatch(new RegExp(`^FSIZE +${LIMITS.fileBytes} `, 'm'));
    await runScript('exec setpriv --dump > $FOLDER/privileges');
    const privileges = readFileSync(join(folder, 'privileges'), 'utf8');
    expect(privileges).toContain('Parent death signal: KILL');
  });

  it.each([
    ['exec dd if=/dev/zero of=$FOLDER/output bs=1M count=9', 'its output became too large'],
    ['while :; do :; done', 'it used too much CPU time'],
    ['echo "no such option" >&2; exit 3', 'exit code 3: no such option'],
    ['kill -TERM $$', 'it was ended by SIGTERM'],
  ])(
    'fails with the reason: %s',
    async (script, reason) => {
      const limits = { ...LIMITS, cpuSeconds: 1 };
      const error = await failure(runScript(script, { limits }));
      expect(error).toBeInstanceOf(QemuImgError);
      expect(String(error)).toContain(reason);
      // A second of CPU time takes longer on a busy host.
    },
    60_000,
  );

  it('reports its progress', async () => {
    const seen: number[] = [];
    const script = "printf '    (12.50/100%%)\\r'; printf '    (100.00/100%%)\\r\\n'";
    await runScript(script, { onProgress: (fraction) => seen.push(fraction) });
    expect(seen[0]).toBe(0.125);
  });

  it('is killed when it is cancelled', async () => {
    const cancel = new AbortController();
    const running = failure(
      runScript('echo $$ > $FOLDER/pid; exec tail -f /dev/null', { signal: cancel.signal }),
    );
    const pid = await eventually('the script to start', LIMIT_MS, () => {
      return Number(readFileSync(join(folder, 'pid'), 'utf8')) || undefined;
    });
    cancel.abort(new Error('cancelled'));
    expect(await running).toEqual(new Error('cancelled'));
    expect(isRunning(pid)).toBe(false);
    const late = failure(runScript('touch $FOLDER/late', { signal: cancel.signal }));
    expect(await late).toEqual(new Error('cancelled'));
  });

  it('fails if a program is missing', async () => {
    const missing = runQemuImg([], { env: { PATH: folder }, limits: LIMITS });
    expect(await failure(missing)).toBeInstanceOf(QemuImgError);
  });
});
