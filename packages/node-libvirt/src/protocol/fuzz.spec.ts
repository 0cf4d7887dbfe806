import { Duplex } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { fc } from '../../test/support/random.js';
import { ProtocolError, RpcSession } from '../rpc/index.js';
import { encodeHeader, MIN_PACKET_BYTES } from '../rpc/packet.js';
import { wireError } from '../rpc/wire-error.js';
import { type AnyCodec, asTyped, XdrError, XdrReader, XdrWriter } from '../xdr/index.js';
import { protocolTable, QEMU_PROGRAM, REMOTE_PROGRAM } from './index.js';

const {
  array,
  assert,
  asyncProperty,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  tuple,
  uint8Array,
} = fc;

const RUNS = 10_000;
// Ten thousand runs take seconds, and more on a busy machine.
const LIMIT_MS = 120_000;

vi.setConfig({ testTimeout: LIMIT_MS });

const codecs: AnyCodec[] = [
  wireError,
  ...Object.values(protocolTable).flatMap((row) =>
    row.kind === 'call' ? [row.args, row.result] : [row.message],
  ),
];

/**
 * Mostly zeros with a few small numbers and a few random bytes: zeros decode as the shortest value of each codec, so
 * a decoder gets further with their mutations than with random bytes, which fail immediately.
 */
const mutated = tuple(
  nat({ max: 400 }),
  array(tuple(nat({ max: 400 }), oneof(nat({ max: 8 }), nat({ max: 255 }))), {
    maxLength: 12,
  }),
).map(([length, changes]) => {
  const bytes = Buffer.alloc(length);
  for (const [at, value] of changes) {
    if (at < length) {
      bytes[at] = value;
    }
  }
  return bytes;
});

const random = uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));

/** Decodes bytes. A decoded value must be the same after it is encoded and decoded again. Returns the error, if any. */
function tryDecode(codec: AnyCodec, bytes: Buffer): unknown {
  try {
    const value = codec.read(new XdrReader(bytes));
    const writer = new XdrWriter();
    codec.write(writer, asTyped<never>(value));
    expect(codec.read(new XdrReader(writer.finish()))).toEqual(value);
    return undefined;
  } catch (error) {
    // Writing may fail too: text may arrive with a NUL, but is not sent with one.
    return error;
  }
}

/** Sends packets to a session. Returns the error that ended the session, if any. */
async function receive(packets: Buffer[], splitAt: number): Promise<unknown> {
  const transport = silentTransport();
  const session = new RpcSession(transport, {
    programs: [REMOTE_PROGRAM, QEMU_PROGRAM],
    version: 1,
    maxCallsUnderWay: 32,
    onMessage: () => {},
  });
  const { connectGetType, storageVolDownload } = protocolTable;
  const vol = { pool: '', name: '', key: '' };
  const settled = Promise.allSettled([
    session.call('connectGetType', connectGetType, undefined),
    session
      .openStream(
        'storageVolDownload',
        storageVolDownload,
        { vol, offset: 0, length: 0, flags: 0 },
        { readable: true, writable: false, sparse: true },
      )
      .then(({ stream }) => stream.on('error', () => {})),
  ]);
  const bytes = Buffer.concat(packets);
  transport.emit('data', bytes.subarray(0, splitAt));
  transport.emit('data', bytes.subarray(splitAt));
  session.close();
  await settled;
  expect(session.pendingCalls).toBe(0);
  return session.closed;
}

describe('decoders', () => {
  it.each([
    ['random', random],
    ['mutated', mutated],
  ])('return a value or throw an XdrError for %s bytes', (_name, bytes) => {
    const seen = new Set<unknown>();
    const decoding = property(constantFrom(...codecs), bytes, (codec, input) => {
      seen.add(classOf(tryDecode(codec, input)));
    });
    assert(decoding, { numRuns: RUNS });
    expect(seen).toEqual(new Set(['undefined', XdrError.name]));
  });
});

/** The class of an error, or `undefined`: a set of them shows whether anything else was thrown. */
function classOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : String(error);
}

/** A socket without a peer. */
function silentTransport(): Duplex {
  return new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
}

const header = record({
  program: constantFrom(REMOTE_PROGRAM, REMOTE_PROGRAM, QEMU_PROGRAM, 0x6b65_6570, 7),
  version: constantFrom(1, 1, 1, 2),
  procedure: oneof(nat({ max: 460 }), constantFrom(3, 209)),
  type: nat({ max: 7 }),
  serial: nat({ max: 4 }),
  status: nat({ max: 3 }),
});

describe('sessions', () => {
  it.each([
    ['random', random],
    ['mutated', mutated],
  ])('stay open or end with a ProtocolError after %s packets', async (_name, bodies) => {
    const packet = tuple(header, bodies).map(([fields, body]) => {
      const bytes = Buffer.concat([encodeHeader(fields, body.length), body]);
      expect(bytes.length).toBe(MIN_PACKET_BYTES + body.length);
      return bytes;
    });
    const seen = new Set<unknown>();
    const receiving = asyncProperty(
      array(packet, { minLength: 1, maxLength: 6 }),
      nat({ max: 600 }),
      async (packets, splitAt) => {
        seen.add(classOf(await receive(packets, splitAt)));
      },
    );
    // Three packets per run on average.
    await assert(receiving, { numRuns: Math.ceil(RUNS / 3) });
    expect(seen).toEqual(new Set(['undefined', ProtocolError.name]));
  });
});
