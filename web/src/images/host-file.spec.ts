import { describe, expect, it } from 'vitest';

import { EMPTY_HOST_FILE, hostFileRequest, withPath } from './host-file';

describe('the import of a file on the host', () => {
  it('takes the name and the format from the file name', () => {
    const draft = withPath(EMPTY_HOST_FILE, '/srv/Disk A.vmdk', new Set(['disk-a']));
    expect(draft).toMatchObject({ name: 'disk-a-1', format: 'vmdk' });
    expect(hostFileRequest(draft)).toEqual({
      path: '/srv/Disk A.vmdk',
      name: draft.name,
      format: 'vmdk',
    });
  });

  it('keeps a name that the user entered', () => {
    const named = { ...EMPTY_HOST_FILE, name: 'mine', isNameEdited: true };
    expect(withPath(named, '/srv/disk.raw', new Set())).toMatchObject({
      name: 'mine',
      format: 'raw',
    });
  });

  it('needs a whole path and a name', () => {
    const draft = withPath(EMPTY_HOST_FILE, 'disk.qcow2', new Set());
    expect(hostFileRequest(draft)).toBeNull();
    expect(hostFileRequest({ ...draft, path: '/disk.qcow2', name: '' })).toBeNull();
  });
});
