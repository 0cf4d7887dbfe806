import { tinyImage } from './tiny-image-file.js';

/** Before any worker starts: two of them would build it side by side, into one file. */
export default async function buildTinyImage(): Promise<void> {
  await tinyImage();
}
