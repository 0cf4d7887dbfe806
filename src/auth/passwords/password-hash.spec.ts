import { describe, expect, it } from 'vitest';
import { DEFAULT_AUTH_OPTIONS } from '../auth.options.js';
import { hashPassword, impossibleHash, isOutdated, verifyPassword } from './password-hash.js';

const CHEAP = { ln: 4, r: 8, p: 1 };

describe('a password hash', () => {
  it('matches only its own password', async () => {
    const phc = await hashPassword('correct horse', CHEAP);
    expect(await verifyPassword('correct horse', phc)).toBe(true);
    expect(await verifyPassword('correct horsf', phc)).toBe(false);
    expect(await verifyPassword('', phc)).toBe(false);
  });

  it('is a PHC string with its own salt, and does not contain the password', async () => {
    const [first, second] = [
      await hashPassword('secret', CHEAP),
      await hashPassword('secret', CHEAP),
    ];
    expect(first).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
    expect(first).not.toContain('secret');
  });

  it('equals the published test vector (RFC 7914, section 12: "pleaseletmein")', async () => {
    // The vector is 64 bytes long; scrypt's last step yields them in order, so that 32 are its first half.
    const salt = Buffer.from('SodiumChloride').toString('base64').replace(/=+$/, '');
    const hash = Buffer.from(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
      'hex',
    );
    const phc = `$scrypt$ln=14,r=8,p=1$${salt}$${hash.toString('base64').replace(/=+$/, '')}`;
    expect(await verifyPassword('pleaseletmein', phc)).toBe(true);
  });

  it('is the same for composed and decomposed letters, which look the same', async () => {
    const phc = await hashPassword('caf\u00e9', CHEAP);
    expect(await verifyPassword('cafe\u0301', phc)).toBe(true);
  });

  it('is checked with its own cost, and is outdated if the current cost differs', async () => {
    const phc = await hashPassword('secret', CHEAP);
    const today = { ln: 5, r: 8, p: 1 };
    expect(await verifyPassword('secret', phc)).toBe(true);
    expect(isOutdated(phc, today)).toBe(true);
    expect(isOutdated(phc, CHEAP)).toBe(false);
  });

  it('that matches no password is as long and as costly as a real one', async () => {
    const phc = impossibleHash(CHEAP);
    expect(phc.length).toBe((await hashPassword('x', CHEAP)).length);
    expect(await verifyPassword('', phc)).toBe(false);
  });

  it.each(['', '$scrypt$ln=4,r=8,p=1$c2FsdA$', '$argon2id$v=19$m=1$a$b', 'secret'])(
    'that is damaged matches nothing: %j',
    async (phc) => {
      await expect(verifyPassword('secret', phc)).rejects.toThrow(/stored password hash/);
    },
  );

  it('works at the cost that the server uses, which is at least what OWASP recommends', async () => {
    const { ln, r, p } = DEFAULT_AUTH_OPTIONS.scrypt;
    expect(2 ** ln * r * p).toBeGreaterThanOrEqual(2 ** 17 * 8);
    const phc = await hashPassword('secret', DEFAULT_AUTH_OPTIONS.scrypt);
    expect(await verifyPassword('secret', phc)).toBe(true);
  });
});
