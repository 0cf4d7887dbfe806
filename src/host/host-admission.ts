import { Inject, Injectable } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import { ConflictError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { type Domain, LibvirtService, VIR_CONNECT_LIST_DOMAINS_ACTIVE } from '../libvirt/index.js';
import { HostService } from './host.service.js';

/** A guest and what it is to have. */
export interface GuestSize {
  /** UUID of its domain. */
  readonly id: string;
  readonly name: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
}

/** What a guest takes of the host, whoever started it. */
type Load = Pick<GuestSize, 'memoryMiB' | 'vcpus'>;

/** Lets guests onto the host as long as their memory and processors fit, times the ratios that are configured. */
@Injectable()
export class HostAdmission {
  private readonly turn = new Mutex();
  /** Guests that were let in, with what they are about to have. */
  private readonly admitted = new Map<string, GuestSize>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly host: HostService,
  ) {}

  /** Runs `start`, which starts a guest or gives it more, where it fits. @throws ConflictError `insufficientMemory` or `insufficientCpus` */
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
   * Whether these guests would be let in now, all of them.
   * @throws ConflictError `insufficientMemory` or `insufficientCpus`, with what is free
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

  /** By the UUIDs of the domains that run. */
  private readLoad(): Promise<Map<string, Load>> {
    return this.libvirt.call('read what the guests take', async (connection) => {
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
    // One that ended since it was listed takes nothing.
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
    `The host has no room for ${what}: ${free} left for guests. Stop others, choose a smaller flavour, or raise the ratio (${setting}).`,
    { ...details },
  );
}
