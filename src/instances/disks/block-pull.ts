import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Domain,
  VIR_DOMAIN_BLOCK_JOB_TYPE_PULL,
  VIR_ERR_OPERATION_INVALID,
  orUndefined,
} from '../../libvirt/index.js';
import type { CopyContext } from './block-copy.js';

const POLL_MS = 200;

/**
 * Copy what a disk shares with its backing files into its own file, by the QEMU that has the disk open; the guest continues.
 * Returns when the block job has ended, for whatever reason: afterwards the header of the disk tells whether it still has a
 * backing file. QEMU removes the reference to the backing file as the last step, so the disk is complete at each moment.
 * @param target the target of the disk in the domain: `vda`
 * @throws the reason of the signal; the job may still be running then, see {@link abortPull}
 * @see https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockPull
 */
export async function pullBackingFiles(
  domain: Domain,
  target: string,
  context: CopyContext,
): Promise<void> {
  const { signal } = context;
  signal.throwIfAborted();
  await domain.blockPull(target);
  for (;;) {
    // libvirt refuses the question if the guest has just gone off, and so the job has ended too.
    const job = await orUndefined(domain.getBlockJobInfo(target), VIR_ERR_OPERATION_INVALID);
    if (!job || job.found === 0) return;
    if (job.end > 0n) context.progress(Number(job.cur) / Number(job.end));
    await sleep(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** End a pull of the disk, if one is running. The disk keeps its backing file, and all of its content. */
export async function abortPull(domain: Domain, target: string): Promise<void> {
  const job = await domain.getBlockJobInfo(target);
  if (job.found === 0 || job.type !== VIR_DOMAIN_BLOCK_JOB_TYPE_PULL) return;
  // It may end by itself in this moment.
  await orUndefined(domain.blockJobAbort(target), VIR_ERR_OPERATION_INVALID);
}
