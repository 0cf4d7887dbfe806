import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain, type EventQueue } from '../src/index.js';
import { virsh } from '../../../test/support/virsh.js';
import { within } from '../../../test/support/wait.js';

const NAME = `qa-${process.pid}-nl-shared`;
const LIMIT_MS = 30_000;
const LIFECYCLE = libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE;

let connection: Connection;
let domain: Domain;

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  domain = await connection.domainDefineXMLFlags(
    `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
    <os><type arch='x86_64'>hvm</type></os></domain>`,
  );
});

afterAll(async () => {
  await domain?.destroy().catch(() => {});
  await domain?.undefineFlags();
  await connection.close();
});

/** Reads events up to the wanted one of this domain, and skips the events of other domains. */
function waitForOwn(
  queue: EventQueue<libvirt.DomainEvent<typeof LIFECYCLE>>,
  wanted: number,
): Promise<void> {
  const read = async (): Promise<void> => {
    for (;;) {
      const { value } = await queue.next();
      if (value === undefined) throw new Error('the queue has ended');
      if (value.domain.name === NAME && value.event === wanted) return;
    }
  };
  return within(`event ${wanted}`, LIMIT_MS, read());
}

describe('one event of one connection', () => {
  it('reaches two iterators and a listener until each unsubscribes', async () => {
    const received: number[] = [];
    const [one, two] = await Promise.all([
      connection.domainEvents(LIFECYCLE),
      connection.domainEvents(LIFECYCLE),
    ]);
    const listener = await connection.domainEventRegister(LIFECYCLE, (event) => {
      if (event.domain.name === NAME) received.push(event.event);
    });
    const ofDomain = await connection.domainEvents(LIFECYCLE, { of: domain });

    await virsh('start', NAME);
    for (const queue of [one, two, ofDomain]) {
      await waitForOwn(queue, libvirt.VIR_DOMAIN_EVENT_STARTED);
    }
    expect(received).toContain(libvirt.VIR_DOMAIN_EVENT_STARTED);

    await one.unsubscribe();
    await listener.unsubscribe();
    await virsh('destroy', NAME);
    await waitForOwn(two, libvirt.VIR_DOMAIN_EVENT_STOPPED);
    await waitForOwn(ofDomain, libvirt.VIR_DOMAIN_EVENT_STOPPED);
    expect(received).not.toContain(libvirt.VIR_DOMAIN_EVENT_STOPPED);

    // The last subscriber leaves, and another subscribes before the daemon has deregistered the callback.
    const unsubscribed = two.unsubscribe();
    const next = await connection.domainEvents(LIFECYCLE);
    await unsubscribed;
    await virsh('start', NAME);
    await waitForOwn(next, libvirt.VIR_DOMAIN_EVENT_STARTED);
    await virsh('destroy', NAME);
    await Promise.all([next.unsubscribe(), ofDomain.unsubscribe()]);
    expect(connection.subscriptions).toBe(0);
  });

  it.each<[string, () => Promise<Pick<EventQueue<unknown>, 'unsubscribe'>>]>([
    ['network', () => connection.networkEvents(libvirt.VIR_NETWORK_EVENT_ID_LIFECYCLE)],
    ['pool', () => connection.storagePoolEvents(libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE)],
    ['device', () => connection.nodeDeviceEvents(libvirt.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE)],
    ['secret', () => connection.secretEvents(libvirt.VIR_SECRET_EVENT_ID_LIFECYCLE)],
    ['monitor', () => connection.qemuMonitorEvents()],
  ])('of kind "%s" can be registered twice', async (_, register) => {
    const queues = [await register(), await register()];
    await Promise.all(queues.map((queue) => queue.unsubscribe()));
    await (await register()).unsubscribe();
    expect(connection.subscriptions).toBe(0);
  });
});
