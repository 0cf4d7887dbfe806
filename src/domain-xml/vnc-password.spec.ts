import { describe, expect, it } from 'vitest';
import { newVncPassword, opensVncSockets, withVncPassword } from './vnc-password.js';

describe('a VNC password', () => {
  it('has eight random characters', () => {
    expect(newVncPassword()).toMatch(/^[\w-]{8}$/);
    expect(newVncPassword()).not.toBe(newVncPassword());
  });

  it('is added where one had ended, and the definition does not have it', () => {
    const ended = `<graphics type="vnc" port="-1" passwdValidTo="2000-01-01T00:00:00"/>`;
    const domain = (graphics: string): string => `<domain><devices>${graphics}</devices></domain>`;
    expect(withVncPassword(domain(ended))).toMatch(
      /<graphics type="vnc" port="-1" passwdValidTo="2000-01-01T00:00:00" passwd="[\w-]{8}"\/>/,
    );
    for (const other of [
      domain(ended.replace('passwdValidTo', 'passwd="x" passwdValidTo')),
      domain(`<graphics type='vnc' port='-1'/>`),
      domain(''),
      '<domain/>',
    ]) {
      expect(withVncPassword(other)).toBe(other);
    }
  });

  it.each([
    ['qemu:///system', 0, true],
    ['qemu:///system', 1000, false],
    ['qemu:///session', 1000, true],
    ['qemu+ssh://host/system', 1000, false],
  ])('is needed if sockets cannot be opened: %s, user %i', (uri, userId, opens) => {
    expect(opensVncSockets(uri, userId)).toBe(opens);
  });
});
