import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readExactly } from '../../src/consoles/vnc/read-exactly.js';
import { respond } from '../../src/consoles/vnc/rfb-handshake.js';
import type { ConsoleTicketDto, ConsoleViewerListDto } from '../../src/consoles/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { endOf, openConsole, refusalOf, VncClient } from '../support/vnc-client.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;

let server: TestServer;
let guest: InstanceDto;
beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  guest = await server.api.createInstance({ name: server.name('screen') });
});
afterAll(() => server?.dispose());

const ticketFor = (name = guest.name): Promise<ConsoleTicketDto> =>
  server.api.ask('POST', `/instances/${name}/console`, { kind: 'vnc' });
const bearer = () => ({ Authorization: `Bearer ${server.api.token}` });
const viewers = async () =>
  (await server.api.ask<ConsoleViewerListDto>('GET', `/instances/${guest.id}/console`)).items;

/** A signed-in browser. */
async function browser(name = 'admin', password = server.password) {
  const response = await fetch(`${server.api.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: server.api.url },
    body: JSON.stringify({ name, password }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { Cookie: cookie, Origin: server.api.url };
  const send = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${server.api.url}/api/v1${path}`, {
      method,
      headers: { ...headers, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const open = async (): Promise<WebSocket> => {
    const answer = await send('POST', `/instances/${guest.id}/console`, { kind: 'vnc' });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a success has its documented body
    const { path, ticket } = (await answer.json()) as ConsoleTicketDto;
    const socket = openConsole(server.api, path, ticket, headers);
    await once(socket, 'open');
    return socket;
  };
  return { headers, send, open };
}

/** The port of the VNC server in the live definition of a domain. */
const portIn = (xml: string): number => Number(/<graphics type='vnc' port='(\d+)'/.exec(xml)?.[1]);

/** Sign in to a VNC server like another program of the host. @returns 0 if it lets in */
async function resultOfSignIn(port: number, password: string): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  const read = (length: number) => readExactly(socket, length, LIMIT_MS);
  socket.write(await read(12));
  expect([...(await read(2))]).toEqual([1, 2]);
  socket.write(Buffer.of(2));
  socket.write(respond(await read(16), password));
  const result = (await read(4)).readUInt32BE();
  socket.destroy();
  return result;
}

async function addUser(role: string) {
  const name = `${role}-${Math.floor(performance.now())}`;
  const { password } = await server.api.ask<{ password: string }>('POST', '/users', { name, role });
  return { name, password };
}

describe('the screen of a guest', () => {
  it('is sent to several viewers at once, who are listed', async () => {
    const [first, second] = [
      await VncClient.connect(server.api, guest.name),
      await VncClient.connect(server.api, guest.name),
    ];
    try {
      expect(first.name).toContain(guest.name);
      expect(await viewers()).toMatchObject([
        { kind: 'vnc', actor: 'local' },
        { kind: 'vnc', actor: 'local' },
      ]);
      const { pixels } = await first.screen();
      expect(pixels.some((byte) => byte > 0)).toBe(true);
      // The second wanted to be alone, and the first is still there.
      expect((await second.screen()).pixels.length).toBeGreaterThan(0);
      // The passwords that the server sets are not changes from outside.
      const kinds = (await server.api.eventsOf(guest.id)).map(({ kind }) => kind);
      expect(kinds).not.toContain('instance.changed');
    } finally {
      first.close();
      second.close();
    }
    await eventually(
      'the viewers to be gone',
      LIMIT_MS,
      async () => (await viewers()).length === 0 || undefined,
    );
  });

  it('shows the keys that a viewer types', async () => {
    const viewer = await VncClient.connect(server.api, guest.name);
    try {
      const shown = async (): Promise<string> => (await viewer.screen()).pixels.toString('base64');
      await eventually(
        'the screen to come to rest',
        LIMIT_MS,
        async () => (await shown()) === (await shown()) || undefined,
      );
      const before = await shown();
      viewer.type('Hello');
      await eventually(
        'the screen to change',
        LIMIT_MS,
        async () => (await shown()) !== before || undefined,
      );
    } finally {
      viewer.close();
    }
  });

  it('ends when the guest stops, and is there again after its start', async () => {
    const viewer = await VncClient.connect(server.api, guest.name);
    const ended = endOf(viewer.socket);
    await virsh('destroy', guest.id);
    expect(await ended).toEqual({ code: 4000, reason: 'guestEnded' });
    const refused = await server.api.refused('POST', `/instances/${guest.id}/console`, {
      kind: 'vnc',
    });
    expect(refused).toMatchObject({ status: 409, code: 'notRunning' });
    await virsh('start', guest.id);
    const again = await VncClient.connect(server.api, guest.name);
    again.close();
  });
});

describe('the screen of a guest whose definition an operator changed', () => {
  const EXPIRED = "passwdValidTo='2000-01-01T00:00:00'";
  it.each([
    ['on a socket', `<graphics type='vnc'><listen type='socket'/></graphics>`],
    ['with a password of its own', `<graphics type='vnc' port='-1' passwd='theirs'/>`],
    ['without a password', `<graphics type='vnc' port='-1'/>`],
    ['on all addresses', `<graphics type='vnc' port='-1' listen='0.0.0.0' passwd='x' ${EXPIRED}/>`],
  ])('is shown %s, which stays as it is', async (_, graphics) => {
    const { id, name } = await defineWith(graphics);
    const before = await virsh('dumpxml', '--security-info', id);
    const viewer = await VncClient.connect(server.api, name);
    expect((await viewer.screen()).pixels.length).toBeGreaterThan(0);
    viewer.close();
    const after = await virsh('dumpxml', '--security-info', id);
    expect(withoutOurPassword(after)).toBe(withoutOurPassword(before));
    await server.api.finish('DELETE', `/instances/${id}?force=true`);
  });

  it('cannot be opened by another user of the host: a password that has ended', async () => {
    const { id, name } = await defineWith(
      `<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1' passwd='12345678' ${EXPIRED}/>`,
    );
    const port = portIn(await virsh('dumpxml', id));
    // Also with the password, before, and after the server has connected.
    expect(await resultOfSignIn(port, '12345678')).toBe(1);
    const viewer = await VncClient.connect(server.api, name);
    expect(await resultOfSignIn(port, '12345678')).toBe(1);
    const [, current = ''] =
      /passwd='([^']+)'/.exec(await virsh('dumpxml', '--security-info', id)) ?? [];
    expect(current).toHaveLength(8);
    expect(await resultOfSignIn(port, current)).toBe(1);
    viewer.close();
    // Another viewer needs a password of the administrator.
    for (const command of ['set_password vnc SECRET', 'expire_password vnc +60']) {
      await virsh('qemu-monitor-command', id, '--hmp', command);
    }
    expect(await resultOfSignIn(port, 'SECRET')).toBe(0);
    (await VncClient.connect(server.api, name)).close();
    expect(await resultOfSignIn(port, 'SECRET')).toBe(1);
    // It has one again after its definition was lost.
    await virsh('destroy', id);
    await virsh('undefine', id);
    await eventually(
      'the domain to be missing',
      LIMIT_MS,
      async () => (await server.api.instance(id)).state === 'missing' || undefined,
    );
    await server.api.finish('POST', `/instances/${id}/redefine`);
    const again = await virsh('dumpxml', '--inactive', '--security-info', id);
    expect(again).toMatch(/passwd='[^']{8}' passwdValidTo='2000-01-01T00:00:00'/);
    expect(again).not.toContain('12345678');
    await server.api.finish('DELETE', `/instances/${id}`);
  });

  it('is refused without a display', async () => {
    const { id } = await defineWith('');
    const refused = await server.api.refused('POST', `/instances/${id}/console`, { kind: 'vnc' });
    expect(refused).toMatchObject({ status: 409, code: 'noVncDisplay' });
    await server.api.finish('DELETE', `/instances/${id}?force=true`);
  });

  /** Start an instance with another display. */
  async function defineWith(graphics: string): Promise<InstanceDto> {
    const name = server.name('edited');
    const { id } = await server.api.createInstance({ name, start: false });
    const xml = await virsh('dumpxml', '--inactive', '--security-info', id);
    const path = join(server.folder, 'edited.xml');
    await writeFile(path, xml.replace(/<graphics[^]*<\/graphics>/, graphics));
    await virsh('define', path);
    await server.api.finish('POST', `/instances/${id}/start`);
    return server.api.instance(id);
  }

  /** A password with an end is ours to replace. */
  const withoutOurPassword = (xml: string): string =>
    xml.replace(/passwd='[^']*' passwdValidTo/, 'passwdValidTo');
});

describe('a ticket', () => {
  it('opens one console of one instance once, for the one who asked', async () => {
    const other = await server.api.createInstance({ name: server.name('other'), start: false });
    const open = (path: string, ticket: string | undefined, headers = bearer()) =>
      refusalOf(openConsole(server.api, path, ticket, headers));
    const invalid = { status: 403, code: 'consoleTicketInvalid' };

    const used = await ticketFor();
    const socket = openConsole(server.api, used.path, used.ticket, bearer());
    await once(socket, 'open');
    expect(socket.protocol).toBe('picostack.console.v1');
    socket.terminate();
    expect(await open(used.path, used.ticket)).toEqual(invalid);

    expect(await open(used.path, undefined)).toEqual(invalid);
    expect(await open(used.path, 'x'.repeat(32))).toEqual(invalid);
    const elsewhere = used.path.replace(guest.id, other.id);
    expect(await open(elsewhere, (await ticketFor()).ticket)).toEqual(invalid);
    const { token } = await server.api.ask<{ token: string }>('POST', '/tokens', {
      name: server.name('ci'),
      role: 'operator',
    });
    const stolen = await ticketFor();
    expect(await open(stolen.path, stolen.ticket, { Authorization: `Bearer ${token}` })).toEqual(
      invalid,
    );
    // A wrong use ends it.
    expect(await open(stolen.path, stolen.ticket)).toEqual(invalid);
    expect(
      await server.api.refused('POST', `/instances/${other.id}/console`, { kind: 'vnc' }),
    ).toMatchObject({ status: 409, code: 'notRunning' });
  });

  it('opens nothing for a page of another site, or without an upgrade', async () => {
    const admin = await browser();
    const { path, ticket } = (await (
      await admin.send('POST', `/instances/${guest.id}/console`, { kind: 'vnc' })
    ).json()) as ConsoleTicketDto;
    for (const Origin of ['https://evil.example', 'null', server.api.url.replace(/\d$/, '')]) {
      const headers = { ...admin.headers, Origin };
      expect(await refusalOf(openConsole(server.api, path, ticket, headers))).toEqual({
        status: 403,
        code: 'crossSiteRequest',
      });
    }
    const plain = await server.api.request('GET', path);
    expect(plain).toMatchObject({ status: 426, body: { code: 'upgradeRequired' } });
    expect(await refusalOf(openConsole(server.api, path, ticket, { Cookie: '' }))).toMatchObject({
      status: 401,
    });
    expect(
      await refusalOf(openConsole(server.api, '/api/v1/instances', ticket, bearer())).catch(
        (error: unknown) => String(error),
      ),
    ).toBeDefined();
  });

  it('is refused to people who may only read', async () => {
    const { name, password } = await addUser('viewer');
    const viewer = await browser(name, password);
    const response = await viewer.send('POST', `/instances/${guest.id}/console`, { kind: 'vnc' });
    expect(response.status).toBe(403);
    const { path, ticket } = await ticketFor();
    expect(await refusalOf(openConsole(server.api, path, ticket, viewer.headers))).toEqual({
      status: 403,
      code: 'forbidden',
    });
  });
});

describe('an open console', () => {
  it.each<
    [
      string,
      (name: string, send: (method: string, path: string) => Promise<unknown>) => Promise<unknown>,
    ]
  >([
    ['signs out', (_, send) => send('DELETE', '/session')],
    ['is disabled', (name) => server.api.ask('PATCH', `/users/${name}`, { disabled: true })],
    ['loses the role', (name) => server.api.ask('PATCH', `/users/${name}`, { role: 'viewer' })],
    ['is deleted', (name) => server.api.ask('DELETE', `/users/${name}`)],
  ])('is closed within a second when its user %s', async (_, change) => {
    const { name, password } = await addUser('operator');
    const person = await browser(name, password);
    const socket = await person.open();
    const ended = endOf(socket);
    await change(name, person.send);
    const changedAt = performance.now();
    expect(await ended).toEqual({ code: 4001, reason: 'accessEnded' });
    expect(performance.now() - changedAt).toBeLessThan(1000);
  });

  it('does not delay the end of the server', async () => {
    const socket = await (await browser()).open();
    const ended = endOf(socket);
    const { tookMs } = await server.signal('SIGTERM');
    expect((await ended).code).toBe(1001);
    expect(tookMs).toBeLessThan(2000);
    await server.start();
  });
});
