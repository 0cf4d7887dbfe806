import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';
import { constants } from 'node:zlib';

/** Smaller responses fit into one packet anyway. */
const THRESHOLD_BYTES = 1024;
/** Speed counts more than size: higher levels take several times as long for a few percent. */
const GZIP_LEVEL = 2;
const BROTLI_QUALITY = 3;

const COMPRESSED_TYPES =
  /^(?:application\/(?:[a-z.]+\+)?json|text\/(?:html|css|javascript|plain)|application\/javascript)\b/;

/**
 * Compress responses with brotli or gzip, if the client accepts it: JSON and text. Not event streams, whose events would wait
 * in the buffer of the compressor, and not disks, which hardly shrink. A file that is compressed already has its encoding set.
 */
export function compressed(): RequestHandler {
  return compression({
    threshold: THRESHOLD_BYTES,
    level: GZIP_LEVEL,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    filter: (_request: Request, response: Response) =>
      COMPRESSED_TYPES.test(String(response.getHeader('Content-Type') ?? '')),
  });
}
