import { describe, expect, it } from 'vitest';

import { formatFlavour, formatMiB } from './sizes';

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
