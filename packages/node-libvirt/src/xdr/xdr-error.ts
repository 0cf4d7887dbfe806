/** A value that XDR cannot carry: bytes that do not decode, or an argument that does not encode. */
export class XdrError extends Error {
  override readonly name = 'XdrError';
}
