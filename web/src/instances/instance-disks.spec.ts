import { describe, expect, it } from 'vitest';

import { deletesDisk, describeKeptDisks, diskPath } from './instance-disks';

const pool = (name: string, path: string) => ({
  name,
  path,
  capacityBytes: 1,
  availableBytes: 1,
  problem: null,
});

describe('diskPath', () => {
  const pools = [pool('lab-images', '/lab/images'), pool('lab-disks', '/lab/disks/')];

  it('is in the pool of disks', () => {
    expect(diskPath({ diskVolume: 'a.qcow2' }, pools)).toBe('/lab/disks/a.qcow2');
  });

  it('is the volume name if the pools are unknown', () => {
    expect(diskPath({ diskVolume: 'a.qcow2' }, [])).toBe('a.qcow2');
    expect(diskPath({ diskVolume: 'a.qcow2' })).toBe('a.qcow2');
  });

  it('is null for an adopted domain', () => {
    expect(diskPath({ diskVolume: null }, pools)).toBeNull();
  });
});

describe('deletesDisk', () => {
  it.each([
    [{ origin: 'created', diskVolume: 'a.qcow2', state: 'stopped' }, true],
    [{ origin: 'created', diskVolume: 'a.qcow2', state: 'missing' }, true],
    [{ origin: 'created', diskVolume: 'a.qcow2', state: 'failed' }, false],
    [{ origin: 'adopted', diskVolume: null, state: 'running' }, false],
  ] as const)('%j: %s', (instance, expected) => {
    expect(deletesDisk(instance)).toBe(expected);
  });
});

describe('describeKeptDisks', () => {
  const kept = (name: string) => ({ name, diskVolume: `${name}.qcow2` });

  it('names one instance, and counts several', () => {
    expect(describeKeptDisks([kept('a')])).toEqual({
      title: 'Kept the disk of a',
      detail: 'a.qcow2',
    });
    expect(describeKeptDisks([kept('a'), kept('b')])).toEqual({
      title: 'Kept the disks of 2 instances',
      detail: 'a.qcow2, b.qcow2',
    });
  });
});
