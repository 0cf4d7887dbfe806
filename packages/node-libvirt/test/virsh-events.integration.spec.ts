import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, EventOverflowError, type EventQueue } from '../src/index.js';
import { virsh } from '../../../test/support/virsh.js';
import { EventRecorder } from './support/event-recorder.js';

const NAME = `qa-${process.pid}-nl-events`;
const LIFECYCLE = libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE;

let connection: Connection;
let folder: string;

/** Writes a file for virsh. */
async function file(name: string, xml: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, xml);
  return path;
}

/** Reads the events of one object from a queue, in order, until a last event. */
async function untilEvent<E extends { event: number }>(
  queue: EventQueue<E>,
  isOwn: (event: E) => boolean,
  last: number,
): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of queue) {
    if (isOwn(event)) {
      seen.push(event.event);
      if (event.event === last) break;
    }
  }
  return seen;
}

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  // QEMU runs as another user.
  await chmod(folder, 0o755);
});

afterAll(async () => {
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

describe('events of virsh commands', () => {
  let recorder: EventRecorder;
  const DOMAIN = `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory>
    <vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os><devices>
    <disk type='file' device='cdrom'><source file='@cd@'/><target dev='sda' bus='sata'/></disk>
    <controller type='usb' model='qemu-xhci'/></devices></domain>`;

  beforeEach(async () => {
    recorder = await EventRecorder.start(connection, NAME);
    await virsh('define', await file('d.xml', DOMAIN.replace('@cd@', await file('cd.iso', 'CD'))));
    await recorder.next(LIFECYCLE, { event: libvirt.VIR_DOMAIN_EVENT_DEFINED, detail: 0 });
  });

  afterEach(async () => {
    await virsh('destroy', NAME).catch(() => {});
    await virsh('undefine', NAME, '--managed-save', '--snapshots-metadata').catch(() => {});
    await recorder.stop();
  });

  it('report the life cycle of a domain', async () => {
    await virsh('start', NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_RESUMED,
      detail: libvirt.VIR_DOMAIN_EVENT_RESUMED_UNPAUSED,
    });
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STARTED,
      detail: libvirt.VIR_DOMAIN_EVENT_STARTED_BOOTED,
    });
    await virsh('suspend', NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_SUSPENDED,
      detail: libvirt.VIR_DOMAIN_EVENT_SUSPENDED_PAUSED,
    });
    await virsh('resume', NAME);
    await recorder.next(LIFECYCLE, { event: libvirt.VIR_DOMAIN_EVENT_RESUMED });
    await virsh('reset', NAME);
    expect(await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_REBOOT)).toEqual({});
    await virsh('managedsave', NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STOPPED,
      detail: libvirt.VIR_DOMAIN_EVENT_STOPPED_SAVED,
    });
    await virsh('start', NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STARTED,
      detail: libvirt.VIR_DOMAIN_EVENT_STARTED_RESTORED,
    });
    await virsh('destroy', NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STOPPED,
      detail: libvirt.VIR_DOMAIN_EVENT_STOPPED_DESTROYED,
    });
    await virsh('undefine', NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_UNDEFINED,
      detail: libvirt.VIR_DOMAIN_EVENT_UNDEFINED_REMOVED,
    });
  });

  it('report changes of the definition of a domain', async () => {
    await virsh('desc', NAME, '--config', '--title', 'a title');
    expect(await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE)).toEqual({
      type: libvirt.VIR_DOMAIN_METADATA_TITLE,
      nsuri: null,
    });
    const uri = 'https://example.org/ns';
    await virsh('metadata', NAME, '--config', '--uri', uri, '--key', 'k', '--set', '<a/>');
    expect(await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE)).toEqual({
      type: libvirt.VIR_DOMAIN_METADATA_ELEMENT,
      nsuri: uri,
    });
    await virsh('define', await file('d2.xml', await virsh('dumpxml', NAME, '--inactive')));
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_DEFINED,
      detail: libvirt.VIR_DOMAIN_EVENT_DEFINED_UPDATED,
    });
    await virsh('domrename', NAME, `${NAME}-2`);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_UNDEFINED,
      detail: libvirt.VIR_DOMAIN_EVENT_UNDEFINED_RENAMED,
    });
    await virsh('domrename', `${NAME}-2`, NAME);
    await recorder.next(LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_DEFINED,
      detail: libvirt.VIR_DOMAIN_EVENT_DEFINED_RENAMED,
    });
  });

  it('report changes of the devices of a domain', async () => {
    await virsh('start', NAME);
    const tablet = await file(
      't.xml',
      "<input type='tablet' bus='usb'><alias name='ua-t'/></input>",
    );
    await virsh('attach-device', NAME, tablet, '--live');
    expect(await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED)).toEqual({
      devAlias: 'ua-t',
    });
    await virsh('detach-device', NAME, tablet, '--live');
    expect(await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED)).toEqual({
      devAlias: 'ua-t',
    });
    await virsh('change-media', NAME, 'sda', '--eject', '--live');
    expect(await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_TRAY_CHANGE)).toEqual({
      devAlias: 'sata0-0-0',
      reason: libvirt.VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN,
    });
    await virsh('blkdeviotune', NAME, 'sda', '--total-iops-sec', '500', '--live');
    const tuned = await recorder.next(libvirt.VIR_DOMAIN_EVENT_ID_TUNABLE);
    expect(tuned['params']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'blkdeviotune.total_iops_sec' }) as unknown,
      ]),
    );
  });
});

describe('events of other virsh commands', () => {
  it('report the life cycle of a pool', async () => {
    const lifecycle = await connection.storagePoolEvents(
      libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
    );
    const refreshed = await connection.storagePoolEvents(libvirt.VIR_STORAGE_POOL_EVENT_ID_REFRESH);
    await virsh('pool-define-as', NAME, 'dir', '--target', join(folder, 'pool'));
    for (const action of ['build', 'start', 'refresh', 'destroy', 'delete', 'undefine']) {
      await virsh(`pool-${action}`, NAME);
    }
    const isOwn = ({ pool }: { pool: { name: string } }): boolean => pool.name === NAME;
    expect(await untilEvent(lifecycle, isOwn, libvirt.VIR_STORAGE_POOL_EVENT_UNDEFINED)).toEqual([
      libvirt.VIR_STORAGE_POOL_EVENT_DEFINED,
      libvirt.VIR_STORAGE_POOL_EVENT_CREATED,
      libvirt.VIR_STORAGE_POOL_EVENT_STARTED,
      libvirt.VIR_STORAGE_POOL_EVENT_STOPPED,
      libvirt.VIR_STORAGE_POOL_EVENT_DELETED,
      libvirt.VIR_STORAGE_POOL_EVENT_UNDEFINED,
    ]);
    for await (const event of refreshed) {
      if (isOwn(event)) break;
    }
  });

  it('report the life cycle of a secret', async () => {
    const lifecycle = await connection.secretEvents(libvirt.VIR_SECRET_EVENT_ID_LIFECYCLE);
    const changed = await connection.secretEvents(libvirt.VIR_SECRET_EVENT_ID_VALUE_CHANGED);
    const uuid = crypto.randomUUID();
    const xml = `<secret ephemeral='yes'><uuid>${uuid}</uuid><description>x</description></secret>`;
    await virsh('secret-define', await file('s.xml', xml));
    await virsh('secret-set-value', uuid, '--base64', 'b3Blbg==');
    await virsh('secret-undefine', uuid);
    const isOwn = ({ secret }: { secret: { uuid: string } }): boolean => secret.uuid === uuid;
    expect(await untilEvent(lifecycle, isOwn, libvirt.VIR_SECRET_EVENT_UNDEFINED)).toEqual([
      libvirt.VIR_SECRET_EVENT_DEFINED,
      libvirt.VIR_SECRET_EVENT_UNDEFINED,
    ]);
    for await (const event of changed) {
      if (isOwn(event)) break;
    }
  });

  it('report the life cycle of a network', async () => {
    const events = await connection.networkEvents(libvirt.VIR_NETWORK_EVENT_ID_LIFECYCLE);
    await virsh('net-define', await file('n.xml', `<network><name>${NAME}</name></network>`));
    for (const action of ['start', 'destroy', 'undefine']) {
      await virsh(`net-${action}`, NAME);
    }
    const isOwn = ({ network }: { network: { name: string } }): boolean => network.name === NAME;
    expect(await untilEvent(events, isOwn, libvirt.VIR_NETWORK_EVENT_UNDEFINED)).toEqual([
      libvirt.VIR_NETWORK_EVENT_DEFINED,
      libvirt.VIR_NETWORK_EVENT_STARTED,
      libvirt.VIR_NETWORK_EVENT_STOPPED,
      libvirt.VIR_NETWORK_EVENT_UNDEFINED,
    ]);
  });

  it('report the life cycle of a host device', async () => {
    // The host of the test driver: it has a bus on which devices can be created.
    await using test = await Connection.open('test:///default');
    const events = await test.nodeDeviceEvents(libvirt.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE);
    const xml = await file(
      'nd.xml',
      `<device><parent>scsi_host1</parent><capability type='scsi_host'><capability type='fc_host'>
       <wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn></capability></capability></device>`,
    );
    const uri = ['--connect', 'test+unix:///default'];
    await virsh(...uri, 'nodedev-create', xml);
    const created = (await events.next()).value;
    expect(created?.event).toBe(libvirt.VIR_NODE_DEVICE_EVENT_CREATED);
    await virsh(...uri, 'nodedev-destroy', created?.device.name ?? '');
    const deleted = (await events.next()).value;
    expect(deleted?.event).toBe(libvirt.VIR_NODE_DEVICE_EVENT_DELETED);
    expect(deleted?.device.name).toBe(created?.device.name);
  });
});

describe('a queue without a reader', () => {
  it('reports how many events it dropped, and continues', async () => {
    await using test = await Connection.open('test:///default');
    const events = await test.domainEvents(LIFECYCLE, { maxQueued: 5 });
    // A call may return before its event is sent; this event shows when all have arrived.
    const witness = await test.domainEvents(LIFECYCLE);
    const [domain] = await test.listAllDomains();
    for (let i = 0; i < 10; i++) {
      await domain?.suspend();
      await domain?.resume();
    }
    for (let i = 0; i < 20; i++) await witness.next();
    for (let i = 0; i < 5; i++) {
      expect((await events.next()).value?.event).toBe(3 + (i % 2));
    }
    await expect(events.next()).rejects.toEqual(new EventOverflowError(15));
    await domain?.suspend();
    expect((await events.next()).value?.event).toBe(libvirt.VIR_DOMAIN_EVENT_SUSPENDED);
    await domain?.resume();
  });
});
