import {
  LibvirtError,
  VIR_ERR_NO_STORAGE_VOL,
  VIR_ERR_SYSTEM_ERROR,
  isLibvirtError,
} from '../libvirt/index.js';
import { LibvirtFailedError } from '../common/errors.js';

const ENOENT = 2;
const ENOTDIR = 20;

/** Check whether the error means that libvirt does not know the volume, or does not find its file (errno is in int1). */
export function isMissingVolume(error: unknown): boolean {
  if (isLibvirtError(error, VIR_ERR_NO_STORAGE_VOL)) return true;
  const cause = error instanceof LibvirtFailedError ? error.cause : error;
  return (
    cause instanceof LibvirtError &&
    cause.code === VIR_ERR_SYSTEM_ERROR &&
    (cause.int1 === ENOENT || cause.int1 === ENOTDIR)
  );
}

/** Return the result of the work, or undefined if libvirt does not find the volume or its file. */
export async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isMissingVolume(error)) return undefined;
    throw error;
  }
}
