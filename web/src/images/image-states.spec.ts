import { describe, expect, it } from 'vitest';

import { shownImageState } from './image-states';

const READY = { status: 'ready', upload: null, fileState: 'present', replacedById: null } as const;
const upload = { lengthBytes: 10, fileName: 'a.raw', expiresAt: '', isReceiving: false };

describe('shownImageState', () => {
  it('is the status if nothing is wrong', () => {
    expect(shownImageState(READY)).toBe('ready');
    expect(shownImageState({ ...READY, status: 'importing' })).toBe('importing');
    expect(shownImageState({ ...READY, status: 'failed' })).toBe('failed');
    expect(shownImageState({ ...READY, status: 'deleting' })).toBe('deleting');
  });

  it('says what is wrong with the file, before anything else', () => {
    expect(shownImageState({ ...READY, fileState: 'missing' })).toBe('fileMissing');
    expect(shownImageState({ ...READY, fileState: 'changed', replacedById: 'b' })).toBe(
      'fileChanged',
    );
  });

  it('is an old version if a newer one replaces it', () => {
    expect(shownImageState({ ...READY, replacedById: 'b' })).toBe('replaced');
  });

  it('is interrupted if no one sends an open upload', () => {
    const open = { ...READY, status: 'importing', upload } as const;
    expect(shownImageState(open)).toBe('interrupted');
    expect(shownImageState(open, true)).toBe('importing');
    expect(shownImageState({ ...open, upload: { ...upload, isReceiving: true } })).toBe(
      'importing',
    );
  });
});
