// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOUSE_RULES, houseRuleProblems, isSource } from '../../scripts/check/house-rules.mjs';
import { inRoot } from '../../scripts/shell/paths.mjs';

/** @type {[rule: string, file: string, text: string][]} */
const BROKEN = [
  ['file-is-short', 'src/a.ts', 'x;\n'.repeat(401)],
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
  ['tests-do-not-sleep', 'src/a.spec.ts', 'await sleep(500);\n'],
];

/** @type {[file: string, text: string][]} */
const SOUND = [
  ['src/a.ts', 'x;\n'.repeat(400)],
  ['src/a.ts', '// oxlint-disable-next-line no-console -- the command prints its result\n'],
  ['src/a.ts', '// @ts-expect-error the published types lack this field\n'],
  ['packages/a/bench/a.mjs', "import { x } from '../dist/x.js';\n"],
  ['test/e2e/a.ts', "import { x } from '../../dist/x.js';\n"],
  ['src/a.spec.ts', "it('only skips nothing', () => {});\n"],
  ['src/a.spec.ts', "// Needs KVM, which this host lacks.\nit.skip('works', () => {});\n"],
  ['src/a.ts', 'await sleep(500);\n'],
];

describe('the rules of the house', () => {
  it.each(BROKEN)('%s fires in %s', (rule, file, text) => {
    expect(houseRuleProblems(file, text)).toEqual([expect.stringContaining(` ${rule}: `)]);
  });

  it('have a broken example each', () => {
    expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(Object.keys(HOUSE_RULES)));
  });

  it.each(SOUND)('let %s pass', (file, text) => {
    expect(houseRuleProblems(file, text)).toEqual([]);
  });

  it('hold in every source of the checkout', () => {
    const problems = trackedFiles()
      .filter(isSource)
      .flatMap((file) => houseRuleProblems(file, readFileSync(inRoot(file), 'utf8')));
    expect(problems).toEqual([]);
  });
});

/** @returns {string[]} what is committed or about to be, from the root */
function trackedFiles() {
  const listing = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: inRoot(), encoding: 'utf8' },
  );
  return listing.split('\0').filter((file) => file !== '' && existsSync(inRoot(file)));
}
