import { Injectable, Logger } from '@nestjs/common';
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
import { InstanceRecords } from '../records/instance-records.js';
import { FirstReading } from './first-reading.js';
import { InstanceSync } from './instance-sync.js';

/** Events after which the domain is read again. Their content does not matter: it may be outdated. */
const REFRESH_EVENTS = [
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

/** One reset of a machine causes several events, from the firmware and the chipset. */
const SAME_REBOOT_MS = 2_000;

/** Listen to libvirt's domain events, and refresh the instances that they are about. */
@Injectable()
export class DomainEventListener {
  private readonly logger = new Logger(DomainEventListener.name);
  private readonly rebootedAt = new Map<string, number>();
  /** Whether the guest itself caused its last reset, by the UUID of the domain. */
  private readonly resetByGuest = new Map<string, boolean>();

  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly events: EventsService,
    private readonly firstReading: FirstReading,
  ) {}

  /** Register for libvirt's events, then read the instances, so that no change in between is lost. */
  async start(): Promise<void> {
    await this.libvirt.call('register for domain events', (connection) =>
      this.register(connection),
    );
    await this.firstReading.start();
  }

  private async register(connection: Connection): Promise<void> {
    const ids = REFRESH_EVENTS.map((eventId) =>
      connection.domainEventRegister(eventId, ({ domain }) => {
        this.handleChange(domain).catch((error: unknown) => {
          // After the next connect everything is read again.
          if (error instanceof LibvirtUnavailableError) return;
          this.logger.error(`Reading the domain ${domain.name} failed`, error);
        });
      }),
    );
    const reboots = connection.domainEventRegister(VIR_DOMAIN_EVENT_ID_REBOOT, ({ domain }) => {
      this.handleReboot(domain).catch((error: unknown) =>
        this.logger.error(`Recording the reboot of ${domain.name} failed`, error),
      );
    });
    await Promise.all([...ids, reboots, this.registerResets(connection)]);
  }

  /** libvirt's event does not say who reset the guest. QEMU's event, which comes first, does. */
  private async registerResets(connection: Connection): Promise<void> {
    this.resetByGuest.clear();
    try {
      await connection.qemuMonitorEventRegister(
        ({ domain, details }) => this.resetByGuest.set(domain.uuid, isResetByGuest(details)),
        { event: 'RESET' },
      );
    } catch (error) {
      // Other hypervisors than QEMU do not have these events.
      if (!(error instanceof LibvirtError)) throw error;
    }
  }

  /** Of a foreign domain, only announce that something changed. */
  private async handleChange({ uuid: id, name }: Domain): Promise<void> {
    if (!(await this.sync.refresh(id))) this.events.announce('domain', { id, name });
  }

  private async handleReboot(domain: Domain): Promise<void> {
    const id = domain.uuid;
    const now = performance.now();
    const isRepeated = now - (this.rebootedAt.get(id) ?? -Infinity) < SAME_REBOOT_MS;
    this.rebootedAt.set(id, now);
    const isByGuest = this.resetByGuest.get(id) ?? false;
    this.resetByGuest.delete(id);
    if (isRepeated) return;
    const instance = await this.records.findOneBy({ id });
    if (!instance) return;
    await this.events.record({
      kind: 'instance.rebooted',
      resource: { type: 'instance', id, name: instance.name },
      ...(await this.originOfReboot(domain, isByGuest)),
    });
  }

  /** If a guest agent is connected, libvirt cannot tell who requested the reboot: the guest itself, or a user through the agent. */
  private async originOfReboot(
    domain: Domain,
    isByGuest: boolean,
  ): Promise<{ actor: string; cause: string | null }> {
    const actor = this.sync.actorOf(domain.uuid);
    if (actor !== OUTSIDE_ACTOR || !isByGuest) return { actor, cause: null };
    const xml = await domain.getXMLDesc(0).catch(() => '');
    return hasConnectedAgent(xml)
      ? { actor, cause: 'the guest restarted, on its own or through its agent' }
      : { actor: GUEST_ACTOR, cause: 'the guest rebooted itself' };
  }
}

/** @param details of QEMU's RESET event: `{"guest":true,"reason":"guest-reset"}` */
function isResetByGuest(details: string | null | undefined): boolean {
  try {
    const parsed: unknown = JSON.parse(details ?? '');
    return (
      typeof parsed === 'object' && parsed !== null && 'guest' in parsed && parsed.guest === true
    );
  } catch {
    return false;
  }
}

/** Whether the guest agent is connected: `<target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>`. */
function hasConnectedAgent(liveXml: string): boolean {
  return /<target [^>]*name='org\.qemu\.guest_agent\.0'[^>]*state='connected'/.test(liveXml);
}
