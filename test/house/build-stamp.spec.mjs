// @ts-check
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputHash } from '../../scripts/build/stamp.mjs';

/** @type {string} */
let root;
const hash = () => inputHash(['src', 'tsconfig.json'], ['below'], root);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'picostack-stamp-'));
  write('tsconfig.json', '{}');
  write('src/main.ts', 'one');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('inputHash', () => {
  it('is the same after a checkout that only changed modification times', () => {
    const before = hash();
    utimesSync(path.join(root, 'src/main.ts'), new Date(), new Date());
    expect(hash()).toBe(before);
  });

  it.each([
    ['a changed file', () => write('src/main.ts', 'two')],
    ['a new file', () => write('src/deep/new.ts', '')],
    ['a removed file', () => rmSync(path.join(root, 'src/main.ts'))],
    ['other settings', () => write('tsconfig.json', '{"x":1}')],
  ])('changes with %s', (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it('changes when a dependency of the target changes', () => {
    expect(inputHash(['src'], ['other'], root)).not.toBe(inputHash(['src'], ['below'], root));
  });

  it('ignores tests, built files and installed packages', () => {
    const before = hash();
    write('src/main.spec.ts', 'x');
    write('src/dist/main.js', 'x');
    write('src/node_modules/x/index.js', 'x');
    expect(hash()).toBe(before);
  });
});

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  const absolute = path.join(root, file);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
}
