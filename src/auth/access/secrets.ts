import { createHash, randomBytes } from 'node:crypto';

/** Prefix of every bearer token, so that people and secret scanners recognize it. */
export const TOKEN_PREFIX = 'pstk_';

// Crockford's base 32 leaves out i, l, o and u, which are easily mistaken for other characters.
const READABLE = '0123456789abcdefghjkmnpqrstvwxyz';

/** Create a bearer token: the prefix and 256 random bits. */
export function newToken(): string {
  return TOKEN_PREFIX + newSecret();
}

/** Create a session secret: 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Create a password that is easy to type: five groups of four characters, 100 random bits. */
export function newPassword(): string {
  // 256 is a multiple of 32, so all symbols are equally likely.
  const symbols = Array.from(randomBytes(20), (byte) => READABLE.charAt(byte % READABLE.length));
  return symbols.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * Hash a token or a session secret for storage. A fast hash is enough for 256 random bits, and the database can find the
 * record by it, so that no code compares secrets byte by byte.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
