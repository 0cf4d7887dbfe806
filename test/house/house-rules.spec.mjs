// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOUSE_RULES, houseRuleProblems, isSource } from '../../scripts/check/house-rules.mjs';
import { inRoot } from '../../scripts/shell/paths.mjs';

/** @type {[rule: string, file: string, text: string][]} */
const BROKEN = [
  ['no-blind-ts-comments', 'src/a.ts', '// @ts-ignore because the types are wrong\n'],
  ['no-blind-ts-comments', 'scripts/a.mjs', '// @ts-nocheck\n'],
  ['disabling-has-a-reason', 'src/a.ts', '// oxlint-disable-next-line no-console\n'],
  ['disabling-has-a-reason', 'src/a.ts', '/* eslint-disable */\n'],
  ['disabling-has-a-reason', 'src/a.ts', '// @ts-expect-error\n'],
  ['no-import-from-dist', 'src/a.ts', "import { x } from '../packages/a/dist/x.js';\n"],
  ['no-import-from-dist', 'scripts/a.mjs', "await import('../dist/src/main.js');\n"],
  ['no-focused-tests', 'src/a.spec.ts', "it.only('works', () => {});\n"],
  ['no-focused-tests', 'test/e2e/a.spec.ts', "describe.only('x', () => {});\n"],
  ['skipping-has-a-reason', 'src/a.spec.ts', "it.skip('works', () => {});\n"],
  ['skipping-has-a-reason', 'src/a.spec.ts', "describe.skipIf(!kvm)('x', () => {});\n"],
  ...[
    'await sleep(500);',
    'await delay(LIMIT_MS);',
    'await setTimeout(700);',
    'await new Promise((r) => setTimeout(r, 700));',
    'await new Promise<void>((resolve) => setTimeout(resolve, delayMs));',
    'await new Promise(resolve => setTimeout(resolve, 700));',
    'await new Promise((resolve) => setTimeout(() => resolve(true), 700));',
    'await new Promise((resolve, reject) => {\n  setTimeout(resolve, 5);\n});',
    'await new Promise(function (done) { setTimeout(done, 5); });',
    'const sleep = promisify(setTimeout);',
    "import { setTimeout as pause } from 'node:timers/promises';",
    'await scheduler.wait(700);',
    'Atomics.wait(cells, 0, 0, 700);',
    "execSync('sleep 1');",
    "await run('sh', '-c', 'true; sleep 0.5');",
    "spawnSync('sleep', ['1']);",
    'await page.waitForTimeout(700);',
    '// It takes a moment.\nawait sleep(500);',
  ].map(
    (text) =>
      /** @type {[string, string, string]} */ ([
        'tests-do-not-sleep',
        'src/a.spec.ts',
        `${text}\n`,
      ]),
  ),
  ['tests-do-not-sleep', 'test/support/a.ts', 'await sleep(500);\n'],
  ['tests-do-not-sleep', 'packages/a/test/a.spec.ts', 'await sleep(500);\n'],
  ['random-tests-have-a-seed', 'src/a.spec.ts', 'const port = Math.random() * 10;\n'],
  ['random-tests-have-a-seed', 'test/support/a.ts', "import * as fc from 'fast-check';\n"],
];

/** @type {[file: string, text: string][]} */
const SOUND = [
  ['src/a.ts', '// oxlint-disable-next-line no-console -- the command prints its result\n'],
  ['src/a.ts', '// @ts-expect-error the published types lack this field\n'],
  ['packages/a/bench/a.mjs', "import { x } from '../dist/x.js';\n"],
  ['test/e2e/a.ts', "import { x } from '../../dist/x.js';\n"],
  ['src/a.spec.ts', "it('only skips nothing', () => {});\n"],
  ['src/a.spec.ts', "// Needs KVM, which this host lacks.\nit.skip('works', () => {});\n"],
  ['src/a.ts', 'await sleep(500);\n'],
  ['src/a.ts', 'const jitter = Math.random();\n'],
  ['test/support/random.ts', "import fc from 'fast-check';\n"],
  ...[
    '// sleep: the test is about the random moment.\nawait sleep(500);',
    'const limit = new Promise((_, reject) => setTimeout(() => reject(new Error()), 700));',
    'const limit = new Promise((_, reject) => {\n  timer = setTimeout(() => reject(late), 700);\n});',
    'vi.advanceTimersByTime(700);',
    'setTimeout(() => call.reply({}), 20);',
    "it('does not sleep while it waits', () => {});",
    'await waitFor(700, () => isReady());',
    "import { setImmediate } from 'node:timers/promises';",
  ].map((text) => /** @type {[string, string]} */ (['src/a.spec.ts', `${text}\n`])),
];

describe('project rules', () => {
  it.each(BROKEN)('%s fires in %s', (rule, file, text) => {
    expect(houseRuleProblems(file, text)).toEqual([expect.stringContaining(` ${rule}: `)]);
  });

  it('have an example of each violation', () => {
    expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(Object.keys(HOUSE_RULES)));
  });

  it.each(SOUND)('accept %s', (file, text) => {
    expect(houseRuleProblems(file, text)).toEqual([]);
  });

  it('hold in all source files', () => {
    const problems = trackedFiles()
      .filter(isSource)
      .flatMap((file) => houseRuleProblems(file, readFileSync(inRoot(file), 'utf8')));
    expect(problems).toEqual([]);
  });
});

/** @returns {string[]} the tracked and untracked files, from the root */
function trackedFiles() {
  const listing = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: inRoot(), encoding: 'utf8' },
  );
  return listing.split('\0').filter((file) => file !== '' && existsSync(inRoot(file)));
}
