import { describe, expect, it } from 'vitest';

import { type DebianDraft, debianErrors, debianRequest } from './debian-build';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@laptop';
const DRAFT: DebianDraft = {
  name: 'debian-13',
  isNameEdited: false,
  suite: 'trixie',
  sizeGiB: '',
  sshKeys: '',
};

describe('the request for a small Debian', () => {
  it('leaves out what the server has defaults for', () => {
    expect(debianErrors(DRAFT)).toEqual({});
    expect(debianRequest(DRAFT)).toEqual({ recipe: 'jeos', name: 'debian-13', suite: 'trixie' });
  });

  it('has the size, and each line with a key', () => {
    const draft = { ...DRAFT, sizeGiB: '8', sshKeys: `\n${KEY}\n# comment\n ${KEY}2\n` };
    expect(debianErrors(draft)).toEqual({});
    expect(debianRequest(draft)).toMatchObject({ sizeGiB: 8, sshKeys: [KEY, `${KEY}2`] });
  });

  it.each(['1', '2049', '2.5', 'big'])('refuses the size %s', (sizeGiB) => {
    expect(debianErrors({ ...DRAFT, sizeGiB }).sizeGiB).toContain('from 2 to 2048');
  });

  it('refuses what is not a public key, and says so about a private one', () => {
    expect(debianErrors({ ...DRAFT, sshKeys: 'abc' }).sshKeys).toContain('Enter public keys');
    const secret = '-----BEGIN OPENSSH PRIVATE KEY-----\nabc';
    expect(debianErrors({ ...DRAFT, sshKeys: secret }).sshKeys).toContain('private key');
  });
});
