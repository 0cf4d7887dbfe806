import { describe, expect, it } from 'vitest';
import { pendingSize, sizeWith } from './instance-size.js';

const PLAIN = { memoryKiB: 262_144, maxMemoryKiB: 262_144, vcpus: 1, maxVcpus: 1 };
const ROOMY = { memoryKiB: 262_144, maxMemoryKiB: 1_048_576, vcpus: 1, maxVcpus: 4 };

describe('the size that a domain is to be defined with', () => {
  it('has no more room than there was', () => {
    expect(sizeWith(PLAIN, { memoryMiB: 1024, vcpus: 2 })).toEqual({
      memoryKiB: 1_048_576,
      maxMemoryKiB: 1_048_576,
      vcpus: 2,
      maxVcpus: 2,
    });
    const large = { memoryKiB: 1_048_576, maxMemoryKiB: 1_048_576, vcpus: 2, maxVcpus: 2 };
    expect(sizeWith(large, { memoryMiB: 256, vcpus: 1 })).toEqual(PLAIN);
  });

  it('keeps the room that an operator left', () => {
    expect(sizeWith(ROOMY, { memoryMiB: 512, vcpus: 2 })).toEqual({
      ...ROOMY,
      memoryKiB: 524_288,
      vcpus: 2,
    });
    expect(sizeWith(ROOMY, { memoryMiB: 2048, vcpus: 8 })).toEqual({
      memoryKiB: 2_097_152,
      maxMemoryKiB: 2_097_152,
      vcpus: 8,
      maxVcpus: 8,
    });
  });
});

describe('what is pending', () => {
  it('is nothing where the guest has what it is defined with', () => {
    expect(pendingSize(PLAIN, { memoryKiB: 262_144, nrVirtCpu: 1 })).toBeNull();
    expect(pendingSize(ROOMY, { memoryKiB: 262_144, nrVirtCpu: 1 })).toBeNull();
  });

  it.each([
    { memoryKiB: 131_072, nrVirtCpu: 1 },
    { memoryKiB: 262_144, nrVirtCpu: 2 },
  ])('is what the next start gives: %o', (now) => {
    expect(pendingSize(PLAIN, now)).toEqual({ memoryMiB: 256, vcpus: 1 });
  });
});
