import { ImageRefusedError } from '../../../common/errors.js';
import type { AddressPolicy } from './address-policy.js';
import { type Checksum, parseChecksums } from './checksums.js';
import { download } from './download.js';
import { shownUrl } from './image-url.js';
import { lookUp, type LookUpOptions } from './look-up.js';

/** Real lists have some ten lines; that of a whole mirror has some thousand. */
const MAX_CHECKSUM_FILE_BYTES = 1024 * 1024;

/**
 * Download a list of checksums, under the same rules as an image, and find the checksum of a file in it.
 * @param url from `parseImageUrl`
 * @throws ImageRefusedError `checksumFileTooLarge`, and the errors of `lookUp`, `download` and `parseChecksums`
 */
export async function fetchChecksum(
  url: URL,
  fileName: string,
  policy: AddressPolicy,
  options: LookUpOptions = {},
): Promise<Checksum> {
  const remote = await lookUp(url, policy, options);
  if ((remote.sizeBytes ?? 0) > MAX_CHECKSUM_FILE_BYTES) throw tooLarge(url);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of download(remote, policy, options)) {
    bytes += chunk.length;
    if (bytes > MAX_CHECKSUM_FILE_BYTES) throw tooLarge(url);
    chunks.push(chunk);
  }
  return parseChecksums(Buffer.concat(chunks).toString('utf8'), fileName);
}

function tooLarge(url: URL): ImageRefusedError {
  return new ImageRefusedError(
    'checksumFileTooLarge',
    `The checksum file ${shownUrl(url)} is larger than ${MAX_CHECKSUM_FILE_BYTES} bytes. Check its URL, or give the checksum itself.`,
    { url: shownUrl(url), maxBytes: MAX_CHECKSUM_FILE_BYTES },
  );
}
