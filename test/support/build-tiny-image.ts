import { tinyImage } from './tiny-image-file.js';

/** Build the tiny image before any worker starts: two workers would write to the same file. */
export default async function buildTinyImage(): Promise<void> {
  await tinyImage();
}
