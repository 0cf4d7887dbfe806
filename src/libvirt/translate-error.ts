import {
  ConnectionClosedError,
  LibvirtError,
  ProtocolError,
  TimeoutError,
  VIR_ERR_OPERATION_TIMEOUT,
} from 'node-libvirt';
import {
  InsufficientStorageError,
  LibvirtBusyError,
  LibvirtFailedError,
  LibvirtUnavailableError,
  PicostackError,
} from '../common/errors.js';

const ENOSPC = 28;
const EDQUOT = 122;

/** Convert the errors of node-libvirt to picostack's errors, by their fields, never by their message. */
export function translate(error: unknown, doing: string, uri: string): unknown {
  if (error instanceof PicostackError) return error;
  if (error instanceof ConnectionClosedError || error instanceof ProtocolError) {
    return new LibvirtUnavailableError(uri, { cause: error });
  }
  if (error instanceof TimeoutError) {
    return new LibvirtUnavailableError(uri, { cause: error }, error.message);
  }
  if (error instanceof LibvirtError) {
    // For system errors libvirt puts errno into int1.
    if (error.int1 === ENOSPC || error.int1 === EDQUOT) {
      return new InsufficientStorageError(
        `The host has too little space to ${doing}: ${error.message}. Free some space in the storage pool, and try again.`,
        {},
        { cause: error },
      );
    }
    // "cannot acquire state change lock": a copy, a backup, a migration or a save locks the domain.
    if (error.code === VIR_ERR_OPERATION_TIMEOUT) return new LibvirtBusyError(doing, error);
    return new LibvirtFailedError(doing, error);
  }
  return error;
}

/** Resolve to undefined if a call fails with one of these codes (VIR_ERR_...). */
export async function orUndefined<T>(
  call: Promise<T>,
  ...codes: readonly number[]
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isLibvirtError(error, ...codes)) return undefined;
    throw error;
  }
}

/** Check whether an error is from libvirt and has one of these codes (VIR_ERR_...), translated or not. */
export function isLibvirtError(error: unknown, ...codes: readonly number[]): boolean {
  const cause = error instanceof LibvirtFailedError ? error.cause : error;
  return cause instanceof LibvirtError && codes.includes(cause.code);
}
