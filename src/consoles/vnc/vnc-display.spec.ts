import { describe, expect, it } from 'vitest';
import { findVncDisplay, withPassword } from './vnc-display.js';

const domain = (graphics: string): string =>
  `<domain type='qemu'><name>web</name><devices><video/>${graphics}</devices></domain>`;

describe('the VNC display of a domain', () => {
  it.each<[string, string, object | undefined]>([
    [
      'of picostack',
      `<graphics type='vnc' port='5901' autoport='yes' listen='127.0.0.1' passwd='x' passwdValidTo='2000-01-01T00:00:00'><listen type='address' address='127.0.0.1'/></graphics>`,
      { kind: 'port', host: '127.0.0.1', port: 5901, password: 'x', hasEnd: true },
    ],
    [
      'without a password, on all addresses',
      `<graphics type='vnc' port='5900' listen='0.0.0.0'/>`,
      { kind: 'port', host: '127.0.0.1', port: 5900, password: undefined, hasEnd: false },
    ],
    [
      'on all addresses of IPv6',
      `<graphics type='vnc' port='5900' passwd='x'><listen type='address' address='::'/></graphics>`,
      { kind: 'port', host: '::1', port: 5900, password: 'x', hasEnd: false },
    ],
    [
      'on a socket, after another display',
      `<graphics type='spice' port='5900'/><graphics type='vnc' socket='/run/x'><listen type='socket' socket='/run/x'/></graphics>`,
      { kind: 'socket', path: '/run/x' },
    ],
    ['that does not run', `<graphics type='vnc' port='-1' autoport='yes'/>`, undefined],
    ['of another kind', `<graphics type='spice' port='5900'/>`, undefined],
    ['that is missing', '', undefined],
  ])('%s', (_, graphics, display) => {
    expect(findVncDisplay(domain(graphics))).toEqual(display);
  });

  it('gets another password, and is the same otherwise', () => {
    const xml = domain(
      `<graphics type='vnc' port='5901' keymap='de' passwd='old' passwdValidTo='2000-01-01T00:00:00'><listen type='address' address='127.0.0.1'/></graphics>`,
    );
    expect(withPassword(xml, 'new', new Date('2026-11-28T01:02:03.456Z'))).toBe(
      `<graphics type="vnc" port="5901" keymap="de" passwd="new" passwdValidTo="2026-11-28T01:02:03"><listen type="address" address="127.0.0.1"/></graphics>`,
    );
    expect(() => withPassword(domain(''), 'new', new Date())).toThrow('no VNC display');
  });
});
