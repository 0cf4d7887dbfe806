import { describe, expect, it } from 'vitest';
import { domainSizeFor, pendingSize } from './instance-size.js';

const PLAIN = { memoryKiB: 262_144, maxMemoryKiB: 262_144, vcpus: 1, maxVcpus: 1 };
const WITH_MAXIMUM = { memoryKiB: 262_144, maxMemoryKiB: 1_048_576, vcpus: 1, maxVcpus: 4 };

describe('the size to define a domain with', () => {
  it('has no higher maximum if there was none', () => {
    expect(domainSizeFor(PLAIN, { memoryMiB: 1024, vcpus: 2 })).toEqual({
      memoryKiB: 1_048_576,
      maxMemoryKiB: 1_048_576,
      vcpus: 2,
      maxVcpus: 2,
    });
    const large = { memoryKiB: 1_048_576, maxMemoryKiB: 1_048_576, vcpus: 2, maxVcpus: 2 };
    expect(domainSizeFor(large, { memoryMiB: 256, vcpus: 1 })).toEqual(PLAIN);
  });

  it('keeps the maximum that an operator defined', () => {
    expect(domainSizeFor(WITH_MAXIMUM, { memoryMiB: 512, vcpus: 2 })).toEqual({
      ...WITH_MAXIMUM,
      memoryKiB: 524_288,
      vcpus: 2,
    });
    expect(domainSizeFor(WITH_MAXIMUM, { memoryMiB: 2048, vcpus: 8 })).toEqual({
      memoryKiB: 2_097_152,
      maxMemoryKiB: 2_097_152,
      vcpus: 8,
      maxVcpus: 8,
    });
  });
});

describe('the pending size', () => {
  it('is null if the guest has the defined size', () => {
    expect(pendingSize(PLAIN, { memoryKiB: 262_144, nrVirtCpu: 1 })).toBeNull();
    expect(pendingSize(WITH_MAXIMUM, { memoryKiB: 262_144, nrVirtCpu: 1 })).toBeNull();
  });

  it.each([
    { memoryKiB: 131_072, nrVirtCpu: 1 },
    { memoryKiB: 262_144, nrVirtCpu: 2 },
  ])('is the size after the next start: %o', (present) => {
    expect(pendingSize(PLAIN, present)).toEqual({ memoryMiB: 256, vcpus: 1 });
  });
});
