import { ProtocolError } from './errors.js';
import {
  decodePacket,
  LENGTH_BYTES,
  MAX_PACKET_BYTES,
  MIN_PACKET_BYTES,
  type Packet,
} from './packet.js';

const FIRST_CAPACITY = 64 * 1024;
// A packet up to this size gets its memory at once: a full packet of a stream needs no growing.
const EAGER_CAPACITY = 288 * 1024;

/**
 * Cuts a stream of bytes into packets, however the bytes are divided into chunks. A packet that
 * lies whole in one chunk is a view on it; only packets across chunks are copied.
 */
export class PacketDecoder {
  private partial: Buffer = Buffer.alloc(0);
  private have = 0;

  constructor(private readonly onPacket: (packet: Packet) => void) {}

  /** How many bytes of an unfinished packet are kept. */
  get pendingBytes(): number {
    return this.have;
  }

  /** Takes the next bytes; throws ProtocolError on a length that no packet can have. */
  push(chunk: Buffer): void {
    let offset = this.have > 0 ? this.completePartial(chunk) : 0;
    while (chunk.length - offset >= LENGTH_BYTES) {
      const length = packetLength(chunk, offset);
      if (chunk.length - offset < length) {
        break;
      }
      this.onPacket(decodePacket(chunk, offset, length));
      offset += length;
    }
    if (offset < chunk.length) {
      this.keep(chunk.subarray(offset), MAX_PACKET_BYTES);
    }
  }

  /** Fills up the packet that earlier chunks began; returns how much of the chunk it took. */
  private completePartial(chunk: Buffer): number {
    let offset = 0;
    if (this.have < LENGTH_BYTES) {
      offset = this.keep(chunk, LENGTH_BYTES - this.have);
      if (this.have < LENGTH_BYTES) {
        return offset;
      }
    }
    const length = packetLength(this.partial, 0);
    offset += this.keep(chunk.subarray(offset), length - this.have);
    if (this.have === length) {
      const bytes = this.partial;
      this.partial = Buffer.alloc(0);
      this.have = 0;
      this.onPacket(decodePacket(bytes, 0, length));
    }
    return offset;
  }

  /** How much to take for a packet that begins here, as far as that is known and modest. */
  private expectedCapacity(bytes: Buffer): number {
    if (this.have > 0 || bytes.length < LENGTH_BYTES) {
      return FIRST_CAPACITY;
    }
    const length = packetLength(bytes, 0);
    return length <= EAGER_CAPACITY ? length : FIRST_CAPACITY;
  }

  /**
   * Copies up to `limit` bytes. The buffer doubles as bytes arrive instead of following the
   * length word at once, so a server that only claims 32 MiB does not make us allocate them.
   */
  private keep(bytes: Buffer, limit: number): number {
    const count = Math.min(bytes.length, limit);
    const needed = this.have + count;
    if (needed > this.partial.length) {
      const grown = Buffer.allocUnsafeSlow(
        Math.max(needed, this.partial.length * 2, this.expectedCapacity(bytes)),
      );
      this.partial.copy(grown, 0, 0, this.have);
      this.partial = grown;
    }
    bytes.copy(this.partial, this.have, 0, count);
    this.have = needed;
    return count;
  }
}

function packetLength(bytes: Buffer, offset: number): number {
  const length = bytes.readUInt32BE(offset);
  if (length < MIN_PACKET_BYTES || length > MAX_PACKET_BYTES) {
    throw new ProtocolError(
      `packet of ${length} bytes, must be ${MIN_PACKET_BYTES} to ${MAX_PACKET_BYTES}`,
    );
  }
  return length;
}
