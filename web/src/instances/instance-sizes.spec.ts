import { describe, expect, it } from 'vitest';

import type { FlavourDto } from '../api/types';
import {
  describePending,
  describeResize,
  suggestDiskGiB,
  suggestFlavour,
  validateDiskSize,
  validateFlavour,
} from './instance-sizes';

const GIB = 1024 ** 3;

function flavour(change: Partial<FlavourDto> = {}): FlavourDto {
  return {
    id: 'f2',
    name: 'two',
    memoryMiB: 512,
    vcpus: 2,
    diskGiB: null,
    createdAt: '',
    ...change,
  };
}

const instance = {
  state: 'stopped' as const,
  memoryMiB: 256,
  vcpus: 1,
  diskSizeBytes: 10 * GIB,
  flavour: { id: 'f1', name: 'one' },
};

describe('the disk', () => {
  it.each([
    [37 * 1024 ** 2, 1],
    [GIB, 2],
    [10 * GIB, 20],
    [1500 * GIB, 3000],
  ])('of %d bytes: suggests %d GiB', (bytes, size) => {
    expect(suggestDiskGiB(bytes)).toBe(size);
    expect(validateDiskSize(String(size), bytes)).toBeNull();
  });

  it.each(['', 'x', '1.5', '-1', '0', '10', '65537'])('of 10 GiB cannot become %j', (text) => {
    expect(validateDiskSize(text, 10 * GIB)).not.toBeNull();
  });
});

describe('a flavour', () => {
  it('must differ from the current size', () => {
    const same = flavour({ id: 'f1', memoryMiB: 256, vcpus: 1 });
    expect(validateFlavour(instance, same)).toMatch(/already/);
    expect(validateFlavour(instance, { ...same, memoryMiB: 300 })).toBeNull();
    expect(validateFlavour(instance, flavour())).toBeNull();
  });

  it('cannot shrink the disk', () => {
    expect(validateFlavour(instance, flavour({ diskGiB: 5 }))).toMatch(/cannot shrink/);
    expect(validateFlavour(instance, flavour({ diskGiB: 10 }))).toBeNull();
  });

  it('is suggested one size larger, or else any that is possible', () => {
    const same = flavour({ id: 'f1', memoryMiB: 256, vcpus: 1 });
    const smaller = flavour({ id: 'f0', memoryMiB: 128 });
    const cramped = flavour({ id: 'f3', memoryMiB: 300, diskGiB: 1 });
    expect(suggestFlavour(instance, [smaller, same, cramped, flavour()])?.id).toBe('f2');
    expect(suggestFlavour(instance, [smaller, same])?.id).toBe('f0');
    expect(suggestFlavour(instance, [same])?.id).toBe('f1');
    expect(suggestFlavour(instance, [])).toBeUndefined();
  });

  it('describes what changes now and what changes later', () => {
    expect(describeResize(instance, flavour())).toBe(
      'The instance has 2 vCPUs · 512 MiB from its next start.',
    );
    const running = { ...instance, state: 'running' as const };
    expect(describeResize(running, flavour())).toMatch(/now.*next start/);
    expect(describeResize(instance, flavour({ diskGiB: 20 }))).toMatch(/disk grows to 20 GiB/);
    expect(describeResize(instance, flavour({ diskGiB: 10 }))).not.toMatch(/disk/);
  });
});

describe('describePending', () => {
  it('is the size after the next start', () => {
    expect(describePending({ pendingSize: null })).toBeNull();
    expect(describePending({ pendingSize: { memoryMiB: 512, vcpus: 1 } })).toBe(
      '1 vCPU · 512 MiB after the next start',
    );
  });
});
