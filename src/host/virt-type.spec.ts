import { describe, expect, it } from 'vitest';
import { chooseVirtType } from './virt-type.js';

const capabilities = (arch: string, ...domainTypes: string[]): string => `<capabilities>
  <host><cpu><arch>${arch}</arch></cpu></host>
  <guest><os_type>hvm</os_type><arch name='${arch}'>${domainTypes
    .map((type) => `<domain type='${type}'/>`)
    .join('')}</arch></guest>
  <guest><os_type>hvm</os_type><arch name='sparc'><domain type='qemu'/></arch></guest>
</capabilities>`;
const choose = (wanted: 'auto' | 'kvm' | 'qemu', xml: string, ...flags: string[]) =>
  chooseVirtType({ wanted, capabilitiesXml: xml, cpuFlags: new Set(flags) });

describe('the virtualization type', () => {
  const both = capabilities('x86_64', 'qemu', 'kvm');

  it.each([['vmx'], ['svm']])('is KVM if libvirt offers it and the CPU has %s', (flag) => {
    expect(choose('auto', both, 'fpu', flag).type).toBe('kvm');
  });

  it('is software emulation if the CPU has neither, even if libvirt offers KVM', () => {
    expect(choose('auto', both, 'fpu')).toMatchObject({
      type: 'qemu',
      reason: expect.stringContaining('neither vmx nor svm') as string,
    });
  });

  it('is software emulation if libvirt does not offer KVM', () => {
    expect(choose('auto', capabilities('x86_64', 'qemu'), 'vmx').type).toBe('qemu');
  });

  it('is KVM if only libvirt can be queried: a remote host', () => {
    const facts = { wanted: 'auto', capabilitiesXml: both, cpuFlags: undefined } as const;
    expect(chooseVirtType(facts).type).toBe('kvm');
  });

  it('does not check x86 flags on another CPU', () => {
    expect(choose('auto', capabilities('aarch64', 'qemu', 'kvm'), 'fp').type).toBe('kvm');
  });

  it('is the configured one, whatever the host offers', () => {
    expect(choose('kvm', capabilities('x86_64', 'qemu')).type).toBe('kvm');
    expect(choose('qemu', both, 'vmx').type).toBe('qemu');
  });
});
