import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { ConnectionClosedError } from './errors.js';
import { PacketSender } from './packet-sender.js';

it('reports a write that fails as a lost connection, before the socket does', async () => {
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  const transport = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => done(broken),
  });
  transport.on('error', () => undefined);
  const sender = new PacketSender(transport, () => false);
  const sent = await new Promise((resolve) => sender.send(Buffer.from('packet'), resolve));
  expect(sent).toBeInstanceOf(ConnectionClosedError);
  expect(sent).toMatchObject({ message: 'the connection was lost: write EPIPE', cause: broken });
});
