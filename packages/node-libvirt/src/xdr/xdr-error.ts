/** A value that XDR cannot represent, or bytes that are not what a codec expects. */
export class XdrError extends Error {
  override readonly name = 'XdrError';
}

/** The error for a value of a type that a codec does not accept. TypeScript prevents it; JavaScript does not. */
export function wrongType(expected: string, value: unknown): XdrError {
  return new XdrError(`expected ${expected}, got ${describe(value)}`);
}

/** A value for an error message: never the content of a long text or of an object. */
export function describe(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  if (value === null || value === undefined) {
    return String(value);
  }
  return Array.isArray(value)
    ? 'an array'
    : typeof value === 'object'
      ? 'an object'
      : `a ${typeof value}`;
}
