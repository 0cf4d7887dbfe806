import { int, optional, string, struct, uuid, XdrReader } from '../xdr/index.js';
import { LibvirtError } from './errors.js';

const text = string(4_194_304);

/** virNetMessageError: the body of every packet whose status is `error`. */
export const wireError = struct({
  code: int,
  domain: int,
  message: optional(text),
  level: int,
  dom: optional(struct({ name: text, uuid, id: int })),
  str1: optional(text),
  str2: optional(text),
  str3: optional(text),
  int1: int,
  int2: int,
  net: optional(struct({ name: text, uuid })),
});

/** The error that a packet's body carries. */
export function decodeError(body: Buffer, procedure: string): LibvirtError {
  return new LibvirtError(wireError.read(new XdrReader(body)), procedure);
}
