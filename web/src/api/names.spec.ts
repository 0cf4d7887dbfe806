import { describe, expect, it } from 'vitest';

import {
  imageNameProblem,
  MAX_NAME_LENGTH,
  nameProblem,
  suggestCloneName,
  suggestImageName,
  suggestInstanceName,
} from './names';

describe('suggestInstanceName', () => {
  it('takes the next free number', () => {
    expect(suggestInstanceName('tiny', new Set())).toBe('tiny-1');
    expect(suggestInstanceName('tiny', new Set(['tiny-1', 'tiny-2', 'tiny-4']))).toBe('tiny-3');
  });

  it('keeps within the longest name, numbers and all', () => {
    const image = 'a'.repeat(MAX_NAME_LENGTH);
    const taken = new Set(Array.from({ length: 9 }, (_, n) => `${'a'.repeat(61)}-${n + 1}`));
    const name = suggestInstanceName(image, taken);
    expect(name).toBe(`${'a'.repeat(60)}-10`);
    expect(nameProblem(name)).toBeNull();
  });

  it('does not end the stem with a hyphen when it is cut', () => {
    const name = suggestInstanceName(`${'a'.repeat(60)}-bcd`, new Set());
    expect(name).toBe(`${'a'.repeat(60)}-1`);
  });

  it('finds a name for an image whose name has nothing usable', () => {
    expect(suggestInstanceName('___', new Set())).toBe('instance-1');
  });
});

describe('suggestImageName', () => {
  it.each([
    ['Debian-12_generic.qcow2', 'debian-12-generic'],
    ['disk.img', 'disk'],
    ['noble.img.xz', 'noble'],
    ['ÄÖ.qcow2', 'image'],
    ['.qcow2', 'image'],
  ])('%s -> %s', (file, name) => {
    expect(suggestImageName(file, new Set())).toBe(name);
  });

  it('avoids names that are taken', () => {
    expect(suggestImageName('disk.qcow2', new Set(['disk', 'disk-1']))).toBe('disk-2');
  });
});

describe('nameProblem', () => {
  it.each(['tiny-1', 'a', '0', 'a'.repeat(63)])('accepts %s', (name) => {
    expect(nameProblem(name)).toBeNull();
  });

  it.each([
    '',
    '-a',
    'a-',
    'A',
    'a b',
    'a.b',
    '</name>',
    'a\n',
    'a'.repeat(64),
    '0'.repeat(8) + '-0000-0000-0000-' + '0'.repeat(12),
  ])('refuses %j', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });
});

describe('suggestCloneName', () => {
  it.each([
    ['web', ['web'], 'web-1'],
    ['web-1', ['web-1'], 'web-2'],
    ['web-7', ['web-7', 'web-1'], 'web-2'],
    ['db-main', [], 'db-main-1'],
  ])('%s beside %j -> %s', (name, taken, clone) => {
    expect(suggestCloneName(name, new Set(taken))).toBe(clone);
  });
});

describe('imageNameProblem', () => {
  it.each(['web-golden', 'Debian_12.1', '0', 'a-'])('accepts %s', (name) => {
    expect(imageNameProblem(name)).toBeNull();
  });

  it.each(['', '-a', '.a', 'a b', 'a/b', 'ä', 'a'.repeat(64)])('refuses %j', (name) => {
    expect(imageNameProblem(name)).not.toBeNull();
  });
});
