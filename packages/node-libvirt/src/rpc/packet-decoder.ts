import { ProtocolError } from './errors.js';
import {
  decodePacket,
  LENGTH_BYTES,
  MAX_PACKET_BYTES,
  MIN_PACKET_BYTES,
  type Packet,
} from './packet.js';

const FIRST_CAPACITY = 64 * 1024;
// A packet up to this size gets its memory at once, so a full packet of a stream never needs to grow.
const EAGER_CAPACITY = 288 * 1024;

/**
 * Splits a stream of bytes into packets, whatever the size of its chunks. A packet that lies entirely in one chunk is a
 * view on it; only packets across chunks are copied.
 */
export class PacketDecoder {
  private partial: Buffer = Buffer.alloc(0);
  private have = 0;

  constructor(private readonly onPacket: (packet: Packet) => void) {}

  /** The number of buffered bytes of an unfinished packet. */
  get pendingBytes(): number {
    return this.have;
  }

  /** Read the next bytes; throws ProtocolError on a length that no packet can have. */
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

  /** Complete the packet that earlier chunks started. Returns how many bytes of the chunk it used. */
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

  /** How much memory to allocate for a packet that starts here. */
  private expectedCapacity(bytes: Buffer): number {
    if (this.have > 0 || bytes.length < LENGTH_BYTES) {
      return FIRST_CAPACITY;
    }
    const length = packetLength(bytes, 0);
    return length <= EAGER_CAPACITY ? length : FIRST_CAPACITY;
  }

  /**
   * Copy up to `limit` bytes. The buffer doubles as bytes arrive, so a server that only announces 32 MiB does not make
   * this client allocate them.
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
      `packet of ${length} bytes; the limits are ${MIN_PACKET_BYTES} and ${MAX_PACKET_BYTES}`,
    );
  }
  return length;
}
