import { describe, expect, it } from 'vitest';
import { diskTargetOf, readDomainSize } from './domain-size.js';

describe('the size of a domain', () => {
  it('is that of its definition', () => {
    const xml =
      "<domain><memory unit='KiB'>262144</memory><vcpu placement='static'>2</vcpu></domain>";
    expect(readDomainSize(xml)).toEqual({
      memoryKiB: 262_144,
      maxMemoryKiB: 262_144,
      vcpus: 2,
      maxVcpus: 2,
    });
  });

  it('distinguishes the current and the maximum size', () => {
    const xml =
      "<domain><memory unit='KiB'>1048576</memory><currentMemory unit='KiB'>524288</currentMemory><vcpu current='1'>4</vcpu></domain>";
    expect(readDomainSize(xml)).toEqual({
      memoryKiB: 524_288,
      maxMemoryKiB: 1_048_576,
      vcpus: 1,
      maxVcpus: 4,
    });
  });
});

describe('the target of a disk', () => {
  const xml = `<domain><devices>
    <disk type='network'><source protocol='nbd' name='x'/><target dev='vda'/></disk>
    <disk type='file' device='cdrom'><target dev='sda'/></disk>
    <disk type='file'><source file='/pool/a.qcow2'/><backingStore><source file='/pool/base.qcow2'/></backingStore><target dev='vdb'/></disk>
  </devices></domain>`;

  it('is found by its file', () => {
    expect(diskTargetOf(xml, '/pool/a.qcow2')).toBe('vdb');
  });

  it.each(['/pool/base.qcow2', '/pool/b.qcow2', ''])('is not found by "%s"', (path) => {
    expect(diskTargetOf(xml, path)).toBeUndefined();
  });
});
