import { describe, expect, it } from 'vitest';

import {
  MAX_NAME_LENGTH,
  suggestCloneName,
  suggestImageName,
  suggestInstanceName,
  validateImageName,
  validateInstanceName,
} from './names';

describe('suggestInstanceName', () => {
  it('uses the next free number', () => {
    expect(suggestInstanceName('tiny', new Set())).toBe('tiny-1');
    expect(suggestInstanceName('tiny', new Set(['tiny-1', 'tiny-2', 'tiny-4']))).toBe('tiny-3');
  });

  it('keeps within the maximum length, with the number', () => {
    const image = 'a'.repeat(MAX_NAME_LENGTH);
    const taken = new Set(Array.from({ length: 9 }, (_, n) => `${'a'.repeat(61)}-${n + 1}`));
    const name = suggestInstanceName(image, taken);
    expect(name).toBe(`${'a'.repeat(60)}-10`);
    expect(validateInstanceName(name)).toBeNull();
  });

  it('does not end a shortened stem with a hyphen', () => {
    const name = suggestInstanceName(`${'a'.repeat(60)}-bcd`, new Set());
    expect(name).toBe(`${'a'.repeat(60)}-1`);
  });

  it('has a default for an image name without usable characters', () => {
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

  it('avoids taken names', () => {
    expect(suggestImageName('disk.qcow2', new Set(['disk', 'disk-1']))).toBe('disk-2');
  });
});

describe('validateInstanceName', () => {
  it.each(['tiny-1', 'a', '0', 'a'.repeat(63)])('accepts %s', (name) => {
    expect(validateInstanceName(name)).toBeNull();
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
    expect(validateInstanceName(name)).not.toBeNull();
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

describe('validateImageName', () => {
  it.each(['web-golden', 'Debian_12.1', '0', 'a-'])('accepts %s', (name) => {
    expect(validateImageName(name)).toBeNull();
  });

  it.each(['', '-a', '.a', 'a b', 'a/b', 'ä', 'a'.repeat(64)])('refuses %j', (name) => {
    expect(validateImageName(name)).not.toBeNull();
  });
});
