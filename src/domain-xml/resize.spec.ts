import { describe, expect, it } from 'vitest';
import { readDomainSize } from './domain-size.js';
import { obstacleToResize, resizeXml, restoreSize } from './resize.js';

const MIB = 1024;

interface Parts {
  readonly vcpu?: string;
  readonly before?: string;
  readonly cpu?: string;
  readonly devices?: string;
  readonly current?: number;
}

/** A domain of 512 MiB and four processors, as libvirt writes it. */
const domain = ({
  vcpu = '<vcpu placement="static">4</vcpu>',
  before = '',
  cpu = '',
  devices = '',
  current = 512,
}: Parts = {}) =>
  `<domain type="qemu"><name>web-1</name>${before}<memory unit="KiB">${512 * MIB}</memory><currentMemory unit="KiB">${current * MIB}</currentMemory>${vcpu}${cpu ? `<cpu mode="host-model">${cpu}</cpu>` : '<cpu mode="host-model"/>'}<devices><emulator>/usr/bin/qemu</emulator>${devices}</devices></domain>`;

const size = (memoryMiB: number, vcpus: number, maxVcpus = vcpus) => ({
  memoryKiB: memoryMiB * MIB,
  maxMemoryKiB: memoryMiB * MIB,
  vcpus,
  maxVcpus,
});

const topology = (words: string) => {
  const [sockets = 1, dies = 1, cores = 1, threads = 1] = words.split('x').map(Number);
  return `<topology sockets="${sockets}" dies="${dies}" cores="${cores}" threads="${threads}"/>`;
};

const cell = (id: number, cpus: string, memoryMiB: number) =>
  `<cell id="${id}" cpus="${cpus}" memory="${memoryMiB * MIB}" unit="KiB" memAccess="shared"/>`;

function resized(parts: Parts, to: ReturnType<typeof size>): string {
  const result = resizeXml(domain(parts), to);
  if ('obstacle' in result) throw new Error(result.obstacle);
  return result.xml;
}

describe('another size in the XML of a domain', () => {
  it('changes memory and processors, and nothing else', () => {
    expect(resized({}, size(1024, 2))).toBe(
      domain()
        .replaceAll(`>${512 * MIB}<`, `>${1024 * MIB}<`)
        .replace('>4</vcpu>', '>2</vcpu>'),
    );
    expect(resized({}, size(512, 4))).toBe(domain());
  });

  it('keeps free slots, and removes the attribute if there are none', () => {
    const roomy = { vcpu: '<vcpu placement="static" cpuset="0-1" current="2">4</vcpu>' };
    expect(resized(roomy, size(512, 3, 4))).toContain('cpuset="0-1" current="3">4</vcpu>');
    expect(resized(roomy, size(512, 8))).toContain(
      '<vcpu placement="static" cpuset="0-1">8</vcpu>',
    );
  });

  it.each([
    ['4x1x1x1', 2, '2x1x1x1'],
    ['4x1x1x1', 1, '1x1x1x1'],
    ['1x1x4x1', 8, '1x1x8x1'],
    ['1x1x4x1', 1, '1x1x1x1'],
    ['1x1x2x2', 8, '1x1x4x2'],
    ['1x1x1x4', 8, '1x1x2x4'],
    ['2x1x1x2', 6, '3x1x1x2'],
    ['1x2x2x1', 8, '1x2x4x1'],
  ])('follows the topology %s to %i processors: %s', (from, vcpus, to) => {
    expect(resized({ cpu: topology(from) }, size(512, vcpus))).toContain(topology(to));
  });

  it('changes the only NUMA cell with all memory', () => {
    const xml = resized({ cpu: `<numa>${cell(0, '0-3', 512)}</numa>` }, size(1024, 2));
    expect(xml).toContain(cell(0, '0-1', 1024));
    expect(xml).toContain(`<memory unit="KiB">${1024 * MIB}</memory>`);
    expect(resized({ cpu: `<numa>${cell(0, '0-3', 512)}</numa>` }, size(512, 1))).toContain(
      cell(0, '0', 512),
    );
  });

  it.each<[string, Parts, ReturnType<typeof size>, RegExp]>([
    [
      'a topology of several sockets and cores',
      { cpu: topology('2x1x2x1') },
      size(512, 8),
      /topology/,
    ],
    ['a topology with threads', { cpu: topology('1x1x2x2') }, size(512, 3), /2 threads/],
    [
      'two NUMA cells',
      { cpu: `<numa>${cell(0, '0-1', 256)}${cell(1, '2-3', 256)}</numa>` },
      size(1024, 4),
      /2 NUMA cells/,
    ],
    [
      'a NUMA cell without some processors',
      { cpu: `<numa>${cell(0, '0-1', 512)}</numa>` },
      size(512, 2),
      /NUMA cell/,
    ],
    [
      'processors that are listed',
      { before: '<vcpus><vcpu id="0" enabled="yes"/></vcpus>' },
      size(512, 2),
      /one by one/,
    ],
    [
      'a pin of a processor that would go',
      { before: '<cputune><vcpupin vcpu="3" cpuset="0"/></cputune>' },
      size(512, 2),
      /vcpupin.*processor 3/,
    ],
    [
      'a scheduler of processors that would go',
      { before: '<cputune><vcpusched vcpus="0-3,^1" scheduler="fifo"/></cputune>' },
      size(512, 2),
      /vcpusched.*2, 3/,
    ],
    [
      'memory modules',
      { devices: '<memory model="dimm"><target/></memory>' },
      size(1024, 4),
      /memory devices \(1\)/,
    ],
    [
      'a limit of its memory',
      { before: `<maxMemory slots="4" unit="KiB">${768 * MIB}</maxMemory>` },
      size(1024, 4),
      /<maxMemory> is limited to 768 MiB/,
    ],
    [
      'a hard limit on the host',
      { before: `<memtune><hard_limit unit="KiB">${768 * MIB}</hard_limit></memtune>` },
      size(1024, 4),
      /hard_limit/,
    ],
    [
      'huge pages of 1 GiB',
      {
        before:
          '<memoryBacking><hugepages><page size="1048576" unit="KiB"/></hugepages></memoryBacking>',
      },
      size(1536, 4),
      /huge pages of 1024 MiB/,
    ],
    [
      'huge pages of the usual size',
      { before: '<memoryBacking><hugepages/></memoryBacking>' },
      size(1025, 4),
      /huge pages of 2 MiB/,
    ],
  ])('is refused with %s', (_, parts, to, words) => {
    expect(resizeXml(domain(parts), to)).toEqual({ obstacle: expect.stringMatching(words) });
  });

  it('does not change elements of the other half of a size', () => {
    const modules = { devices: '<memory model="dimm"><target/></memory>' };
    expect(resized(modules, size(512, 2))).toContain('>2</vcpu>');
    const sockets = { cpu: topology('2x1x2x1') };
    expect(resized(sockets, size(1024, 4))).toContain(topology('2x1x2x1'));
    const pinned = { before: '<cputune><vcpupin vcpu="3" cpuset="0"/></cputune>' };
    expect(resized(pinned, size(1024, 4))).toContain('vcpu="3"');
  });

  it('only changes the balloon if there is space, whatever the topology of the memory', () => {
    const cells = `<numa>${cell(0, '0-1', 256)}${cell(1, '2-3', 256)}</numa>`;
    const to = { ...size(512, 4), memoryKiB: 384 * MIB };
    expect(readDomainSize(resized({ cpu: cells, current: 256 }, to))).toEqual(to);
  });
});

describe('whether any other size is possible', () => {
  it('is true if one half can change', () => {
    expect(obstacleToResize(domain())).toBeUndefined();
    expect(obstacleToResize(domain({ cpu: topology('2x1x2x1') }))).toBeUndefined();
    const modules = { devices: '<memory model="dimm"><target/></memory>' };
    expect(obstacleToResize(domain(modules))).toBeUndefined();
  });

  it('is false if both halves are fixed, with the reason', () => {
    const cells = `<numa>${cell(0, '0-1', 256)}${cell(1, '2-3', 256)}</numa>`;
    expect(obstacleToResize(domain({ cpu: cells }))).toMatch(/^Its memory and.*2 NUMA cells.*\.$/);
    const both = {
      cpu: topology('2x1x2x1'),
      devices: '<memory model="virtio-mem"><target/></memory>',
    };
    expect(obstacleToResize(domain(both))).toMatch(/memory devices.*topology/);
  });
});

describe('restoring a size', () => {
  it.each<[string, Parts]>([
    ['plain', {}],
    ['with a topology', { cpu: topology('1x1x4x1') }],
    ['with a cell', { cpu: `<numa>${cell(0, '0-3', 512)}</numa>` }],
    ['with room', { vcpu: '<vcpu placement="auto" current="2">4</vcpu>', current: 256 }],
  ])('gives the former XML again: %s', (_, parts) => {
    expect(restoreSize(resized(parts, size(1024, 8)), domain(parts))).toBe(domain(parts));
  });

  it('keeps other changes, and elements that the former XML does not have', () => {
    const secret = '<graphics type="vnc" passwd="secret"/>';
    const now = resized({ devices: secret }, size(1024, 8));
    expect(restoreSize(now, domain())).toBe(domain({ devices: secret }));
  });
});
