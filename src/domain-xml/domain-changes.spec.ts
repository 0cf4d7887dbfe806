import { describe, expect, it } from 'vitest';
import { describeChanges, describeLiveChanges } from './domain-changes.js';
import { summarizeDomain } from './domain-summary.js';

const DISK = `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/d/vda.qcow2'/>
  <target dev='vda' bus='virtio'/><address type='pci' slot='0x04'/></disk>`;
const SECOND_DISK = `<disk type='file' device='disk'><source file='/d/vdb.img'/><target dev='vdb' bus='virtio'/></disk>`;
const NIC = `<interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/></interface>`;

interface Parts {
  name?: string;
  memory?: number;
  current?: number;
  vcpu?: string;
  devices?: string;
  metadata?: string;
  rest?: string;
}

function domain({
  name = 'web-1',
  memory = 256,
  current = memory,
  vcpu = '<vcpu placement="static">1</vcpu>',
  devices = DISK + NIC,
  metadata = '',
  rest = '<cpu mode="maximum"/>',
}: Parts = {}): string {
  return `<domain type='qemu'><name>${name}</name><uuid>6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c</uuid>
    <metadata>${metadata}</metadata>
    <memory unit='KiB'>${memory * 1024}</memory><currentMemory unit='KiB'>${current * 1024}</currentMemory>
    ${vcpu}${rest}<devices>${devices}</devices></domain>`;
}

const changes = (before: Parts, after: Parts): string[] =>
  describeChanges(summarizeDomain(domain(before)), summarizeDomain(domain(after)));

describe('the differences between two definitions', () => {
  it.each<[string, Parts, Parts, string[]]>([
    ['nothing', {}, {}, []],
    ['the name', {}, { name: 'web-2' }, ['renamed web-1 -> web-2']],
    ['memory, all of it', {}, { memory: 512 }, ['memory 256 -> 512 MiB']],
    ['memory, not all of it', {}, { current: 200 }, ['memory in use 256 -> 200 MiB']],
    [
      'both',
      { current: 200 },
      { memory: 512 },
      ['memory 256 -> 512 MiB', 'memory in use 200 -> 512 MiB'],
    ],
    ['vCPUs', {}, { vcpu: '<vcpu>2</vcpu>' }, ['vCPUs 1 -> 2']],
    ['vCPUs that may be added', {}, { vcpu: '<vcpu current="1">4</vcpu>' }, ['most vCPUs 1 -> 4']],
    ['a disk more', {}, { devices: DISK + SECOND_DISK + NIC }, ['disk vdb added']],
    ['a disk less', { devices: DISK + SECOND_DISK }, { devices: DISK }, ['disk vdb removed']],
    [
      'the file of a disk',
      {},
      { devices: DISK.replace('/d/vda', '/d/other') + NIC },
      ['disk vda: /d/vda.qcow2 -> /d/other.qcow2'],
    ],
    [
      'how a disk is driven',
      {},
      { devices: DISK.replace("type='qcow2'", "type='qcow2' cache='none'") + NIC },
      ['disk vda changed'],
    ],
    [
      'a network card more',
      {},
      { devices: DISK + NIC + NIC.replace(':01', ':02') },
      ['network card 52:54:00:00:00:02 added'],
    ],
    [
      'a controller that came with a disk',
      {},
      { devices: `${DISK}${SECOND_DISK}${NIC}<controller type='pci' index='9' model='x'/>` },
      ['disk vdb added'],
    ],
    [
      'a controller alone',
      {},
      { devices: `${DISK}${NIC}<controller type='scsi' index='0' model='x'/>` },
      ['controller scsi 0 added'],
    ],
    [
      'where libvirt put a device',
      {},
      { devices: DISK.replace("slot='0x04'", "slot='0x07'") + NIC },
      [],
    ],
    [
      'the order of attributes',
      {},
      { devices: DISK.replace("type='file' device='disk'", "device='disk' type='file'") + NIC },
      [],
    ],
    ['the processor', {}, { rest: '<cpu mode="host-model"/>' }, ['processor model changed']],
    ['a title', {}, { rest: '<cpu mode="maximum"/><title>Shop</title>' }, ['title added']],
    [
      "another program's metadata",
      {},
      { metadata: '<x:y xmlns:x="urn:other"/>' },
      ["other programs' metadata added"],
    ],
    [
      "picostack's own metadata",
      { metadata: '<p:instance xmlns:p="urn:picostack:instance:1" id="1"/>' },
      { metadata: '<p:instance xmlns:p="urn:picostack:instance:1" id="2"><port/></p:instance>' },
      [],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it('are limited to twenty, with the number of others', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      SECOND_DISK.replace('vdb', `sd${index}`),
    ).join('');
    const words = changes({}, { devices: DISK + many + NIC });
    expect(words).toHaveLength(21);
    expect(words.at(-1)).toBe('10 more changes');
  });
});

const HOSTDEV = `<hostdev mode='subsystem' type='pci' managed='yes'><source>
  <address domain='0x0000' bus='0x06' slot='0x12' function='0x5'/></source>
  <address type='pci' domain='0x0000' bus='0x00' slot='0x09' function='0x0'/></hostdev>`;
const USB = `<hostdev mode='subsystem' type='usb'><source><address bus='1' device='4'/></source></hostdev>`;
const MDEV = `<hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='c2177883-f1bb-47f0-914d-32a22e3a8804'/></source></hostdev>`;
const GRAPHICS = `<graphics type='vnc'><listen type='socket'/></graphics>`;
const NVME = `<disk type='nvme' device='disk'><source type='pci' namespace='1'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></source><target dev='vdn'/></disk>`;
const RNG = `<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>`;
const PANIC = `<panic model='isa'/>`;

describe('a change of a device', () => {
  it.each<[string, string, string, string[]]>([
    [
      'another PCI device of the host',
      HOSTDEV,
      HOSTDEV.replace("slot='0x12'", "slot='0x13'"),
      ['hostdev pci: 0000:06:12.5 -> 0000:06:13.5'],
    ],
    ['where the guest sees it', HOSTDEV, HOSTDEV.replace("slot='0x09'", "slot='0x0a'"), []],
    [
      'another USB device',
      USB,
      USB.replace("device='4'", "device='5'"),
      ['hostdev usb: 1:4 -> 1:5'],
    ],
    [
      'another mediated device',
      MDEV,
      MDEV.replace('8804', '8805'),
      [
        'hostdev mdev: c2177883-f1bb-47f0-914d-32a22e3a8804 -> c2177883-f1bb-47f0-914d-32a22e3a8805',
      ],
    ],
    [
      'another NVMe disk',
      NVME,
      NVME.replace("bus='0x01'", "bus='0x02'"),
      ['disk vdn: 0000:01:00.0 -> 0000:02:00.0'],
    ],
    [
      'the first of two alike',
      USB + USB.replace("device='4'", "device='5'"),
      USB.replace("device='4'", "device='5'"),
      ['hostdev usb 1:4 removed'],
    ],
    [
      'the address of one of two',
      USB + USB.replace("device='4'", "device='5'"),
      USB + USB.replace("device='4'", "device='6'"),
      ['hostdev usb: 1:5 -> 1:6'],
    ],
    [
      "an operator's name for a device",
      DISK,
      DISK.replace('<target', "<alias name='ua-root'/><target"),
      ['disk vda changed'],
    ],
    [
      "libvirt's name for a device",
      DISK,
      DISK.replace('<target', "<alias name='virtio0'/><target"),
      [],
    ],
    ['the target of a disk', DISK, DISK.replace("dev='vda'", "dev='vdx'"), ['disk vda -> vdx']],
    [
      'the address of a network card',
      NIC,
      NIC.replace(':01', ':02'),
      ['network card 52:54:00:00:00:01 -> 52:54:00:00:00:02'],
    ],
    [
      'how the screen is reached',
      GRAPHICS,
      GRAPHICS.replace('vnc', 'spice'),
      ['graphics vnc -> spice'],
    ],
    [
      'the model of the screen',
      "<video><model type='vga'/></video>",
      "<video><model type='qxl'/></video>",
      ['video vga -> qxl'],
    ],
    [
      'a screen, with which libvirt adds a card',
      '',
      `${GRAPHICS}<video><model type='vga'/></video>`,
      ['graphics vnc added'],
    ],
    ['a source of randomness', RNG, RNG.replace('urandom', 'random'), ['rng virtio changed']],
    [
      'the model of a panic device',
      PANIC,
      PANIC.replace('isa', 'pvpanic'),
      ['panic isa -> pvpanic'],
    ],
    [
      'the network of a card',
      NIC,
      NIC.replace("'user'", "'network'"),
      ['network card 52:54:00:00:00:01 changed'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changes({ devices: before }, { devices: after })).toEqual(expected);
  });

  it('includes the attributes of a size', () => {
    const pinned = '<vcpu placement="static" cpuset="0-3">1</vcpu>';
    expect(changes({}, { vcpu: pinned })).toEqual(['placement of the vCPUs added']);
  });
});

describe('the differences between two states of a running guest', () => {
  const live = (before: string, after: string): string[] =>
    describeLiveChanges(
      summarizeDomain(domain({ devices: before })),
      summarizeDomain(domain({ devices: after, memory: 300 })),
    );

  it('include devices that were attached and detached', () => {
    expect(live(DISK + NIC, DISK + SECOND_DISK)).toEqual([
      'disk vdb added',
      'network card 52:54:00:00:00:01 removed',
    ]);
  });

  it('do not include what libvirt fills in', () => {
    expect(live(DISK, DISK.replace('<target', '<backingStore type="file"/><target'))).toEqual([]);
  });
});

describe('the summary of a definition', () => {
  it('has its disks, its network interface and its owner', () => {
    const summary = summarizeDomain(
      domain({
        devices: `${DISK}<disk type='volume' device='disk'><source pool='p' volume='v'/><target dev='vdc'/></disk>
          <disk type='file' device='cdrom'><target dev='sda'/></disk>${NIC}`,
        metadata:
          '<p:instance xmlns:p="urn:picostack:instance:1" id="6e0a5b0e"><record pools="picostack"/></p:instance>',
      }),
    );
    expect(summary).toMatchObject({
      memoryKiB: 256 * 1024,
      vcpus: 1,
      disks: [
        { target: 'vda', source: '/d/vda.qcow2' },
        { target: 'vdc', source: 'p/v' },
        { target: 'sda', source: null },
      ],
      firstNic: { type: 'user', mac: '52:54:00:00:00:01' },
      owner: { id: '6e0a5b0e', poolPrefix: 'picostack' },
    });
  });

  it('has its owner, also with the prefix that libvirt writes, and from earlier versions', () => {
    const ownerOf = (content: string) =>
      summarizeDomain(
        domain({
          metadata: `<p:instance xmlns:p="urn:picostack:instance:1" id="1">${content}</p:instance>`,
        }),
      ).owner;
    expect(ownerOf('<p:record pools="lab"/>')).toEqual({ id: '1', poolPrefix: 'lab' });
    expect(ownerOf('<image id="2"/>')).toEqual({ id: '1', poolPrefix: null });
  });

  it('may have no network interface and no owner', () => {
    expect(summarizeDomain(domain({ devices: DISK }))).toMatchObject({
      firstNic: null,
      owner: null,
    });
  });
});
