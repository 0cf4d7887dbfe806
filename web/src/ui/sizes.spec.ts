import { describe, expect, it } from 'vitest';

import { formatBytes, formatFlavour, formatMiB } from './sizes';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1024 * 1024 - 1, '1 MiB'],
    [1000 * 1024, '1000 KiB'],
    [37 * 2 ** 20, '37 MiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [10 * 2 ** 30, '10 GiB'],
    [2 ** 60, '1024 PiB'],
  ])('%d -> %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatMiB and formatFlavour', () => {
  it('turn to GiB from 1024 on', () => {
    expect(formatMiB(256)).toBe('256 MiB');
    expect(formatMiB(1536)).toBe('1.5 GiB');
  });

  it('count processors', () => {
    expect(formatFlavour({ vcpus: 1, memoryMiB: 256 })).toBe('1 vCPU · 256 MiB');
    expect(formatFlavour({ vcpus: 4, memoryMiB: 4096 })).toBe('4 vCPUs · 4 GiB');
  });
});
