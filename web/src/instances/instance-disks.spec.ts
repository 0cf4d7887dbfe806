import { describe, expect, it } from 'vitest';

import { diskPath, keptWords, losesDisk } from './instance-disks';

const pool = (name: string, path: string) => ({
  name,
  path,
  capacityBytes: 1,
  availableBytes: 1,
  problem: null,
});

describe('diskPath', () => {
  const pools = [pool('lab-images', '/lab/images'), pool('lab-disks', '/lab/disks/')];

  it('is in the pool for disks', () => {
    expect(diskPath({ diskVolume: 'a.qcow2' }, pools)).toBe('/lab/disks/a.qcow2');
  });

  it('is the volume alone while the pools are not known', () => {
    expect(diskPath({ diskVolume: 'a.qcow2' }, [])).toBe('a.qcow2');
    expect(diskPath({ diskVolume: 'a.qcow2' })).toBe('a.qcow2');
  });

  it('is none where the disks are not picostack’s own', () => {
    expect(diskPath({ diskVolume: null }, pools)).toBeNull();
  });
});

describe('losesDisk', () => {
  it.each([
    [{ origin: 'created', diskVolume: 'a.qcow2', state: 'stopped' }, true],
    [{ origin: 'created', diskVolume: 'a.qcow2', state: 'missing' }, true],
    [{ origin: 'created', diskVolume: 'a.qcow2', state: 'failed' }, false],
    [{ origin: 'adopted', diskVolume: null, state: 'running' }, false],
  ] as const)('%j: %s', (instance, loses) => {
    expect(losesDisk(instance)).toBe(loses);
  });
});

describe('keptWords', () => {
  const kept = (name: string) => ({ name, diskVolume: `${name}.qcow2` });

  it('names the one, and counts many', () => {
    expect(keptWords([kept('a')])).toEqual({ title: 'The disk of a stays', detail: 'a.qcow2' });
    expect(keptWords([kept('a'), kept('b')])).toEqual({
      title: 'The disks of 2 instances stay',
      detail: 'a.qcow2, b.qcow2',
    });
  });
});
