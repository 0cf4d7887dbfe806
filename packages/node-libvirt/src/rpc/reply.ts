import { type AnyCodec, asTyped, type Infer, XdrReader } from '../xdr/index.js';
import { LibvirtError, ProtocolError } from './errors.js';
import { type Packet, PacketStatus } from './packet.js';
import { decodeError } from './wire-error.js';

/** The parts of a procedure that the RPC layer needs; a row of the protocol table has them. */
export interface RpcProcedure<A extends AnyCodec, R extends AnyCodec> {
  readonly program: number;
  readonly number: number;
  readonly args: A;
  readonly result: R;
  /** The default is normal. */
  readonly priority?: 'high';
}

/** Return the result in a reply, or throw the error in it. */
export function decodeReply<R extends AnyCodec>(
  name: string,
  procedure: RpcProcedure<AnyCodec, R>,
  reply: Packet,
): Infer<R> {
  try {
    if (reply.status === PacketStatus.error) {
      throw decodeError(reply.body, name);
    }
    if (reply.status !== PacketStatus.ok) {
      throw new ProtocolError(`reply with status ${reply.status}`);
    }
    return readWhole(procedure.result, reply.body);
  } catch (error) {
    if (error instanceof LibvirtError) {
      throw error;
    }
    throw asProtocolError(name, error);
  }
}

/** Read a value that must fill all bytes: remaining bytes mean that the protocol table does not match the server. */
export function readWhole<C extends AnyCodec>(codec: C, body: Buffer): Infer<C> {
  const reader = new XdrReader(body);
  const value = asTyped<Infer<C>>(codec.read(reader));
  if (reader.remaining > 0) {
    throw new ProtocolError(`${reader.remaining} bytes after the end`);
  }
  return value;
}

/** Name the packet that a decoder could not read. */
export function asProtocolError(what: string, error: unknown): ProtocolError {
  if (error instanceof ProtocolError) {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ProtocolError(`${what}: ${reason}`, { cause: error });
}
