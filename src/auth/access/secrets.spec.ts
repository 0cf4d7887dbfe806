import { expect, it } from 'vitest';
import { hashSecret, newPassword, newToken } from './secrets.js';

it('creates tokens of 256 bits that begin with pstk_', () => {
  const tokens = Array.from({ length: 100 }, newToken);
  for (const token of tokens) expect(token).toMatch(/^pstk_[A-Za-z0-9_-]{43}$/);
  expect(new Set(tokens).size).toBe(100);
});

it('creates passwords of 100 bits in readable groups, from 32 equally likely symbols', () => {
  const passwords = Array.from({ length: 2000 }, newPassword);
  const group = '[0-9a-hjkmnp-tv-z]{4}';
  for (const password of passwords)
    expect(password).toMatch(new RegExp(`^(${group}-){4}${group}$`));
  const counts = new Map<string, number>();
  for (const symbol of passwords.join('').replaceAll('-', '')) {
    counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  expect(counts.size).toBe(32);
  // 40,000 symbols, 1,250 of each; seven standard deviations either way.
  for (const count of counts.values()) expect(Math.abs(count - 1250)).toBeLessThan(245);
});

it('hashes a secret with SHA-256, in hex', () => {
  expect(hashSecret('abc')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
