import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain } from '../src/index.js';
import { EventRecorder } from './support/event-recorder.js';

const execute = promisify(execFile);

const NAME = `qa-${process.pid}-nl-trouble`;
const PAGE_BYTES = 4096;
const DISK_BYTES = 1024 * 1024;

/** The boot sector of the guest. It writes to its disk and starts its watchdog. */
const BOOT_SECTOR = Buffer.from(
  [
    '31c0 8ec0 bb007c', // es:bx = 0:7c00, the boot sector itself
    'b90900 ba8000', // cylinder 0, sector 9, head 0 of the first disk: the second page of the file
    'b80103 cd13', // write one sector
    'ba4304 b00e ee', // write 14 (two seconds) to the port of the IB700
    'f4 ebfd', // halt in a loop
  ]
    .join('')
    .replaceAll(' ', '')
    .padEnd(510 * 2, '0') + '55aa',
  'hex',
);

const canMount = process.getuid?.() === 0;

// Mounting a full file system needs root.
describe.skipIf(!canMount)('a failing guest', () => {
  let connection: Connection;
  let folder: string;
  let domain: Domain;
  let events: EventRecorder;

  beforeAll(async () => {
    connection = await Connection.open('qemu:///system');
    folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${PAGE_BYTES},mode=755`, 'tmpfs', folder]);
    const disk = join(folder, 'disk.raw');
    await writeFile(disk, BOOT_SECTOR);
    await truncate(disk, DISK_BYTES);
    await chmod(disk, 0o666);
    events = await EventRecorder.start(connection, NAME);
    domain = await connection.domainDefineXMLFlags(`<domain type='qemu'><name>${NAME}</name>
      <memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os><devices>
      <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${disk}'/>
        <target dev='hda' bus='ide'/></disk>
      <watchdog model='ib700' action='none'/></devices></domain>`);
  });

  afterAll(async () => {
    await domain?.destroy().catch(() => {});
    await domain?.undefineFlags();
    await events?.stop();
    await connection.close();
    await execute('umount', [folder]);
    await rm(folder, { recursive: true });
  });

  it('is paused when its disk has no free space, and resumes when there is space', async () => {
    await domain.create();
    expect(await events.next(libvirt.VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON)).toEqual({
      srcPath: join(folder, 'disk.raw'),
      devAlias: 'ide0-0-0',
      action: libvirt.VIR_DOMAIN_EVENT_IO_ERROR_PAUSE,
      reason: 'enospc',
    });
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_SUSPENDED,
      detail: libvirt.VIR_DOMAIN_EVENT_SUSPENDED_IOERROR,
    });
    expect(await domain.getState()).toEqual({
      state: libvirt.VIR_DOMAIN_PAUSED,
      reason: libvirt.VIR_DOMAIN_PAUSED_IOERROR,
    });
    await execute('mount', ['-o', `remount,size=${2 * PAGE_BYTES}`, folder]);
    await domain.resume();
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_RESUMED,
    });
  });

  it('reports its expired watchdog', async () => {
    expect(await events.next(libvirt.VIR_DOMAIN_EVENT_ID_WATCHDOG)).toEqual({
      action: libvirt.VIR_DOMAIN_EVENT_WATCHDOG_NONE,
    });
  });
});
