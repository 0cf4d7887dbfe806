import { describe, expect, it } from 'vitest';

import {
  canUpload,
  draftOfFile,
  nameErrors,
  needsConfirmation,
  withFreeName,
} from './upload-draft';

const QCOW2 = Uint8Array.of(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3);
const file = (name: string, bytes: Uint8Array<ArrayBuffer> | string): File =>
  new File([bytes], name);

describe('the draft of a file', () => {
  it('has a name and a format from the file', async () => {
    const draft = await draftOfFile(file('Debian-13.qcow2', QCOW2));
    expect(draft).toMatchObject({ name: 'debian-13', format: 'qcow2', fileError: null });
    expect(canUpload([draft])).toBe(true);
  });

  it('needs a confirmation without a boot signature', async () => {
    const draft = await draftOfFile(file('notes.raw', 'some text'));
    expect(needsConfirmation(draft)).toBe(true);
    expect(canUpload([draft])).toBe(false);
    expect(canUpload([{ ...draft, isConfirmed: true }])).toBe(true);
    // A VMDK has no boot signature at its start.
    expect(needsConfirmation({ ...draft, format: 'vmdk' })).toBe(false);
  });

  it('has the error of a file that is not what its name says', async () => {
    const draft = await draftOfFile(file('disk.qcow2', 'some text'));
    expect(draft.fileError).toContain('indicates qcow2');
    expect(canUpload([draft])).toBe(false);
  });

  it('has the error of a file that cannot be read, such as a folder', async () => {
    const unreadable = file('folder', '');
    unreadable.slice = () => {
      throw new Error('gone');
    };
    expect((await draftOfFile(unreadable)).fileError).toBe('The file cannot be read: gone');
  });
});

describe('the names of several files', () => {
  it('must be valid and different', async () => {
    const first = await draftOfFile(file('a.qcow2', QCOW2));
    const second = await draftOfFile(file('a.img', QCOW2));
    expect(nameErrors([first, second]).size).toBe(2);
    expect(canUpload([first, second])).toBe(false);
    expect(canUpload([first, { ...second, name: 'b' }])).toBe(true);
    expect(nameErrors([{ ...first, name: '' }]).get(first.key)).toBe('Enter a name.');
  });

  it('are suggested so that they differ, also from those of the images', async () => {
    const first = await draftOfFile(file('a.qcow2', QCOW2));
    const second = await draftOfFile(file('a.img', QCOW2));
    expect(withFreeName(second, [first], new Set()).name).toBe('a-1');
    expect(withFreeName(second, [first], new Set(['a-1'])).name).toBe('a-2');
  });

  it('are needed: without a file, there is nothing to upload', () => {
    expect(canUpload([])).toBe(false);
  });
});
