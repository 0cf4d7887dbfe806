import { type Codec, XdrWriter } from '../xdr/index.js';

/** A packet begins with its length, which counts itself, and six words of header. */
export const LENGTH_BYTES = 4;
export const HEADER_BYTES = 24;
export const MIN_PACKET_BYTES = LENGTH_BYTES + HEADER_BYTES;
/** libvirt's VIR_NET_MESSAGE_MAX, to which the length word itself is added. */
export const MAX_PACKET_BYTES = 32 * 1024 * 1024 + LENGTH_BYTES;
/** What libvirt's own client puts into one packet of a stream; old servers take no more. */
export const MAX_STREAM_PAYLOAD_BYTES = 262_120;

/** What a packet is (virNetMessageType). */
export const PacketType = {
  call: 0,
  reply: 1,
  message: 2,
  stream: 3,
  callWithFds: 4,
  replyWithFds: 5,
  streamHole: 6,
} as const;

/** What a packet says of its call or stream (virNetMessageStatus). */
export const PacketStatus = { ok: 0, error: 1, continue: 2 } as const;

/** The six words behind the length. */
export interface PacketHeader {
  program: number;
  version: number;
  procedure: number;
  type: number;
  serial: number;
  status: number;
}

/** A whole packet; `body` is a view on the bytes that came from the socket. */
export interface Packet extends PacketHeader {
  body: Buffer;
}

/** Builds the bytes of a packet whose body a codec writes. */
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

/** Builds the header of a packet whose body of `bodyBytes` follows as it is. */
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

/** Reads the packet that lies at `start`, length word included. */
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
