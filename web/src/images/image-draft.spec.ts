import { describe, expect, it } from 'vitest';

import {
  type EditableImage,
  formatPorts,
  imageChanges,
  imageDraftErrors,
  parsePorts,
  toImageDraft,
  validatePorts,
} from './image-draft';

const IMAGE: EditableImage = {
  name: 'debian-13',
  description: '',
  osInfo: 'Debian 13',
  defaultUser: 'debian',
  minMemoryMiB: 512,
  minDiskGiB: null,
  defaultPorts: [
    { protocol: 'tcp', guestPort: 22 },
    { protocol: 'udp', guestPort: 53 },
  ],
  tags: ['lab', 'base'],
  recommendedFlavour: 'small',
  firmware: 'bios',
  deviceProfile: 'linux',
  isProtected: false,
};

describe('imageChanges', () => {
  it('has nothing if nothing changed', () => {
    expect(imageChanges(IMAGE, toImageDraft(IMAGE))).toEqual({});
  });

  it('has only what changed; an emptied field becomes null', () => {
    const draft = {
      ...toImageDraft(IMAGE),
      description: ' A base. ',
      osInfo: ' ',
      defaultUser: '',
      minMemoryMiB: '',
      minDiskGiB: '8',
      recommendedFlavour: '',
      defaultPorts: '22, 80/tcp',
      tags: '',
      firmware: 'uefi' as const,
      isProtected: true,
    };
    expect(imageChanges(IMAGE, draft)).toEqual({
      description: 'A base.',
      osInfo: null,
      defaultUser: null,
      minMemoryMiB: null,
      minDiskGiB: 8,
      recommendedFlavour: null,
      defaultPorts: [
        { protocol: 'tcp', guestPort: 22 },
        { protocol: 'tcp', guestPort: 80 },
      ],
      tags: [],
      firmware: 'uefi',
      isProtected: true,
    });
  });
});

describe('imageDraftErrors', () => {
  it('is empty for valid values', () => {
    expect(imageDraftErrors(toImageDraft(IMAGE))).toEqual({});
  });

  it('names each field that is wrong', () => {
    const draft = {
      ...toImageDraft(IMAGE),
      name: '-x',
      tags: 'a b/c',
      defaultUser: '1st',
      defaultPorts: '22 http',
      minMemoryMiB: '0',
      minDiskGiB: '1.5',
    };
    expect(Object.keys(imageDraftErrors(draft)).toSorted()).toEqual([
      'defaultPorts',
      'defaultUser',
      'minDiskGiB',
      'minMemoryMiB',
      'name',
      'tags',
    ]);
  });
});

describe('ports', () => {
  it('are read as they are written', () => {
    const text = formatPorts(IMAGE.defaultPorts);
    expect(text).toBe('22 53/udp');
    expect(parsePorts(text)).toEqual(IMAGE.defaultPorts);
    expect(parsePorts('22,22/TCP  22')).toEqual([{ protocol: 'tcp', guestPort: 22 }]);
  });

  it.each(['0', '65536', 'ssh', '22/sctp', '-1'])('refuse %s', (text) => {
    expect(validatePorts(text)).toContain(`“${text}” is not a port`);
  });

  it('refuse more than the server accepts', () => {
    const many = Array.from({ length: 33 }, (_, index) => index + 1).join(' ');
    expect(validatePorts(many)).toBe('Enter at most 32 ports.');
    expect(validatePorts('')).toBeNull();
  });
});
