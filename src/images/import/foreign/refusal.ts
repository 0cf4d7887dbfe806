import { diskFormatAt } from '@picostack/api-client/formats';
import { type ErrorDetails, ImageRefusedError } from '../../../common/errors.js';

/** Makes the error for a file of one format; the sentence continues "The VDI image was refused: ". */
export type Refuse = (code: string, why: string, details?: ErrorDetails) => ImageRefusedError;

/** What to do with an image that only its own program can read. */
export const CONVERT =
  'Convert it where all of its files are: qemu-img convert -O qcow2 SOURCE TARGET';

/** What to do with a file whose end is missing. */
export const COMPLETE = 'Check that the file is complete, and upload it again';

/** Return a function that makes the errors for files of a format. */
export function refuseAs(formatName: string): Refuse {
  return (code, why, details) =>
    new ImageRefusedError(code, `The ${formatName} image was refused: ${why}.`, details);
}

/** The content is not of the declared format. */
export function wrongFormat(head: Buffer, declared: string): ImageRefusedError {
  const found = diskFormatAt(head);
  const what = found === 'raw' ? `has no ${declared} signature` : `is a ${found} image`;
  return new ImageRefusedError(
    'imageFormatMismatch',
    `The content ${what}, but the declared format is ${declared}. Declare the format of the content.`,
    { found, declared },
  );
}
