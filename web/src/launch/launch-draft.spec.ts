import { describe, expect, it } from 'vitest';

import type { FlavourDto, ImageDto } from '../api/types';
import { isLaunchDraftValid, launchDraft, toCreateInstance } from './launch-draft';

function image(name: string, change: Partial<ImageDto> = {}): ImageDto {
  return {
    id: `id-${name}`,
    name,
    description: '',
    status: 'ready',
    format: 'qcow2',
    kind: 'disk',
    compression: 'none',
    virtualSizeBytes: 1,
    fileSizeBytes: 1,
    uploadedBytes: null,
    upload: null,
    progress: null,
    sha256: null,
    source: 'upload',
    osInfo: null,
    defaultUser: null,
    minMemoryMiB: null,
    minDiskGiB: null,
    defaultPorts: [],
    tags: [],
    recommendedFlavour: null,
    firmware: 'bios',
    deviceProfile: 'linux',
    isProtected: false,
    version: 1,
    replacesId: null,
    replacedById: null,
    cloneCount: 0,
    clonesSizeBytes: 0,
    fileState: 'present',
    fileSha256: null,
    verifiedAt: null,
    hasBootSignature: true,
    lastError: null,
    createdAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}

function flavour(name: string, memoryMiB: number): FlavourDto {
  return { id: `id-${name}`, name, memoryMiB, vcpus: 1, diskGiB: null, createdAt: '' };
}

const lists = {
  images: [
    image('broken', { status: 'failed' }),
    image('tiny', { minMemoryMiB: 128, defaultPorts: [{ protocol: 'tcp', guestPort: 22 }] }),
    image('debian', { minMemoryMiB: 512 }),
  ],
  flavours: [flavour('large', 4096), flavour('tiny', 256), flavour('small', 1024)],
  takenNames: new Set(['tiny-1']),
};

describe('the preselected flavour', () => {
  const flavourOf = (change: Partial<ImageDto>, flavours = lists.flavours) =>
    launchDraft({}, { ...lists, flavours, images: [image('debian', change)] }).flavourId;

  it('is the recommended one, if it exists', () => {
    expect(flavourOf({ recommendedFlavour: 'large', minMemoryMiB: 512 })).toBe('id-large');
    expect(flavourOf({ recommendedFlavour: 'gone', minMemoryMiB: 512 })).toBe('id-small');
  });

  it('has enough memory and disk', () => {
    const flavours = [
      { ...flavour('narrow', 512), diskGiB: 2 },
      { ...flavour('wide', 2048), diskGiB: 20 },
    ];
    expect(flavourOf({ minDiskGiB: 3 }, flavours)).toBe('id-wide');
    expect(flavourOf({ minDiskGiB: 2 }, flavours)).toBe('id-narrow');
    expect(flavourOf({ minDiskGiB: 2 }, [flavour('as-image', 512)])).toBe('id-as-image');
  });
});

describe('launchDraft', () => {
  it('does not select an image without a boot signature, unless the user does', () => {
    const data = image('adata', { hasBootSignature: false });
    const old = image('old', { hasBootSignature: null });
    expect(launchDraft({}, { ...lists, images: [data, old] }).imageId).toBe(old.id);
    expect(launchDraft({}, { ...lists, images: [data] })).toMatchObject({ imageId: '', name: '' });
    const wanted = { ...lists, images: [data, old], wantedImage: data.name };
    expect(launchDraft({}, wanted).imageId).toBe(data.id);
    expect(launchDraft({ imageId: data.id }, { ...lists, images: [data, old] }).imageId).toBe(
      data.id,
    );
  });

  it('selects the first ready image, and the smallest flavour with enough memory', () => {
    const draft = launchDraft({}, lists);
    expect(draft).toMatchObject({
      imageId: 'id-debian',
      name: 'debian-1',
      flavourId: 'id-small',
      start: true,
    });
  });

  it('selects the wanted image, with its ports and the next free name', () => {
    const draft = launchDraft({}, { ...lists, wantedImage: 'tiny' });
    expect(toCreateInstance(draft, lists.takenNames)).toEqual({
      name: 'tiny-2',
      image: 'id-tiny',
      flavour: 'id-tiny',
      ports: [{ protocol: 'tcp', guestPort: 22 }],
      start: true,
      autostart: false,
    });
  });

  it('keeps edited values when the image changes', () => {
    const draft = launchDraft({ name: 'mine', imageId: 'id-tiny' }, lists);
    expect(draft.name).toBe('mine');
    expect(draft.flavourId).toBe('id-tiny');
    expect(draft.ports).toHaveLength(1);
  });

  it('does not select an image that is not ready, or whose file is missing', () => {
    expect(launchDraft({ imageId: 'id-broken' }, lists).imageId).toBe('id-debian');
    expect(launchDraft({}, { ...lists, wantedImage: 'broken' }).imageId).toBe('id-debian');
    const gone = image('gone', { lastError: 'The file is missing.' });
    expect(launchDraft({}, { ...lists, images: [gone], wantedImage: 'gone' }).imageId).toBe('');
  });

  it('selects the largest flavour if none has enough memory', () => {
    const images = [image('huge', { minMemoryMiB: 99_999 })];
    expect(launchDraft({}, { ...lists, images }).flavourId).toBe('id-large');
  });

  it('launches several instances with a pattern, from the first free number', () => {
    const wanted = { ...lists, wantedImage: 'tiny', takenNames: new Set(['tiny-02']) };
    const draft = launchDraft({ count: '3' }, wanted);
    expect(draft.name).toBe('tiny-%02d');
    expect(toCreateInstance(draft, wanted.takenNames)).toMatchObject({
      name: 'tiny-%02d',
      count: 3,
      firstNumber: 3,
    });
    expect(isLaunchDraftValid(draft)).toBe(true);
    expect(isLaunchDraftValid({ ...draft, name: 'tiny' })).toBe(false);
    expect(isLaunchDraftValid({ ...draft, count: '101' })).toBe(false);
  });
});
