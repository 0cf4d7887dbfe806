import { Injectable, Logger } from '@nestjs/common';
import {
  LibvirtService,
  type TypedParameters,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
  VIR_CONNECT_LIST_DOMAINS_ACTIVE,
  VIR_DOMAIN_STATS_BALLOON,
  VIR_DOMAIN_STATS_BLOCK,
  VIR_DOMAIN_STATS_CPU_TOTAL,
  VIR_DOMAIN_STATS_INTERFACE,
} from '../libvirt/index.js';

/** libvirt reads these from the kernel. */
const FROM_KERNEL = VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_INTERFACE;
/** libvirt asks QEMU for these, and waits for a QEMU that has stopped. */
const FROM_QEMU = VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_BLOCK;
/** libvirt gives VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE the value of the flag for lists. */
const FLAGS = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT | VIR_CONNECT_LIST_DOMAINS_ACTIVE;

/** Statistics of the running domains, by UUID. */
export interface DomainStats {
  readonly byId: ReadonlyMap<string, TypedParameters>;
  /** Whether libvirt has answered in time with everything. */
  readonly isComplete: boolean;
}

/** Reads the statistics of all running domains in one call. */
@Injectable()
export class DomainStatsReader {
  private readonly logger = new Logger('Metrics');

  constructor(private readonly libvirt: LibvirtService) {}

  /**
   * Read the statistics. A QEMU that has stopped holds up the first call; libvirt then skips this guest (NOWAIT) until the
   * call ends. For that one time, return what the kernel knows of all guests.
   */
  async read(limitMs: number): Promise<DomainStats> {
    try {
      const all = await within(limitMs, this.statsOf(FROM_KERNEL | FROM_QEMU));
      if (all) return { byId: all, isComplete: true };
      this.logger.warn(`libvirt has not returned the statistics of all guests in ${limitMs} ms`);
      const some = await within(limitMs, this.statsOf(FROM_KERNEL));
      return { byId: some ?? new Map(), isComplete: false };
    } catch (error) {
      this.logger.debug('libvirt returned no statistics', error);
      return { byId: new Map(), isComplete: false };
    }
  }

  private statsOf(groups: number): Promise<Map<string, TypedParameters>> {
    return this.libvirt.call('read the statistics of all domains', async (connection) => {
      const all = await connection.getAllDomainStats(groups, FLAGS);
      return new Map(all.map(({ domain, stats }) => [domain.uuid, stats]));
    });
  }
}

/** @returns undefined if the work takes longer */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  // It can also fail after the limit.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
