import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { EventsService } from '../../events/events.service.js';
import { GUEST_ACTOR, OUTSIDE_ACTOR } from '../../events/new-event.js';
import {
  type Connection,
  type Domain,
  LibvirtError,
  LibvirtService,
  VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
  VIR_DOMAIN_EVENT_ID_DEVICE_ADDED,
  VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED,
  VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON,
  VIR_DOMAIN_EVENT_ID_LIFECYCLE,
  VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
  VIR_DOMAIN_EVENT_ID_PMSUSPEND,
  VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK,
  VIR_DOMAIN_EVENT_ID_PMWAKEUP,
  VIR_DOMAIN_EVENT_ID_REBOOT,
} from '../../libvirt/index.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceSync } from './instance-sync.js';

/** Whatever these say, the domain is read again: what it is now counts, not what the event said it was. */
const TELL_OF_A_CHANGE = [
  VIR_DOMAIN_EVENT_ID_LIFECYCLE,
  VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON,
  VIR_DOMAIN_EVENT_ID_DEVICE_ADDED,
  VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED,
  VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
  VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
  VIR_DOMAIN_EVENT_ID_PMSUSPEND,
  VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK,
  VIR_DOMAIN_EVENT_ID_PMWAKEUP,
] as const;

/** One reset of a machine is told several times: by the firmware, by the chipset. */
const SAME_REBOOT_MS = 2_000;

/** Listens to libvirt, and has the domains that it tells of read again. */
@Injectable()
export class DomainEventListener {
  private readonly logger = new Logger(DomainEventListener.name);
  private readonly rebootedAt = new Map<string, number>();
  /** Of the last reset of each guest, whether it was the guest's own doing. */
  private readonly resets = new Map<string, boolean>();

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly events: EventsService,
  ) {}

  /** Registers for libvirt's events, then re-reads every instance: nothing that happens in between is lost. */
  async follow(): Promise<void> {
    await this.libvirt.call('follow the domains', (connection) => this.register(connection));
    const ids = await this.instances.find({ select: { id: true } });
    await Promise.all(ids.map(({ id }) => this.readAnew(id)));
  }

  /** Whether work of ours on the instance is asked for, or under way. */
  isBusy(id: string): boolean {
    return this.sync.isBusy(id);
  }

  private async register(connection: Connection): Promise<void> {
    const ids = TELL_OF_A_CHANGE.map((eventId) =>
      connection.domainEventRegister(eventId, ({ domain }) => {
        this.changed(domain).catch((error: unknown) => {
          // The next connect re-reads everything.
          if (error instanceof LibvirtUnavailableError) return;
          this.logger.error(`Reading the domain ${domain.name} failed`, error);
        });
      }),
    );
    const reboots = connection.domainEventRegister(VIR_DOMAIN_EVENT_ID_REBOOT, ({ domain }) => {
      this.rebooted(domain).catch((error: unknown) =>
        this.logger.error(`Noting the reboot of ${domain.name} failed`, error),
      );
    });
    await Promise.all([...ids, reboots, this.followResets(connection)]);
  }

  /** libvirt's own event does not say who reset the guest; QEMU's, which comes first, does. */
  private async followResets(connection: Connection): Promise<void> {
    this.resets.clear();
    try {
      await connection.qemuMonitorEventRegister(
        ({ domain, details }) => this.resets.set(domain.uuid, saysGuest(details)),
        { event: 'RESET' },
      );
    } catch (error) {
      // Another hypervisor than QEMU has no such events.
      if (!(error instanceof LibvirtError)) throw error;
    }
  }

  /** Of a domain that is no instance, only that something happened is told. */
  private async changed({ uuid: id, name }: Domain): Promise<void> {
    if (!(await this.sync.refresh(id))) this.events.announce('domain', { id, name });
  }

  /** One domain that cannot be read must not keep the others from being shown. */
  private async readAnew(id: string): Promise<void> {
    try {
      await this.sync.refresh(id);
    } catch (error) {
      if (error instanceof LibvirtUnavailableError) throw error;
      this.logger.error(`Reading the domain of ${id} failed`, error);
    }
  }

  private async rebooted(domain: Domain): Promise<void> {
    const id = domain.uuid;
    const now = performance.now();
    const isSame = now - (this.rebootedAt.get(id) ?? -Infinity) < SAME_REBOOT_MS;
    this.rebootedAt.set(id, now);
    const isByGuest = this.resets.get(id) ?? false;
    this.resets.delete(id);
    if (isSame) return;
    const instance = await this.instances.findOneBy({ id });
    if (!instance) return;
    await this.events.record({
      kind: 'instance.rebooted',
      resource: { type: 'instance', id, name: instance.name },
      ...(await this.whoRebooted(domain, isByGuest)),
    });
  }

  /** A guest that its agent is told to restart does it itself as well: libvirt does not tell the two apart. */
  private async whoRebooted(
    domain: Domain,
    isByGuest: boolean,
  ): Promise<{ actor: string; cause: string | null }> {
    const actor = this.sync.actorOf(domain.uuid);
    if (actor !== OUTSIDE_ACTOR || !isByGuest) return { actor, cause: null };
    const xml = await domain.getXMLDesc(0).catch(() => '');
    return hasConnectedAgent(xml)
      ? { actor, cause: 'the guest restarted, by itself or because its agent was told to' }
      : { actor: GUEST_ACTOR, cause: 'the guest rebooted itself' };
  }
}

/** @param details of QEMU's event RESET: `{"guest":true,"reason":"guest-reset"}` */
function saysGuest(details: string | null | undefined): boolean {
  try {
    const parsed: unknown = JSON.parse(details ?? '');
    return (
      typeof parsed === 'object' && parsed !== null && 'guest' in parsed && parsed.guest === true
    );
  } catch {
    return false;
  }
}

/** Whether a program in the guest obeys libvirt: `<target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>`. */
function hasConnectedAgent(liveXml: string): boolean {
  return /<target [^>]*name='org\.qemu\.guest_agent\.0'[^>]*state='connected'/.test(liveXml);
}
