import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
let bundle: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-bundle-'));
  bundle = join(folder, 'probe.cjs');
  const source = readFileSync(resolve('src/common/run-bundle.ts'), 'utf8');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  writeFileSync(
    join(folder, 'run-bundle.mjs'),
    ts.transpileModule(source, { compilerOptions: options }).outputText,
  );
  write('first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles of one length: V8 would accept the cache of one for the other. */
function write(text: string): void {
  writeFileSync(bundle, `const answer = () => ${JSON.stringify(text)};\nconsole.log(answer());`);
}

/** Run the bundle as a program. @returns its output, and whether V8 used a cache */
function run(options: { env?: NodeJS.ProcessEnv; args?: string[] } = {}): string {
  const code = `
    import vm from 'node:vm';
    import { syncBuiltinESMExports } from 'node:module';
    const Script = vm.Script;
    vm.Script = class extends Script {
      constructor(code, options) {
        super(code, options);
        if (options.cachedData) console.log(this.cachedDataRejected ? 'rejected' : 'cached');
      }
    };
    syncBuiltinESMExports();
    const { runBundle } = await import('${join(folder, 'run-bundle.mjs')}');
    if (!runBundle('probe', '${folder}')) console.log('no bundle');`;
  return execFileSync(
    process.execPath,
    [...(options.args ?? []), '--input-type=module', '--eval', code],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], ...options.env } },
  ).trim();
}

const cacheFile = (): string => {
  const name = readdirSync(folder).find((each) => each.endsWith('.cache'));
  if (name === undefined) throw new Error('There is no cache');
  return join(folder, name);
};

it('says that there is no bundle', () => {
  rmSync(bundle);
  expect(run()).toBe('no bundle');
});

it('stores the compiled code, and uses it at the next start', () => {
  expect(run()).toBe('first');
  expect(run()).toBe('cached\nfirst');
});

it('does not use the cache of another bundle of the same length', () => {
  run();
  write('other');
  expect(run()).toBe('other');
  expect(run()).toBe('cached\nother');
});

it.each([
  ['cut off', (content: Buffer) => content.subarray(0, -1)],
  ['damaged', (content: Buffer) => content.fill(0xff, content.length / 2)],
  ['empty', () => Buffer.alloc(0)],
])('replaces a cache that is %s', (_, change) => {
  run();
  writeFileSync(cacheFile(), change(readFileSync(cacheFile())));
  expect(run()).toBe('first');
  expect(run()).toBe('cached\nfirst');
});

it('does not use a cache that other users can write', () => {
  run();
  chmodSync(cacheFile(), 0o622);
  expect(run()).toBe('first');
});

it('runs the bundle with --enable-source-maps, so that errors show the sources', () => {
  expect(run({ args: ['--enable-source-maps'] })).toBe('first');
  expect(readdirSync(folder).filter((name) => name.endsWith('.cache'))).toEqual([]);
});

it('stores the cache in a cache folder if it cannot be beside the bundle', () => {
  const other = mkdtempSync(join(tmpdir(), 'picostack-cache-'));
  // Other users could put a bundle there, so it holds no cache of ours.
  chmodSync(folder, 0o777);
  try {
    const env = { CACHE_DIRECTORY: other };
    expect(run({ env })).toBe('first');
    expect(run({ env })).toBe('cached\nfirst');
    expect(readdirSync(other)).toHaveLength(1);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

it('starts without a cache if there is no folder for it', () => {
  chmodSync(folder, 0o777);
  expect(run()).toBe('first');
  expect(run()).toBe('first');
});
