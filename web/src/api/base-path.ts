/**
 * The path in front of all paths of the server, which writes it into the page: empty, or such as `/pstk`. Without a document,
 * as in tests, it is empty.
 */
export const BASE_PATH = globalThis.document
  ? new URL('.', document.baseURI).pathname.replace(/\/$/, '')
  : '';

/** The URL to continue at if the page was opened outside of its base path; null if it was not. */
export function urlInBasePath({ pathname, search, hash }: Location): string | null {
  if (pathname === BASE_PATH || pathname.startsWith(`${BASE_PATH}/`)) return null;
  return `${BASE_PATH}${pathname}${search}${hash}`;
}
