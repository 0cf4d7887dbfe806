import { setTimeout as sleep } from 'node:timers/promises';
import { copyTargetXml } from '../../domain-xml/copy-xml.js';
import { hasGuestAgent, readDisks } from '../../domain-xml/disks.js';
import {
  type Domain,
  LibvirtError,
  TimeoutError,
  VIR_DOMAIN_BLOCK_COPY_REUSE_EXT,
  VIR_DOMAIN_BLOCK_COPY_SHALLOW,
  VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB,
} from '../../libvirt/index.js';

const POLL_MS = 200;
/** How long the guest agent may take to freeze the file systems, which are synced first. */
const FREEZE_LIMIT_MS = 60_000;

/** `linked` copies only the content of the disk's own file, `full` also the content of its image. */
export type CopyMode = 'linked' | 'full';

/** How a copy reports progress and learns that it is cancelled. */
export interface CopyContext {
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

/** The block job ended before the copy was complete: QEMU stopped it, or the guest went off. */
export class BlockCopyLostError extends Error {}

/**
 * A copy of a disk, made by the QEMU that has the disk open. When everything is copied, QEMU mirrors every write until
 * the job is ended. The copy is then the disk at that moment.
 * @see https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockCopy
 */
export class BlockCopy {
  constructor(
    private readonly domain: Domain,
    /** The target of the disk in the domain: `vda`. */
    private readonly disk: string,
    /** The existing file to copy the disk into. */
    private readonly path: string,
  ) {}

  /** @throws BlockCopyLostError, or the reason of the signal. The job may still be running: see {@link abortCopy} */
  async run(mode: CopyMode, context: CopyContext): Promise<void> {
    const { signal } = context;
    const flags = VIR_DOMAIN_BLOCK_COPY_REUSE_EXT | VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB;
    await this.domain.blockCopy(
      this.disk,
      copyTargetXml(this.path),
      {},
      mode === 'linked' ? flags | VIR_DOMAIN_BLOCK_COPY_SHALLOW : flags,
    );
    while (!(await this.isReady())) {
      signal.throwIfAborted();
      const { cur, end } = await this.domain.getBlockJobInfo(this.disk);
      if (end > 0n) context.progress(Number(cur) / Number(end));
      await sleep(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
    signal.throwIfAborted();
    await this.end();
  }

  private async isReady(): Promise<boolean> {
    const disks = readDisks(await this.domain.getXMLDesc(0));
    const mirror = disks.find(({ target }) => target === this.disk)?.mirror;
    if (mirror?.file !== this.path)
      throw new BlockCopyLostError('The block job ended before the copy was complete.');
    return mirror.isReady;
  }

  /** End the job without a pivot. If the guest agent responds, the file systems are frozen at that moment. */
  private async end(): Promise<void> {
    const canFreeze = hasGuestAgent(await this.domain.getXMLDesc(0));
    if (canFreeze) await freeze(this.domain);
    try {
      await this.domain.blockJobAbort(this.disk);
    } finally {
      if (canFreeze) await thaw(this.domain);
    }
  }
}

/** Abort the copy of a running domain's disk into a file, if there is one. The file is then incomplete. */
export async function abortCopy(domain: Domain, path: string): Promise<void> {
  const xml = await domain.getXMLDesc(0);
  const disk = readDisks(xml).find(({ mirror }) => mirror?.file === path);
  if (disk) await domain.blockJobAbort(disk.target);
  // An earlier server process may have ended between freeze and thaw.
  if (hasGuestAgent(xml)) await thaw(domain);
}

/** If the agent fails, the copy is made anyway. It is then like a disk after a power failure. */
async function freeze(domain: Domain): Promise<void> {
  await domain.fsFreeze([], 0, { timeoutMs: FREEZE_LIMIT_MS }).catch(ignoreAgentError);
}

async function thaw(domain: Domain): Promise<void> {
  await domain.fsThaw([], 0, { timeoutMs: FREEZE_LIMIT_MS }).catch(ignoreAgentError);
}

function ignoreAgentError(error: unknown): void {
  if (!(error instanceof LibvirtError) && !(error instanceof TimeoutError)) throw error;
}
