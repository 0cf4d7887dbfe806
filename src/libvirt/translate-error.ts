import {
  ConnectionClosedError,
  LibvirtError,
  ProtocolError,
  TimeoutError,
  VIR_ERR_ARGUMENT_UNSUPPORTED,
  VIR_ERR_BLOCK_COPY_ACTIVE,
  VIR_ERR_CHECKPOINT_INCONSISTENT,
  VIR_ERR_CONFIG_UNSUPPORTED,
  VIR_ERR_CPU_INCOMPATIBLE,
  VIR_ERR_DEVICE_MISSING,
  VIR_ERR_DOM_EXIST,
  VIR_ERR_INVALID_ARG,
  VIR_ERR_INVALID_DOMAIN_CHECKPOINT,
  VIR_ERR_INVALID_DOMAIN_SNAPSHOT,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_NETWORK,
  VIR_ERR_NO_NODE_DEVICE,
  VIR_ERR_NO_NWFILTER,
  VIR_ERR_NO_SECRET,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_NO_STORAGE_VOL,
  VIR_ERR_NO_SUPPORT,
  VIR_ERR_OPERATION_ABORTED,
  VIR_ERR_OPERATION_DENIED,
  VIR_ERR_OPERATION_INVALID,
  VIR_ERR_OPERATION_TIMEOUT,
  VIR_ERR_OPERATION_UNSUPPORTED,
  VIR_ERR_RESOURCE_BUSY,
  VIR_ERR_XML_DETAIL,
  VIR_ERR_XML_ERROR,
  VIR_ERR_XML_INVALID_SCHEMA,
} from 'node-libvirt';
import {
  InsufficientStorageError,
  LibvirtBusyError,
  LibvirtFailedError,
  LibvirtRefusedError,
  LibvirtUnavailableError,
  PicostackError,
} from '../common/errors.js';

const ENOSPC = 28;
const EDQUOT = 122;

/**
 * What libvirt answers when it works as it should, and what was asked does not fit the domain, its XML, or what else is
 * on the host. Other codes mean that libvirt or QEMU failed.
 */
const REFUSALS: ReadonlySet<number> = new Set([
  VIR_ERR_NO_SUPPORT,
  VIR_ERR_INVALID_ARG,
  VIR_ERR_XML_ERROR,
  VIR_ERR_DOM_EXIST,
  VIR_ERR_OPERATION_DENIED,
  VIR_ERR_XML_DETAIL,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_NETWORK,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_NO_STORAGE_VOL,
  VIR_ERR_NO_NODE_DEVICE,
  VIR_ERR_OPERATION_INVALID,
  VIR_ERR_NO_NWFILTER,
  VIR_ERR_NO_SECRET,
  VIR_ERR_CONFIG_UNSUPPORTED,
  VIR_ERR_INVALID_DOMAIN_SNAPSHOT,
  VIR_ERR_ARGUMENT_UNSUPPORTED,
  VIR_ERR_OPERATION_ABORTED,
  VIR_ERR_BLOCK_COPY_ACTIVE,
  VIR_ERR_OPERATION_UNSUPPORTED,
  VIR_ERR_RESOURCE_BUSY,
  VIR_ERR_CPU_INCOMPATIBLE,
  VIR_ERR_XML_INVALID_SCHEMA,
  VIR_ERR_DEVICE_MISSING,
  VIR_ERR_INVALID_DOMAIN_CHECKPOINT,
  VIR_ERR_CHECKPOINT_INCONSISTENT,
]);

/** Turns what node-libvirt throws into picostack's errors; by fields, never by message. */
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
        `The host has no room left to ${doing}: ${error.message}. Free some space in the storage pool and try again.`,
        {},
        { cause: error },
      );
    }
    // "cannot acquire state change lock": a copy, a backup, a migration or a save holds the domain.
    if (error.code === VIR_ERR_OPERATION_TIMEOUT) return new LibvirtBusyError(doing, error);
    return REFUSALS.has(error.code)
      ? new LibvirtRefusedError(doing, error)
      : new LibvirtFailedError(doing, error);
  }
  return error;
}

/** Whether an error is libvirt's, with one of these codes (VIR_ERR_...), translated or not. */
export function isLibvirtError(error: unknown, ...codes: number[]): boolean {
  const cause = error instanceof LibvirtFailedError ? error.cause : error;
  return cause instanceof LibvirtError && codes.includes(cause.code);
}
