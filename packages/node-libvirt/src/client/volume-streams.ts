import type { Readable, Writable } from 'node:stream';
import {
  VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM,
  VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM,
} from '../constants.gen.js';
import type { Caller, CallOptions } from '../rpc/index.js';
import type { StorageVolumeRef } from './refs.js';

/** Which part of the volume; a length of 0 means no limit. */
interface Range {
  offset: number | bigint;
  length: number | bigint;
  flags: number;
}

export async function uploadVolume(
  caller: Caller,
  vol: StorageVolumeRef,
  range: Range,
  options: CallOptions | undefined,
): Promise<Writable> {
  const length = BigInt(range.length);
  const { stream } = await caller.openStream(
    'storageVolUpload',
    { vol, ...range },
    {
      ...options,
      sparse: (range.flags & VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM) !== 0,
      maxBytes: length === 0n ? undefined : length,
    },
  );
  return stream;
}

export async function downloadVolume(
  caller: Caller,
  vol: StorageVolumeRef,
  range: Range,
  options: CallOptions | undefined,
): Promise<Readable> {
  const sparse = (range.flags & VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM) !== 0;
  const { stream } = await caller.openStream(
    'storageVolDownload',
    { vol, ...range },
    { ...options, sparse },
  );
  return stream;
}
