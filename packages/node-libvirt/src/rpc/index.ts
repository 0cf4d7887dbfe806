export type { CallPriority } from './call-queue.js';
export * from './errors.js';
export { PacketDecoder } from './packet-decoder.js';
export * from './packet.js';
export { startLongTimer } from './long-timer.js';
export type { CallLimits } from './pending-calls.js';
export { asProtocolError, readWhole, type RpcProcedure } from './reply.js';
export { type RpcMessage, RpcSession, type RpcSessionOptions } from './rpc-session.js';
export { RpcStream, StreamHole, type RpcStreamOptions } from './rpc-stream.js';
