/** An error that libvirt reports, with all its fields. */
export class LibvirtError extends Error {
  override readonly name = 'LibvirtError';
  /** virErrorNumber, such as VIR_ERR_NO_DOMAIN. Use it to tell errors apart. */
  readonly code: number;
  /** virErrorDomain: the part of libvirt that reports the error. */
  readonly domain: number;
  /** virErrorLevel. */
  readonly level: number;
  readonly str1: string | null;
  readonly str2: string | null;
  readonly str3: string | null;
  readonly int1: number;
  readonly int2: number;
  /** The domain that the error is about, if the server names one. */
  readonly dom: { name: string; uuid: string; id: number } | null;
  /** The network that the error is about, if the server names one. */
  readonly net: { name: string; uuid: string } | null;
  /** The procedure that failed, by its name in the protocol table. */
  readonly procedure: string;

  constructor(fields: LibvirtErrorFields, procedure: string) {
    super(fields.message ?? `libvirt error ${fields.code} without a message`);
    this.code = fields.code;
    this.domain = fields.domain;
    this.level = fields.level;
    this.str1 = fields.str1;
    this.str2 = fields.str2;
    this.str3 = fields.str3;
    this.int1 = fields.int1;
    this.int2 = fields.int2;
    this.dom = fields.dom;
    this.net = fields.net;
    this.procedure = procedure;
  }
}

/** The fields of an error on the wire. */
export interface LibvirtErrorFields {
  code: number;
  domain: number;
  message: string | null;
  level: number;
  dom: { name: string; uuid: string; id: number } | null;
  str1: string | null;
  str2: string | null;
  str3: string | null;
  int1: number;
  int2: number;
  net: { name: string; uuid: string } | null;
}

/** The server violated the protocol; the connection is closed. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** The connection was closed or lost while a call waited. `cause` is the reason, if it is known. */
export class ConnectionClosedError extends Error {
  override readonly name = 'ConnectionClosedError';
}

/**
 * There was no response in time. The server got the call and may still process it: read the state again before you
 * repeat the call.
 */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Convert a thrown value, such as the reason of an AbortSignal, to an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/**
 * Replace the stack of an error, which leads to the reader of the socket, by the stack of the code that waits for the
 * call. Only the `catch` block of an async function knows that code. Other errors, such as the reason of an
 * AbortSignal, belong to the program and stay as they are.
 */
export function withCallerStack(error: unknown): unknown {
  if (
    error instanceof LibvirtError ||
    error instanceof TimeoutError ||
    error instanceof ConnectionClosedError
  ) {
    Error.captureStackTrace(error, withCallerStack);
  }
  return error;
}
