import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain } from '../src/index.js';
import { EventRecorder } from './support/event-recorder.js';

const NAME = `qa-${process.pid}-nl-rare`;
const ABSENT = '/nowhere/absent.iso';
const DOMAIN = `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory>
  <vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os><devices>
  <disk type='file' device='cdrom'><source file='${ABSENT}' startupPolicy='optional'/>
    <target dev='sda' bus='sata'/></disk>
  <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/></devices></domain>`;

let connection: Connection;
let domain: Domain;
let events: EventRecorder;

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  events = await EventRecorder.start(connection, NAME);
  domain = await connection.domainDefineXMLFlags(DOMAIN);
  await domain.create();
});

afterAll(async () => {
  await domain?.destroy().catch(() => {});
  await domain?.undefineFlags();
  await events?.stop();
  await connection.close();
});

describe('rare events of a guest', () => {
  it('report a disk that is missing at the start', async () => {
    expect(await events.next(libvirt.VIR_DOMAIN_EVENT_ID_DISK_CHANGE)).toEqual({
      oldSrcPath: ABSENT,
      newSrcPath: null,
      devAlias: 'sata0-0-0',
      reason: libvirt.VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START,
    });
  });

  it('report a viewer that connects to and disconnects from the screen', async () => {
    const xml = await domain.getXMLDesc();
    const port = Number(/<graphics type='vnc' port='(\d+)'/.exec(xml)?.[1]);
    const viewer = createConnection({ host: '127.0.0.1', port });
    await once(viewer, 'data');
    const { local, remote } = await events.next(libvirt.VIR_DOMAIN_EVENT_ID_GRAPHICS, {
      phase: libvirt.VIR_DOMAIN_EVENT_GRAPHICS_CONNECT,
    });
    const family = libvirt.VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4;
    expect(local).toEqual({ family, node: '127.0.0.1', service: `${port}` });
    expect(remote).toEqual({ family, node: '127.0.0.1', service: `${viewer.localPort}` });
    viewer.destroy();
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_GRAPHICS, {
      phase: libvirt.VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT,
    });
  });
});
