import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readExactly } from './read-exactly.js';
import { beginShared, letIn, respond, signIn } from './rfb-handshake.js';

/** Both ends of a connection. */
function connection(): [Duplex, Duplex] {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const end = (readable: PassThrough, writable: PassThrough): Duplex =>
    Duplex.from({ readable, writable });
  return [end(back, there), end(there, back)];
}

const text = (value: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return Buffer.concat([length, Buffer.from(value)]);
};
const VERSION = Buffer.from('RFB 003.008\n');
const OK = Buffer.alloc(4);
const FAILED = Buffer.from([0, 0, 0, 1]);

describe('the response to a challenge', () => {
  // openssl enc -des-ecb -nopad -provider legacy -provider default -K KEY, with the bits of each byte of the password reversed.
  it('is that of VNC', () => {
    const challenge = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    expect(respond(challenge, 'secret').toString('hex')).toBe('ee22539f33a5983ec12f9c2edbc995dd');
    expect(respond(challenge, 'secretly and more')).toEqual(respond(challenge, 'secretly'));
  });
});

describe('signing in to a VNC server', () => {
  it.each<[string, string | undefined, (server: Duplex) => Promise<void>]>([
    ['without a password', undefined, async (server) => void server.write(OK)],
    [
      'with a password',
      'secret',
      async (server) => {
        const challenge = Buffer.alloc(16, 7);
        server.write(challenge);
        const correct = respond(challenge, 'secret');
        const given = await readExactly(server, 16, 1000);
        server.write(given.equals(correct) ? OK : FAILED);
      },
    ],
  ])('succeeds %s', async (_, password, finish) => {
    const [client, server] = connection();
    const signedIn = signIn(client, password);
    server.write(VERSION);
    expect(await readExactly(server, 12, 1000)).toEqual(VERSION);
    server.write(Buffer.of(3, 1, 2, 16));
    expect(await readExactly(server, 1, 1000)).toEqual(Buffer.of(password === undefined ? 1 : 2));
    await finish(server);
    await signedIn;
    // What follows is left to the viewer.
    server.write('rest');
    expect((await readExactly(client, 4, 1000)).toString()).toBe('rest');
  });

  it.each<[string, Buffer, string]>([
    ['of another program', Buffer.from('SSH-2.0-OpenSSH_9.2'), 'version 3.8'],
    ['of an old version', Buffer.from('RFB 003.003\n'), 'version 3.8'],
    ['that refuses', Buffer.concat([VERSION, Buffer.of(0), text('too many')]), 'too many'],
    ['with other ways to sign in', Buffer.concat([VERSION, Buffer.of(1, 19)]), 'types 19'],
    ['that finds it wrong', Buffer.concat([VERSION, Buffer.of(1, 1), FAILED, text('no')]), 'no'],
  ])('fails at a server %s', async (_, sent, message) => {
    const [client, server] = connection();
    server.write(sent);
    await expect(signIn(client, undefined)).rejects.toThrow(message);
  });

  it('fails at a server that ends, or names a reason without an end', async () => {
    const [client, server] = connection();
    server.end(VERSION);
    await expect(signIn(client, undefined)).rejects.toThrow('ended early');
    const [other, endless] = connection();
    endless.write(Buffer.concat([VERSION, Buffer.of(0, 255, 255, 255, 255), Buffer.alloc(2000)]));
    await expect(signIn(other, undefined)).rejects.toThrow('\0');
  });
});

describe('letting a viewer in', () => {
  it('asks for no password, and never closes the other viewers', async () => {
    const [server, viewer] = connection();
    const [toGuest, guest] = connection();
    const done = letIn(server).then(() => beginShared(server, toGuest));
    viewer.write(await readExactly(viewer, 12, 1000));
    expect(await readExactly(viewer, 2, 1000)).toEqual(Buffer.of(1, 1));
    viewer.write(Buffer.of(1));
    expect(await readExactly(viewer, 4, 1000)).toEqual(OK);
    viewer.write(Buffer.of(0));
    await done;
    expect(await readExactly(guest, 1, 1000)).toEqual(Buffer.of(1));
  });

  it.each([
    ['another protocol', Buffer.from('RFB 003.003\n')],
    ['another way to sign in', Buffer.concat([VERSION, Buffer.of(2)])],
  ])('refuses one that wants %s', async (_, sent) => {
    const [server, viewer] = connection();
    viewer.write(sent);
    await expect(letIn(server)).rejects.toThrow('The viewer');
  });
});

describe('reading a number of bytes', () => {
  it('waits for them, in pieces, and has a limit', async () => {
    const stream = new PassThrough();
    const read = readExactly(stream, 3, 1000);
    for (const byte of 'abcd') stream.write(byte);
    expect((await read).toString()).toBe('abc');
    await expect(readExactly(stream, 2, 10)).rejects.toThrow('Nothing was received');
    stream.destroy();
    await expect(readExactly(stream, 1, 1000)).rejects.toThrow('ended early');
  });
});
