import { type AnyCodec, asTyped, type Infer, XdrReader } from '../xdr/index.js';
import { LibvirtError, ProtocolError } from './errors.js';
import { type Packet, PacketStatus } from './packet.js';
import { decodeError } from './wire-error.js';

/** What the RPC layer needs to know of a procedure; a row of the protocol table has it all. */
export interface RpcProcedure<A extends AnyCodec, R extends AnyCodec> {
  readonly program: number;
  readonly number: number;
  readonly args: A;
  readonly result: R;
  /** Without it, normal. */
  readonly priority?: 'high';
}

/** The result that a reply carries; throws the error that it carries instead. */
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

/** Reads a value that has to fill the bytes: bytes left over show a table that does not fit. */
export function readWhole<C extends AnyCodec>(codec: C, body: Buffer): Infer<C> {
  const reader = new XdrReader(body);
  const value = asTyped<Infer<C>>(codec.read(reader));
  if (reader.remaining > 0) {
    throw new ProtocolError(`${reader.remaining} bytes behind the end`);
  }
  return value;
}

/** Says of which packet a decoder complained. */
export function asProtocolError(what: string, error: unknown): ProtocolError {
  if (error instanceof ProtocolError) {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ProtocolError(`${what}: ${reason}`, { cause: error });
}
