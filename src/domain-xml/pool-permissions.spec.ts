import { describe, expect, it } from 'vitest';
import { withoutOthers } from './pool-permissions.js';
import { readQemuUser } from './read.js';

const QEMU = { userId: 64_055, groupId: 64_055 };

function pool(mode: string, type = 'dir'): string {
  return `<pool type='${type}'><name>p</name><uuid>u</uuid><target><path>/p</path><permissions><mode>${mode}</mode><owner>0</owner><group>0</group></permissions></target></pool>`;
}

describe("a pool's folder", () => {
  it.each(['0711', '0755', '0777', '0701'])('with mode %s is closed to others', (mode) => {
    const xml = withoutOthers(pool(mode), QEMU);
    expect(xml).toContain('<mode>0710</mode><owner>0</owner><group>64055</group>');
    expect(xml).toContain('<uuid>u</uuid>');
    expect(withoutOthers(pool(mode), undefined)).toContain('<mode>0700</mode>');
  });

  it.each(['0710', '0700', '0770'])('with mode %s stays as an operator set it', (mode) => {
    expect(withoutOthers(pool(mode), QEMU)).toBeUndefined();
  });

  it('stays unchanged if the pool is a filesystem or a volume group', () => {
    expect(withoutOthers(pool('0755', 'netfs'), QEMU)).toBeUndefined();
    expect(withoutOthers('<pool type="logical"/>', QEMU)).toBeUndefined();
  });
});

describe("QEMU's user", () => {
  const host = (models: string) => `<capabilities><host>${models}</host></capabilities>`;
  const dac = (label: string) =>
    `<secmodel><model>dac</model><doi>0</doi><baselabel type='qemu'>${label}</baselabel></secmodel>`;

  it('is read from the security model DAC', () => {
    const none = '<secmodel><model>none</model></secmodel>';
    expect(readQemuUser(host(none + dac('+64055:+107')))).toEqual({ userId: 64_055, groupId: 107 });
    expect(readQemuUser(host(dac('+0:+0')))).toEqual({ userId: 0, groupId: 0 });
  });

  it('is unknown if libvirt does not change owners', () => {
    expect(readQemuUser(host('<secmodel><model>none</model></secmodel>'))).toBeUndefined();
    expect(readQemuUser(host(''))).toBeUndefined();
  });
});
