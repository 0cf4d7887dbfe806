import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { ScryptCost } from '../auth.options.js';

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** PHC string format: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, with base64 without padding. */
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Hash a password with a new salt. @returns a PHC string */
export async function hashPassword(password: string, cost: ScryptCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return encode(cost, salt, await derive(password, salt, cost));
}

/** Check a password against a PHC string, at the cost that the string names. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const { cost, salt, hash } = decode(phc);
  return timingSafeEqual(await derive(password, salt, cost), hash);
}

/** Whether a PHC string has another cost than the current one, so that the password should be hashed again. */
export function isOutdated(phc: string, cost: ScryptCost): boolean {
  const found = decode(phc).cost;
  return found.ln !== cost.ln || found.r !== cost.r || found.p !== cost.p;
}

/** Create a PHC string that matches no password. Checking against it takes as long as against a real one. */
export function impossibleHash(cost: ScryptCost): string {
  return encode(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
}

function derive(password: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  // Two keyboards can produce different code points for the same visible character.
  const secret = password.normalize('NFKC');
  // Node's default limit is 32 MiB; scrypt needs 128 * N * r bytes and a little more.
  const maxmem = 128 * r * (N + p + 2);
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, { N, r, p, maxmem }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

function encode({ ln, r, p }: ScryptCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

function decode(phc: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } {
  const [, ln, r, p, salt, hash] = PHC.exec(phc) ?? [];
  const decoded = Buffer.from(hash ?? '', 'base64');
  if (!salt || decoded.length !== HASH_BYTES) {
    throw new Error('A stored password hash is not in a format that picostack writes.');
  }
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: decoded,
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
