import { describe, expect, it } from 'vitest';
import { hasGuestAgent, readDisks, replaceDisk } from './disks.js';

const DOMAIN = `<domain type='kvm'>
  <name>web-1</name>
  <metadata>
    <picostack:instance xmlns:picostack="urn:picostack:instance:1" id="i1">
      <disk volume="i1.qcow2"/>
      <image id="old" name="tiny"/>
      <flavour name="small"/>
    </picostack:instance>
    <mine:note xmlns:mine="urn:mine"><image id="mine"/></mine:note>
  </metadata>
  <description>kept &amp; quoted &lt;b&gt;</description>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='cdrom'>
      <target dev='sda' bus='sata'/>
      <readonly/>
    </disk>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' discard='unmap' cache='none'/>
      <source file='/pool/i1.qcow2'/>
      <backingStore type='file'>
        <format type='qcow2'/>
        <source file='/images/old.qcow2'/>
      </backingStore>
      <target dev='vda' bus='virtio'/>
      <boot order='1'/>
    </disk>
    <disk type='block' device='disk'>
      <source dev='/dev/sdb'/>
      <target dev='vdb' bus='virtio'/>
    </disk>
  </devices>
</domain>`;

const CHANGE = {
  from: '/pool/i1.qcow2',
  to: '/pool/i1-2.qcow2',
  volume: 'i1-2.qcow2',
  image: { id: 'new', name: 'debian-13' },
};

describe('readDisks', () => {
  it('distinguishes files, devices and empty drives', () => {
    expect(readDisks(DOMAIN)).toEqual([
      { target: 'sda', file: undefined, mirror: undefined },
      { target: 'vda', file: '/pool/i1.qcow2', mirror: undefined },
      { target: 'vdb', file: undefined, mirror: undefined },
    ]);
  });

  it.each([
    ["ready='yes'", true],
    ['', false],
    ["ready='abort'", false],
  ])('reads the copy that is being made (%s)', (ready, isReady) => {
    const mirror = `<mirror type='file' file='/pool/new.qcow2' format='qcow2' job='copy' ${ready}>
      <format type='qcow2'/><source file='/pool/new.qcow2' index='3'/></mirror>`;
    const xml = DOMAIN.replace("<target dev='vda'", `${mirror}<target dev='vda'`);
    expect(readDisks(xml)[1]).toEqual({
      target: 'vda',
      file: '/pool/i1.qcow2',
      mirror: { file: '/pool/new.qcow2', isReady },
    });
  });

  it('finds none in a domain without devices', () => {
    expect(readDisks('<domain/>')).toEqual([]);
  });
});

describe('replaceDisk', () => {
  it('changes the file, the chain and the metadata, and nothing else', () => {
    expect(replaceDisk(DOMAIN, CHANGE)).toBe(
      DOMAIN.replace(`<source file='/pool/i1.qcow2'/>`, `<source file="/pool/i1-2.qcow2"/>`)
        .replace(/ *<backingStore[\s\S]*?<\/backingStore>\n/, '      \n')
        .replace('<disk volume="i1.qcow2"/>', '<disk volume="i1-2.qcow2"/>')
        .replace('<image id="old" name="tiny"/>', '<image id="new" name="debian-13"/>')
        // The serializer writes all attributes in double quotes.
        .replaceAll(/='([^']*)'/g, '="$1"'),
    );
  });

  it('can be undone', () => {
    const there = replaceDisk(DOMAIN, CHANGE) ?? '';
    const image = { id: 'old', name: 'tiny' };
    const back = { from: CHANGE.to, to: CHANGE.from, volume: 'i1.qcow2', image };
    expect(readDisks(replaceDisk(there, back) ?? '')).toEqual(readDisks(DOMAIN));
  });

  it('escapes characters with a meaning in XML', () => {
    const odd = { ...CHANGE, to: `/pool/a&"b'<c>.qcow2` };
    expect(readDisks(replaceDisk(DOMAIN, odd) ?? '')[1]?.file).toBe(odd.to);
  });

  it('returns undefined if no disk has the file, or it is only a part of a chain', () => {
    expect(replaceDisk(DOMAIN, { ...CHANGE, from: '/pool/other.qcow2' })).toBeUndefined();
    expect(replaceDisk(DOMAIN, { ...CHANGE, from: '/images/old.qcow2' })).toBeUndefined();
  });
});

describe('hasGuestAgent', () => {
  const withState = (state: string, name = 'org.qemu.guest_agent.0') =>
    `<domain><devices><channel type='unix'><target type='virtio' name='${name}' ${state}/></channel></devices></domain>`;

  it('is true when the agent has opened its channel', () => {
    expect(hasGuestAgent(withState("state='connected'"))).toBe(true);
    expect(hasGuestAgent(withState("state='disconnected'"))).toBe(false);
    expect(hasGuestAgent(withState(''))).toBe(false);
    expect(hasGuestAgent(withState("state='connected'", 'com.redhat.spice.0'))).toBe(false);
    expect(hasGuestAgent(DOMAIN)).toBe(false);
  });
});
