import { describe, expect, it } from 'vitest';
import {
  type AnyCodec,
  array,
  asTyped,
  charArray,
  charBytes,
  double,
  hyper,
  int,
  opaque,
  optional,
  string,
  struct,
  uchar,
  uhyper,
  uint,
  union,
  ushort,
  uuid,
  XdrError,
  XdrReader,
  XdrWriter,
} from './index.js';

function encode<In>(codec: { write(w: XdrWriter, v: In): void }, value: In): string {
  const writer = new XdrWriter();
  codec.write(writer, value);
  return writer.finish().toString('hex');
}

/** Parses hexadecimal digits. Spaces are ignored. */
function fromHex(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}

function decode(codec: AnyCodec, hex: string): unknown {
  return codec.read(new XdrReader(fromHex(hex)));
}

const UNDASHED = '6695eb01f6a4830479aa97f2502e193f';
const person = struct({ name: string(8), age: optional(uint) });

const roundTrips: [string, AnyCodec, unknown, string][] = [
  ['int', int, -2, 'fffffffe'],
  ['uint', uint, 0xffff_ffff, 'ffffffff'],
  ['uchar', uchar, 255, '000000ff'],
  ['ushort', ushort, 65_535, '0000ffff'],
  ['hyper', hyper, -2n, 'fffffffffffffffe'],
  ['uhyper', uhyper, 2n ** 64n - 1n, 'ffffffffffffffff'],
  ['double', double, 1.5, '3ff8000000000000'],
  ['string', string(8), 'fähre', '00000006 66c3a4687265 0000'],
  ['empty string', string(8), '', '00000000'],
  ['opaque', opaque(8), Buffer.from([1, 2, 3]), '00000003 010203 00'],
  ['uuid', uuid, '6695eb01-f6a4-8304-79aa-97f2502e193f', '6695eb01f6a4830479aa97f2502e193f'],
  ['missing', optional(int), null, '00000000'],
  ['present', optional(int), 5, '00000001 00000005'],
  ['array', array(int, 2), [1, 2], '00000002 00000001 00000002'],
  ['struct', person, { name: 'ab', age: null }, '00000002 61620000 00000000'],
  ['union', union({ 1: int, 7: string(4) }), { type: 7, value: 'x' }, '00000007 00000001 78000000'],
  // Signed characters: 0xff is -1, and each takes four bytes.
  ['char bytes', charBytes(4), Buffer.from([0x61, 0xff]), '00000002 00000061 ffffffff'],
  ['char array', charArray(3), 'ab', '00000061 00000062 00000000'],
];

describe('codecs', () => {
  it.each(roundTrips)('encode and decode: %s', (_name, codec, value, hex) => {
    expect(encode(codec, asTyped<never>(value))).toBe(fromHex(hex).toString('hex'));
    expect(decode(codec, hex)).toEqual(value);
  });

  it.each(roundTrips)('refuse each truncated packet: %s', (_name, codec, _value, hex) => {
    const bytes = fromHex(hex);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => codec.read(new XdrReader(bytes.subarray(0, length)))).toThrow(XdrError);
    }
  });

  it('write 64-bit integers, and refuse other numbers', () => {
    expect(encode(uhyper, 5)).toBe('0000000000000005');
    expect(() => encode(uhyper, 0.5)).toThrow(XdrError);
    expect(() => encode(uhyper, 2 ** 53)).toThrow(XdrError);
    expect(() => encode(uhyper, -1)).toThrow(XdrError);
    expect(() => encode(hyper, 2n ** 63n)).toThrow(XdrError);
  });

  it.each([1.5, -1, 2 ** 32, Number.NaN])('refuse %d as a uint', (value) =>
    expect(() => encode(uint, value)).toThrow(XdrError),
  );

  it('accept missing optional fields of a struct', () => {
    expect(encode(person, { name: 'a' })).toBe('000000016100000000000000');
  });

  it('name the field in an error', () => {
    expect(() => encode(person, { name: 'too long for it' })).toThrow(/^name: /);
  });

  it.each(['a\0b', '\ud800'])('refuse text that the receiver would read differently: %j', (value) =>
    expect(() => encode(string(8), value)).toThrow(XdrError),
  );

  it('apply length limits to bytes, not to characters', () => {
    expect(() => encode(string(5), 'ääää')).toThrow(XdrError);
    expect(() => encode(opaque(2), Buffer.alloc(3))).toThrow(XdrError);
    expect(() => encode(array(int, 1), [1, 2])).toThrow(XdrError);
  });

  it('accept a UUID without hyphens and in uppercase', () => {
    expect(encode(uuid, UNDASHED.toUpperCase())).toBe(UNDASHED);
  });

  it.each([
    '',
    'x',
    UNDASHED.slice(1),
    `${UNDASHED}0`,
    `${UNDASHED.slice(1)}g`,
    `${UNDASHED.slice(1)}À`,
  ])('refuse %j as a UUID', (value) => expect(() => encode(uuid, value)).toThrow(XdrError));
});

describe('codecs with hostile input', () => {
  it.each([
    ['a string over its limit', string(4), '00000005 6162636465000000'],
    ['a string longer than the remaining bytes', string(100), '00000009 61626364'],
    ['opaque bytes over their limit', opaque(4), '00000005 0102030405000000'],
    ['an array over its limit', array(int, 1), '00000002 0000000100000002'],
    ['an array longer than the remaining bytes', array(int, 2 ** 31), '40000000 00000001'],
    ['a boolean of 2', optional(int), '00000002 00000001'],
    ['an unknown arm', union({ 1: int }), '00000002 00000001'],
    ['a character that does not fit in a byte', charBytes(1), '00000001 00000080'],
  ])('refuse %s', (_name, codec, hex) => expect(() => decode(codec, hex)).toThrow(XdrError));
});

describe('XdrWriter', () => {
  /** A message of `count` 32-bit integers with the same value. */
  function message(value: number, count: number): Buffer {
    const writer = new XdrWriter();
    for (let i = 0; i < count; i++) {
      writer.uint(value);
    }
    return writer.finish();
  }

  it('does not change earlier messages, whatever their sizes', () => {
    const sizes = [1, 7, 4_000, 90, 4_096, 1, 20_000, 3, 5_000, 5_000];
    const messages = sizes.map((count, value) => message(value, count));
    for (const [value, bytes] of messages.entries()) {
      expect(bytes.length).toBe(sizes[value]! * 4);
      expect(new Set(new Uint32Array(new Uint8Array(bytes).buffer)).size).toBe(1);
      expect(bytes.readUInt32BE(0)).toBe(value);
    }
  });

  it('can be used while another writer is unfinished', () => {
    const outer = new XdrWriter();
    outer.uint(1);
    const inner = message(2, 3);
    expect(() => encode(person, { name: 'too long for it' })).toThrow(XdrError);
    outer.uint(3);
    const after = message(4, 1);
    expect(outer.finish().toString('hex')).toBe('0000000100000003');
    expect(inner.toString('hex')).toBe('000000020000000200000002');
    expect(after.toString('hex')).toBe('00000004');
  });

  it('refuses a message beyond the limit', () => {
    const limited = new XdrWriter(40_000);
    limited.fixedOpaque(Buffer.alloc(39_996));
    limited.uint(1);
    expect(() => limited.uint(1)).toThrow(XdrError);
  });
});
