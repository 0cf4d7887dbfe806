import { describe, expect, it } from 'vitest';
import { fileReferences, snapshotFiles, volumeReferences } from './file-references.js';

describe('fileReferences', () => {
  it.each([
    ['a disk', `<disk><source file='/srv/a.qcow2' index='1'/></disk>`],
    ['a block device', `<disk><source dev="/srv/a.qcow2"/></disk>`],
    [
      'a backing chain',
      `<disk><source file='/b'/><backingStore type='file'><source file='/srv/a.qcow2'/></backingStore></disk>`,
    ],
    ['a copy under way', `<mirror><source file='/srv/a.qcow2'/></mirror>`],
    ['NVRAM', `<os><nvram template='/x'>/srv/a.qcow2</nvram></os>`],
    ['a kernel', `<os><kernel>\n  /srv/a.qcow2\n</kernel></os>`],
    ["QEMU's arguments", `<qemu:arg value='if=virtio,file=/srv/a.qcow2,format=qcow2'/>`],
    [
      'a JSON description',
      `<qemu:arg value='json:{&quot;filename&quot;:&quot;/srv/a.qcow2&quot;}'/>`,
    ],
  ])('finds the path of %s', (_, xml) => {
    expect(fileReferences(`<domain><devices>${xml}</devices></domain>`)).toContain('/srv/a.qcow2');
  });

  it('decodes escaped characters, and keeps commas and blanks in a path', () => {
    expect([...fileReferences(`<source file='/a&apos;b &amp; c,d=&#x65;'/>`)]).toEqual([
      "/a'b & c,d=e",
    ]);
  });

  it('ignores paths in descriptions', () => {
    const xml = `<domain><title>/a</title><description>see /a</description><metadata><x>/a</x></metadata></domain>`;
    expect(fileReferences(xml).size).toBe(0);
  });
});

it('volumeReferences finds the pool and the volume', () => {
  expect(volumeReferences(`<domain><disk><source pool='p' volume='v'/></disk></domain>`)).toEqual([
    { pool: 'p', volume: 'v' },
  ]);
});

it('snapshotFiles finds only the files of external snapshots', () => {
  const xml = `<domainsnapshot><disks><disk name='vda' snapshot='external' type='file'><source file='/a.s1'/></disk>
    <disk name='vdb' snapshot='no'/></disks></domainsnapshot>`;
  expect(snapshotFiles(xml)).toEqual(['/a.s1']);
});
