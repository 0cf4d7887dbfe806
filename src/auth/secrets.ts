import { createHash, randomBytes } from 'node:crypto';

/** What every bearer token begins with, so that secret scanners and people know one when they see it. */
export const TOKEN_PREFIX = 'pstk_';

// Crockford's base 32: no letter can be taken for another letter or a digit (i, l, o and u are left out).
const READABLE = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new bearer token: the prefix and 256 random bits. */
export function newToken(): string {
  return TOKEN_PREFIX + newSecret();
}

/** A new session id: 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A new password that a person can type: five groups of four, 100 random bits. */
export function newPassword(): string {
  // 32 symbols divide 256, so that each is equally likely.
  const symbols = Array.from(randomBytes(20), (byte) => READABLE.charAt(byte % READABLE.length));
  return symbols.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * How tokens and session ids are stored. A fast hash is enough: there are 256 random bits to guess,
 * and it lets the database find the record by its hash, so that nothing is compared byte by byte.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
