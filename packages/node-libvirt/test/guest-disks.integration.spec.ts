import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain } from '../src/index.js';
import { virsh } from '../../../test/support/virsh.js';
import { EventRecorder } from './support/event-recorder.js';

const execute = promisify(execFile);
const NAME = `qa-${process.pid}-nl-disks`;
const MIB = 1024 * 1024;

let connection: Connection;
let folder: string;
let domain: Domain;
let events: EventRecorder;

const xml = (disk: string): string => `<domain type='qemu'><name>${NAME}</name>
  <memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os><devices>
  <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${disk}'/>
    <target dev='vda' bus='virtio'/></disk></devices></domain>`;

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  // QEMU runs as another user, and creates files next to the disk.
  await chmod(folder, 0o777);
  const disk = join(folder, 'disk.qcow2');
  await execute('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '64M']);
  await execute('qemu-io', ['-c', 'write -P 7 0 8M', disk]);
  events = await EventRecorder.start(connection, NAME);
  domain = await connection.domainDefineXMLFlags(xml(disk));
  await domain.create();
});

afterAll(async () => {
  await domain?.destroy().catch(() => {});
  await domain?.undefineFlags(
    libvirt.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
      libvirt.VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA |
      libvirt.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE,
  );
  await events?.stop();
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

/** The current path of the disk. */
async function source(): Promise<string> {
  return /<source file='([^']+)'/.exec(await domain.getXMLDesc())?.[1] ?? '';
}

describe('a disk in use', () => {
  it('can be enlarged', async () => {
    await domain.blockResize('vda', 128 * MIB, libvirt.VIR_DOMAIN_BLOCK_RESIZE_BYTES);
    const sizes = await domain.getBlockInfo('vda');
    expect(sizes.capacity).toBe(128 * MIB);
    expect(sizes.physical).toBeGreaterThan(0);
  });

  it('has I/O limits', async () => {
    await domain.setBlockIoTune('vda', { total_iops_sec: 500n });
    expect(await domain.getBlockIoTune('vda')).toMatchObject({ total_iops_sec: 500n });
    await domain.setBlockIoTune('vda', { total_iops_sec: 0n });
  });

  it('gets an overlay from a snapshot, which `virsh blockcommit` merges again', async () => {
    const before = await source();
    const overlay = join(folder, 'overlay.qcow2');
    await domain.snapshotCreateXML(
      `<domainsnapshot><disks><disk name='vda' snapshot='external'><source file='${overlay}'/>
       </disk></disks></domainsnapshot>`,
      libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY |
        libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA |
        libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC,
    );
    expect(await source()).toBe(overlay);
    await virsh('blockcommit', NAME, 'vda', '--active', '--pivot', '--wait');
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2, {
      dst: 'vda',
      type: libvirt.VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT,
      status: libvirt.VIR_DOMAIN_BLOCK_JOB_READY,
    });
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_BLOCK_JOB, {
      path: before,
      type: libvirt.VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT,
      status: libvirt.VIR_DOMAIN_BLOCK_JOB_COMPLETED,
    });
    expect(await source()).toBe(before);
  });

  it('can be copied, and the copy can be cancelled or completed by a pivot', async () => {
    const copy = join(folder, 'copy.qcow2');
    const target = `<disk type='file'><driver type='qcow2'/><source file='${copy}'/></disk>`;
    const flags = libvirt.VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB;
    const job = { dst: 'vda', type: libvirt.VIR_DOMAIN_BLOCK_JOB_TYPE_COPY };
    const id = libvirt.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2;

    // Slow enough to be observed.
    await domain.blockCopy('vda', target, { bandwidth: 64n * 1024n }, flags);
    expect(await domain.getBlockJobInfo('vda')).toMatchObject({ found: 1, type: job.type });
    await domain.blockJobSetSpeed('vda', 2);
    await domain.blockJobAbort('vda');
    await events.next(id, { ...job, status: libvirt.VIR_DOMAIN_BLOCK_JOB_CANCELED });
    expect(await domain.getBlockJobInfo('vda')).toMatchObject({ found: 0 });

    await rm(copy, { force: true });
    await domain.blockCopy('vda', target, {}, flags);
    await events.next(id, { ...job, status: libvirt.VIR_DOMAIN_BLOCK_JOB_READY });
    await domain.blockJobAbort('vda', libvirt.VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT);
    await events.next(id, { ...job, status: libvirt.VIR_DOMAIN_BLOCK_JOB_COMPLETED });
    expect(await source()).toBe(copy);
  });

  it('can pull the data of its backing file', async () => {
    const overlay = join(folder, 'overlay-2.qcow2');
    await domain.snapshotCreateXML(
      `<domainsnapshot><disks><disk name='vda' snapshot='external'><source file='${overlay}'/>
       </disk></disks></domainsnapshot>`,
      libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY | libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA,
    );
    await domain.blockPull('vda');
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2, {
      dst: 'vda',
      type: libvirt.VIR_DOMAIN_BLOCK_JOB_TYPE_PULL,
      status: libvirt.VIR_DOMAIN_BLOCK_JOB_COMPLETED,
    });
    const { stdout } = await execute('qemu-img', ['info', '-U', '--output=json', overlay]);
    expect(JSON.parse(stdout)).not.toHaveProperty('backing-filename');
  });
});

describe('backups', () => {
  it('create a checkpoint, and report their job', async () => {
    const checkpoint = '<domaincheckpoint><name>first</name></domaincheckpoint>';
    const full = join(folder, 'full.qcow2');
    await domain.backupBegin(
      `<domainbackup><disks><disk name='vda' type='file'><target file='${full}'/>
       <driver type='qcow2'/></disk></disks></domainbackup>`,
      checkpoint,
    );
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_JOB_COMPLETED);
    const done = await domain.getJobStats(libvirt.VIR_DOMAIN_JOB_STATS_COMPLETED);
    expect(done.type).toBe(libvirt.VIR_DOMAIN_JOB_COMPLETED);
    expect((await stat(full)).size).toBeGreaterThan(8 * MIB);
    const found = await domain.checkpointLookupByName('first');
    expect(await found.getXMLDesc()).toContain('<name>first</name>');
    await found.delete();
    expect(await domain.listAllCheckpoints()).toEqual([]);
    await expect(domain.backupGetXMLDesc()).rejects.toMatchObject({
      code: libvirt.VIR_ERR_NO_DOMAIN_BACKUP,
    });
  });
});

describe('the state of a domain', () => {
  it('can be saved as an internal snapshot and restored from it', async () => {
    const snapshot = await domain.snapshotCreateXML(
      '<domainsnapshot><name>inside</name></domainsnapshot>',
    );
    await domain.destroy();
    await snapshot.revert();
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STARTED,
      detail: libvirt.VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT,
    });
    expect(await domain.isActive()).toBe(true);
    await snapshot.delete();
    expect(await domain.snapshotNum()).toBe(0);
  });

  it('can be saved to a file, whose XML can be changed', async () => {
    const file = join(folder, 'saved');
    await domain.saveFlags(file, null, libvirt.VIR_DOMAIN_SAVE_PAUSED);
    expect(await domain.isActive()).toBe(false);
    const saved = await connection.domainSaveImageGetXMLDesc(file);
    expect(saved).toContain(domain.uuid);
    const changed = saved.replace('</uuid>', '</uuid><title>from a file</title>');
    await connection.domainSaveImageDefineXML(file, changed);
    await connection.domainRestore(file);
    expect(await domain.getMetadata(libvirt.VIR_DOMAIN_METADATA_TITLE)).toBe('from a file');
    expect((await domain.getState()).state).toBe(libvirt.VIR_DOMAIN_PAUSED);
    await domain.resume();
  });

  it('can be saved by libvirt for the next start', async () => {
    await domain.managedSave();
    expect(await domain.hasManagedSaveImage()).toBe(true);
    expect(await domain.managedSaveGetXMLDesc()).toContain(domain.uuid);
    await domain.managedSaveRemove();
    expect(await domain.hasManagedSaveImage()).toBe(false);
  });
});
