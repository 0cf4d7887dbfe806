import { describe, expect, it } from 'vitest';

import { EMPTY_VOLUME, volumeRequest, withVolume } from './pool-volume';

const VOLUME = { pool: 'lab', name: 'Web 1.img', format: 'vmdk', capacityBytes: 1, sizeBytes: 1 };

describe('the import of a volume of libvirt', () => {
  it('takes the name from the volume, and the format from libvirt unless the name says it', () => {
    const draft = withVolume(EMPTY_VOLUME, VOLUME, new Set(['web-1']));
    expect(volumeRequest(draft)).toEqual({
      volume: { pool: 'lab', name: 'Web 1.img' },
      name: 'web-1-1',
      format: 'vmdk',
    });
    const named = withVolume(EMPTY_VOLUME, { ...VOLUME, name: 'a.ova', format: 'raw' }, new Set());
    expect(named.format).toBe('ova');
    const unknown = withVolume(EMPTY_VOLUME, { ...VOLUME, name: 'a', format: 'dir' }, new Set());
    expect(unknown.format).toBe('qcow2');
  });

  it('keeps a name that the user entered', () => {
    const named = { ...EMPTY_VOLUME, name: 'mine', isNameEdited: true };
    expect(withVolume(named, VOLUME, new Set()).name).toBe('mine');
  });

  it('needs a volume and a name', () => {
    expect(volumeRequest({ ...EMPTY_VOLUME, name: 'mine' })).toBeNull();
    expect(volumeRequest({ ...withVolume(EMPTY_VOLUME, VOLUME, new Set()), name: '' })).toBeNull();
  });
});
