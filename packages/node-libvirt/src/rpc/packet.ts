import { type Codec, XdrWriter } from '../xdr/index.js';

/** A packet starts with its length, which includes these four bytes, and six words of header. */
export const LENGTH_BYTES = 4;
export const HEADER_BYTES = 24;
export const MIN_PACKET_BYTES = LENGTH_BYTES + HEADER_BYTES;
/** libvirt's VIR_NET_MESSAGE_MAX, plus the length word. */
export const MAX_PACKET_BYTES = 32 * 1024 * 1024 + LENGTH_BYTES;
/** The payload of a stream packet of libvirt's own client; old servers accept no more. */
export const MAX_STREAM_PAYLOAD_BYTES = 262_120;

/** The type of a packet (virNetMessageType). */
export const PacketType = {
  call: 0,
  reply: 1,
  message: 2,
  stream: 3,
  callWithFds: 4,
  replyWithFds: 5,
  streamHole: 6,
} as const;

/** The status of the call or the stream (virNetMessageStatus). */
export const PacketStatus = { ok: 0, error: 1, continue: 2 } as const;

/** The six words after the length. */
export interface PacketHeader {
  program: number;
  version: number;
  procedure: number;
  type: number;
  serial: number;
  status: number;
}

/** A complete packet; `body` is a view on the bytes from the socket. */
export interface Packet extends PacketHeader {
  body: Buffer;
}

/** Encode a packet; a codec writes its body. */
export function encodePacket<In>(
  header: PacketHeader,
  codec: Codec<unknown, In>,
  value: In,
): Buffer {
  const writer = new XdrWriter(MAX_PACKET_BYTES);
  writeHeader(writer, 0, header);
  codec.write(writer, value);
  writer.uintAt(0, writer.length);
  return writer.finish();
}

/** Encode the header of a packet with a body of `bodyBytes`. */
export function encodeHeader(header: PacketHeader, bodyBytes: number): Buffer {
  const writer = new XdrWriter();
  writeHeader(writer, MIN_PACKET_BYTES + bodyBytes, header);
  return writer.finish();
}

function writeHeader(writer: XdrWriter, length: number, header: PacketHeader): void {
  writer.uint(length);
  writer.uint(header.program);
  writer.uint(header.version);
  writer.int(header.procedure);
  writer.int(header.type);
  writer.uint(header.serial);
  writer.int(header.status);
}

/** Decode the packet that starts at `start` with its length word. */
export function decodePacket(bytes: Buffer, start: number, length: number): Packet {
  return {
    program: bytes.readUInt32BE(start + 4),
    version: bytes.readUInt32BE(start + 8),
    procedure: bytes.readInt32BE(start + 12),
    type: bytes.readInt32BE(start + 16),
    serial: bytes.readUInt32BE(start + 20),
    status: bytes.readInt32BE(start + 24),
    body: bytes.subarray(start + MIN_PACKET_BYTES, start + length),
  };
}
