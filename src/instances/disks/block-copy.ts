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

const LOOK_EVERY_MS = 200;
/** How long the guest's agent may take to halt the guest's writing; file systems sync first. */
const FREEZE_LIMIT_MS = 60_000;

/** `linked` copies what is in the disk's own file, `full` also what is in its image. */
export type CopyMode = 'linked' | 'full';

/** How far a copy is, and whether to go on. */
export interface CopyContext {
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

/** The job on the disk is gone before it was done: QEMU gave it up, or the guest went off. */
export class BlockCopyLostError extends Error {}

/**
 * A copy of a disk that a QEMU has open, made by that QEMU (https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockCopy).
 * When all is copied it follows every write, until it is ended: then it is the disk as it was at that moment.
 */
export class BlockCopy {
  constructor(
    private readonly domain: Domain,
    /** The disk's name in the domain: `vda`. */
    private readonly disk: string,
    /** The file that is there already, and that the disk is copied into. */
    private readonly path: string,
  ) {}

  /** @throws BlockCopyLostError, the signal's reason; the job may be under way then, see {@link abandonCopy} */
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
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
    signal.throwIfAborted();
    await this.end();
  }

  private async isReady(): Promise<boolean> {
    const disks = readDisks(await this.domain.getXMLDesc(0));
    const mirror = disks.find(({ target }) => target === this.disk)?.mirror;
    if (mirror?.file !== this.path) throw new BlockCopyLostError('the copying ended early');
    return mirror.isReady;
  }

  /** Ends it without turning to the copy. Where the guest's agent answers, no file is half written at that moment. */
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

/** Ends the copying of a running domain's disk into a file, if there is any; what was copied is worth nothing then. */
export async function abandonCopy(domain: Domain, path: string): Promise<void> {
  const xml = await domain.getXMLDesc(0);
  const disk = readDisks(xml).find(({ mirror }) => mirror?.file === path);
  if (disk) await domain.blockJobAbort(disk.target);
  // The server may have ended between freezing and thawing.
  if (hasGuestAgent(xml)) await thaw(domain);
}

/** An agent that does not obey is no reason to fail: the copy is then what a power cut would leave. */
async function freeze(domain: Domain): Promise<void> {
  await domain.fsFreeze([], 0, { timeoutMs: FREEZE_LIMIT_MS }).catch(passOver);
}

async function thaw(domain: Domain): Promise<void> {
  await domain.fsThaw([], 0, { timeoutMs: FREEZE_LIMIT_MS }).catch(passOver);
}

function passOver(error: unknown): void {
  if (!(error instanceof LibvirtError) && !(error instanceof TimeoutError)) throw error;
}
