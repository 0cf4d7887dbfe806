import { describe, expect, it } from 'vitest';
import { ProtocolError } from './errors.js';
import { MAX_PACKET_BYTES, type Packet } from './packet.js';
import { PacketDecoder } from './packet-decoder.js';

// A reply to connectGetHostname: "fake".
const REPLY = Buffer.from(
  [
    '00000024', // length: 36, these four bytes included
    '20008086', // program: remote
    '00000001', // version
    '0000003b', // procedure: 59, connectGetHostname
    '00000001', // type: reply
    '00000007', // serial
    '00000000', // status: ok
    '00000004', // the string's length
    '66616b65', // "fake"
  ].join(''),
  'hex',
);
// A keepalive ping has no body: it is the shortest possible packet.
const PING = Buffer.from(
  ['0000001c', '6b656570', '00000001', '00000001', '00000002', '00000000', '00000000'].join(''),
  'hex',
);

function decode(chunks: Iterable<Buffer>): Packet[] {
  const packets: Packet[] = [];
  const decoder = new PacketDecoder((packet) =>
    // The body is a view, so copy it.
    packets.push({ ...packet, body: Buffer.from(packet.body) }),
  );
  for (const chunk of chunks) {
    decoder.push(chunk);
  }
  expect(decoder.pendingBytes).toBe(0);
  return packets;
}

function* bytewise(bytes: Buffer): Iterable<Buffer> {
  for (let i = 0; i < bytes.length; i++) {
    yield bytes.subarray(i, i + 1);
  }
}

const expectedReply = {
  program: 0x20008086,
  version: 1,
  procedure: 59,
  type: 1,
  serial: 7,
  status: 0,
  body: Buffer.from('0000000466616b65', 'hex'),
};
const expectedPing = {
  program: 0x6b656570,
  version: 1,
  procedure: 1,
  type: 2,
  serial: 0,
  status: 0,
  body: Buffer.alloc(0),
};

const bigBody = Buffer.alloc(200_000, 'x');
const bigPacket = Buffer.concat([Buffer.from('00030d5c', 'hex'), REPLY.subarray(4, 28), bigBody]);

const cases: [string, Buffer, Packet[]][] = [
  ['a packet', REPLY, [expectedReply]],
  ['a packet without a body', PING, [expectedPing]],
  [
    'many packets',
    Buffer.concat([PING, REPLY, REPLY, PING]),
    [expectedPing, expectedReply, expectedReply, expectedPing],
  ],
];

describe('PacketDecoder', () => {
  describe.each(cases)('%s', (_name, bytes, expected) => {
    it('is decoded as one chunk', () => expect(decode([bytes])).toEqual(expected));
    it('is decoded byte by byte', () => expect(decode(bytewise(bytes))).toEqual(expected));
    it('is decoded if split at each boundary', () => {
      for (let at = 0; at <= bytes.length; at++) {
        expect(decode([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
      }
    });
    it('is decoded if split at each pair of boundaries', () => {
      for (let a = 0; a <= bytes.length; a++) {
        for (let b = a; b <= bytes.length; b += 3) {
          const chunks = [bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)];
          expect(decode(chunks)).toEqual(expected);
        }
      }
    });
  });

  it('decodes a packet of many chunks that is followed by another', () => {
    const bytes = Buffer.concat([bigPacket, REPLY]);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 4096) }, (_, i) =>
      bytes.subarray(i * 4096, (i + 1) * 4096),
    );
    const [big, reply] = decode(chunks);
    expect(big?.body.equals(bigBody)).toBe(true);
    expect(reply).toEqual(expectedReply);
  });

  it.each([0, 3, 27, MAX_PACKET_BYTES + 1, 0xffff_ffff])('refuses a length of %i', (length) => {
    const bytes = Buffer.alloc(64);
    bytes.writeUInt32BE(length);
    expect(() => decode([bytes])).toThrow(ProtocolError);
    expect(() => decode(bytewise(bytes))).toThrow(ProtocolError);
  });

  it('does not allocate memory for the claimed length of a packet', () => {
    const packetStart = Buffer.alloc(100);
    packetStart.writeUInt32BE(MAX_PACKET_BYTES);
    const before = process.memoryUsage().arrayBuffers;
    const decoders = Array.from({ length: 20 }, () => {
      const decoder = new PacketDecoder(() => {});
      decoder.push(packetStart);
      return decoder;
    });
    expect(decoders[0]?.pendingBytes).toBe(100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});
