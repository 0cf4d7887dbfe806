import { Inject, Injectable } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import { ConflictError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type Domain, LibvirtService, VIR_CONNECT_LIST_DOMAINS_ACTIVE } from '../libvirt/index.js';
import { HostService } from './host.service.js';

/** A guest and its requested size. */
export interface GuestSize {
  /** The UUID of its domain. */
  readonly id: string;
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/** The memory and processors of a running guest, also of other programs. */
type Load = Pick<GuestSize, 'memoryMiB' | 'vcpus'>;

/** Admits guests to the host as long as their memory and processors fit, times the configured ratios. */
@Injectable()
export class HostAdmission {
  private readonly turn = new Mutex();
  /** The sizes of guests that were admitted and have not started yet. */
  private readonly admitted = new Map<string, GuestSize>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly host: HostService,
  ) {}

  /** Run `start`, which starts or grows a guest, if the guest fits. @throws ConflictError `insufficientMemory` or `insufficientCpus` */
  async run<T>(guest: GuestSize, start: () => Promise<T>): Promise<T> {
    await this.turn.runExclusive(async () => {
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
   * Check whether these guests would be admitted now, all of them.
   * @throws ConflictError `insufficientMemory` or `insufficientCpus`, with the free amount
   */
  async require(guests: readonly GuestSize[]): Promise<void> {
    const others = new Map([...(await this.readLoad()), ...this.admitted]);
    for (const { id } of guests) others.delete(id);
    const { cpus, memoryMiB } = this.host.requireFacts();
    const check = (
      field: keyof Load,
      limit: number,
      refuse: (free: number) => ConflictError,
    ): void => {
      const free = Math.max(0, limit - total(field, others.values()));
      if (total(field, guests) > free) throw refuse(free);
    };
    const what = guests.length === 1 ? `"${guests[0]?.name}"` : `${guests.length} instances`;
    check('memoryMiB', Math.floor(memoryMiB * this.settings.memoryOvercommit), (freeMiB) =>
      refusal('insufficientMemory', what, `${freeMiB} MiB of memory`, this.memoryHint(), {
        freeMiB,
      }),
    );
    check('vcpus', Math.floor(cpus * this.settings.cpuOvercommit), (freeVcpus) =>
      refusal(
        'insufficientCpus',
        what,
        `${freeVcpus} virtual processors`,
        `PICOSTACK_CPU_OVERCOMMIT=${this.settings.cpuOvercommit}`,
        { freeVcpus },
      ),
    );
  }

  private memoryHint(): string {
    return `PICOSTACK_MEMORY_OVERCOMMIT=${this.settings.memoryOvercommit}`;
  }

  /** By the UUIDs of the running domains. */
  private readLoad(): Promise<Map<string, Load>> {
    return this.libvirt.call('read the sizes of the guests', async (connection) => {
      const domains = await connection.listAllDomains(VIR_CONNECT_LIST_DOMAINS_ACTIVE);
      const loads = await Promise.all(domains.map(loadOf));
      return new Map(loads.filter((load) => load !== undefined));
    });
  }
}

async function loadOf(domain: Domain): Promise<[string, Load] | undefined> {
  try {
    const { memoryKiB, nrVirtCpu } = await domain.getInfo();
    return [domain.uuid, { memoryMiB: memoryKiB / 1024, vcpus: nrVirtCpu }];
  } catch {
    // A guest that ended after it was listed uses nothing.
    return undefined;
  }
}

function total(field: keyof Load, loads: Iterable<Load>): number {
  return [...loads].reduce((sum, load) => sum + load[field], 0);
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
    `The host cannot run ${what}: it has only ${free} left for guests. Stop other instances, choose a smaller flavour, or raise the ratio (${setting}).`,
    { ...details },
  );
}
