import { Inject, Injectable } from '@nestjs/common';
import { ConflictError } from '../common/errors.js';
import { Mutex } from '../common/mutex.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { LibvirtService, VIR_CONNECT_LIST_DOMAINS_ACTIVE } from '../libvirt/index.js';
import { HostService } from './host.service.js';

/** A guest that is to be started. */
export interface GuestSize {
  /** UUID of its domain. */
  readonly id: string;
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/** What the guests that run take together, whoever started them. */
interface Load {
  readonly ids: ReadonlySet<string>;
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/** Lets guests onto the host as long as their memory and processors fit, times the ratios that are configured. */
@Injectable()
export class HostAdmission {
  private readonly turn = new Mutex();
  /** Guests that were let in and do not run yet. */
  private readonly admitted = new Map<string, GuestSize>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly host: HostService,
  ) {}

  /** Runs `start` for a guest that fits. @throws ConflictError `insufficientMemory` or `insufficientCpus` */
  async run<T>(guest: GuestSize, start: () => Promise<T>): Promise<T> {
    await this.turn.run(async () => {
      await this.require([guest]);
      this.admitted.set(guest.id, guest);
    });
    try {
      return await start();
    } finally {
      this.admitted.delete(guest.id);
    }
  }

  /**
   * Whether these guests would be let in now, all of them.
   * @throws ConflictError `insufficientMemory` or `insufficientCpus`, with what is free
   */
  async require(guests: readonly GuestSize[]): Promise<void> {
    const load = await this.readLoad();
    const waiting = [...this.admitted.values()].filter(({ id }) => !load.ids.has(id));
    const newcomers = guests.filter(({ id }) => !load.ids.has(id));
    const sum = (field: 'memoryMiB' | 'vcpus') => (total: number, guest: GuestSize) =>
      total + guest[field];
    const { cpus, memoryMiB } = this.host.requireFacts();
    const check = (
      field: 'memoryMiB' | 'vcpus',
      limit: number,
      refuse: (free: number) => ConflictError,
    ): void => {
      const taken = waiting.reduce(sum(field), load[field]);
      if (taken + newcomers.reduce(sum(field), 0) > limit) throw refuse(Math.max(0, limit - taken));
    };
    const what = guests.length === 1 ? `"${guests[0]?.name}"` : `${guests.length} instances`;
    check('memoryMiB', Math.floor(memoryMiB * this.settings.memoryOvercommit), (freeMiB) =>
      refusal('insufficientMemory', what, `${freeMiB} MiB of memory are`, this.memoryHint(), {
        freeMiB,
      }),
    );
    check('vcpus', Math.floor(cpus * this.settings.cpuOvercommit), (freeVcpus) =>
      refusal(
        'insufficientCpus',
        what,
        `${freeVcpus} virtual processors are`,
        `PICOSTACK_CPU_OVERCOMMIT=${this.settings.cpuOvercommit}`,
        { freeVcpus },
      ),
    );
  }

  private memoryHint(): string {
    return `PICOSTACK_MEMORY_OVERCOMMIT=${this.settings.memoryOvercommit}`;
  }

  private readLoad(): Promise<Load> {
    return this.libvirt.call('read what the guests take', async (connection) => {
      const domains = await connection.listAllDomains(VIR_CONNECT_LIST_DOMAINS_ACTIVE);
      const infos = await Promise.all(
        // One that ended since it was listed takes nothing.
        domains.map((domain) => domain.getInfo().catch(() => undefined)),
      );
      const running = infos.filter((info) => info !== undefined);
      return {
        ids: new Set(domains.map(({ uuid }) => uuid)),
        memoryMiB: running.reduce((total, info) => total + info.memoryKiB / 1024, 0),
        vcpus: running.reduce((total, info) => total + info.nrVirtCpu, 0),
      };
    });
  }
}

function refusal(
  code: string,
  what: string,
  free: string,
  setting: string,
  details: object,
): ConflictError {
  return new ConflictError(
    code,
    `The host has no room for ${what}: ${free} left for guests. Stop others, choose a smaller flavour, or raise the ratio (${setting}).`,
    { ...details },
  );
}
