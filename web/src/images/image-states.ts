import type { ImageDto } from '../api/types';

/** The state of an image that the page shows: its status, or what is wrong with its file or its upload. */
export const SHOWN_IMAGE_STATES = [
  'ready',
  'importing',
  'interrupted',
  'failed',
  'fileMissing',
  'fileChanged',
  'replaced',
  'deleting',
] as const;
export type ShownImageState = (typeof SHOWN_IMAGE_STATES)[number];

const NAMES: Readonly<Record<ShownImageState, string>> = {
  ready: 'Ready',
  importing: 'Importing',
  interrupted: 'Interrupted',
  failed: 'Failed',
  fileMissing: 'File missing',
  fileChanged: 'File changed',
  replaced: 'Old version',
  deleting: 'Deleting',
};

/** "File missing" */
export function imageStateName(state: ShownImageState): string {
  return NAMES[state];
}

type Fields = Pick<ImageDto, 'status' | 'upload' | 'fileState' | 'replacedById'>;

/** Return the state to show. An upload that this page sends is never interrupted. */
export function shownImageState(image: Fields, isUploadedHere = false): ShownImageState {
  const { status, upload, fileState, replacedById } = image;
  if (status === 'importing') {
    const isInterrupted = upload !== null && !upload.isReceiving && !isUploadedHere;
    return isInterrupted ? 'interrupted' : 'importing';
  }
  if (status !== 'ready') return status;
  if (fileState === 'changed') return 'fileChanged';
  if (fileState === 'missing') return 'fileMissing';
  return replacedById ? 'replaced' : 'ready';
}
