import { randomUUID } from 'node:crypto';
import { access, link, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { definitionOf, run, virsh, volumeXml } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const WAIT = { Prefer: 'wait=60' };
const GIB = 1024 ** 3;

let server: TestServer;
let imagePath: string;
let web: InstanceDto;
let count = 0;

const disksFolder = () => join(server.folder, 'pools', 'disks');
const diskOf = ({ id }: InstanceDto) => join(disksFolder(), `${id}.qcow2`);
const elsewhere = (name: string) => join(server.folder, 'elsewhere', name);
const backedBy = (path: string, backing: string) =>
  run('qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', backing, path);
const domainUsing = async (name: string, devices: string, os = ''): Promise<void> => {
  const file = elsewhere(`${name}.xml`);
  await writeFile(
    file,
    `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
     <os><type arch='x86_64' machine='q35'>hvm</type>${os}</os><devices>${devices}</devices></domain>`,
  );
  await virsh('define', file);
};
const disk = (source: string, format = 'qcow2') =>
  `<disk type='file' device='disk'><driver name='qemu' type='${format}'/><source file='${source}'/><target dev='vdb' bus='virtio'/></disk>`;

beforeAll(async () => {
  server = await TestServer.start();
  await mkdir(join(server.folder, 'elsewhere'), { mode: 0o711 });
  const tiny = await registerTiny(server.api);
  imagePath = join(server.folder, 'pools', 'images', `${tiny.id}.qcow2`);
}, 240_000);
afterAll(() => server?.dispose());

describe('a file that something else uses is not deleted:', () => {
  /** Create a user of the file. @returns the name that the refusal must contain */
  const USERS: readonly (readonly [string, (path: string, name: string) => Promise<string>])[] = [
    [
      'a domain that has it as a second disk',
      async (path, name) => {
        await domainUsing(name, disk(path));
        return name;
      },
    ],
    [
      'a domain that names it through a symbolic link',
      async (path, name) => {
        await symlink(path, elsewhere(name));
        await domainUsing(name, disk(`${server.folder}//elsewhere/${name}`));
        return name;
      },
    ],
    [
      'a domain that names a hard link to it',
      async (path, name) => {
        await link(path, elsewhere(name));
        await domainUsing(name, disk(elsewhere(name), 'raw'));
        return name;
      },
    ],
    [
      'a domain that has it in a CD-ROM drive',
      async (path, name) => {
        await domainUsing(
          name,
          `<disk type='file' device='cdrom'><source file='${path}'/><target dev='sda' bus='sata'/></disk>`,
        );
        return name;
      },
    ],
    [
      'a domain that names it by its pool and volume',
      async (path, name) => {
        const role = path.includes('/images/') ? 'images' : 'disks';
        const volume = path.slice(path.lastIndexOf('/') + 1);
        await domainUsing(
          name,
          `<disk type='volume' device='disk'><source pool='${server.prefix}-${role}' volume='${volume}'/><target dev='vdb' bus='virtio'/></disk>`,
        );
        return name;
      },
    ],
    [
      'a domain that is off, through a backing file in no pool',
      async (path, name) => {
        await mkdir(elsewhere(`${name}.d`));
        await backedBy(elsewhere(`${name}.d/middle`), path);
        await backedBy(elsewhere(name), elsewhere(`${name}.d/middle`));
        await domainUsing(name, disk(elsewhere(name)));
        return name;
      },
    ],
    [
      'a volume of another pool',
      async (path, name) => {
        const folder = elsewhere(`${name}.pool`);
        await mkdir(folder);
        await backedBy(join(folder, 'top'), path);
        await virsh('pool-define-as', name, 'dir', '--target', folder);
        await virsh('pool-start', name);
        return `${name}/top`;
      },
    ],
    [
      'a volume of the same pool',
      async (path, name) => {
        await backedBy(join(disksFolder(), name), path);
        await virsh('pool-refresh', server.disksPool);
        return name;
      },
    ],
  ];

  const remove = async (name: string) => {
    await virsh('undefine', name).catch(() => undefined);
    await virsh('pool-destroy', name).catch(() => undefined);
    await virsh('pool-undefine', name).catch(() => undefined);
    await virsh('vol-delete', name, '--pool', server.disksPool).catch(() => undefined);
  };

  beforeEach(async () => {
    web = await server.api.createInstance({ name: server.name(`i${(count += 1)}`), start: false });
  });

  it.each(USERS)('the disk of an instance, by %s', async (_, use) => {
    const before = await definitionOf(web.name);
    const name = server.name(`u${count}`);
    const user = await use(diskOf(web), name);
    for (const [method, path, body] of [
      ['DELETE', '', undefined],
      ['DELETE', '?force=true', undefined],
      ['POST', '/rebuild', {}],
    ] as const) {
      const refusal = await server.api.refused(method, `/instances/${web.id}${path}`, body, WAIT);
      expect(refusal).toMatchObject({ status: 409, code: 'diskInUse' });
      expect(refusal.detail).toContain(user);
    }
    expect(await definitionOf(web.name)).toBe(before);
    await access(diskOf(web));
    expect(await server.api.instance(web.id)).toMatchObject({ state: 'stopped' });

    await remove(name);
    await server.api.finish('DELETE', `/instances/${web.id}`);
    await expect(access(diskOf(web))).rejects.toThrow('ENOENT');
  });

  it.each(USERS)('an image, by %s', async (_, use) => {
    await server.api.finish('DELETE', `/instances/${web.id}`);
    const name = server.name(`v${count}`);
    const user = await use(imagePath, name);
    const refusal = await server.api.refused('DELETE', '/images/tiny');
    expect(refusal).toMatchObject({ status: 409, code: 'imageInUse' });
    expect(refusal.detail).toContain(user);
    await access(imagePath);
    await remove(name);
  });
});

it('nothing is deleted while the folder of a foreign disk cannot be read', async () => {
  web = await server.api.createInstance({ name: server.name(`l${(count += 1)}`), start: false });
  const name = server.name('foreign');
  await mkdir(elsewhere('foreign.d'));
  await backedBy(elsewhere('foreign.d/disk'), diskOf(web));
  await domainUsing(name, disk(elsewhere('foreign.d/disk')));
  // Like another server that reads the same folder, and is still running.
  const otherPool = `${server.prefix}2-look-${randomUUID()}`;
  await virsh('pool-create-as', otherPool, 'dir', '--target', elsewhere('foreign.d'));
  for (const [method, path, body] of [
    ['DELETE', '', undefined],
    ['POST', '/rebuild', {}],
  ] as const) {
    const refusal = await server.api.refused(method, `/instances/${web.id}${path}`, body, WAIT);
    expect(refusal).toMatchObject({ status: 409, code: 'usersUnknown' });
    expect(refusal.detail).toContain(elsewhere('foreign.d'));
  }
  await access(diskOf(web));
  await virsh('pool-destroy', otherPool);
  expect(await server.api.refused('DELETE', `/instances/${web.id}`)).toMatchObject({
    status: 409,
    code: 'diskInUse',
  });
  await virsh('undefine', name);
  await server.api.finish('DELETE', `/instances/${web.id}`);
});

describe('the users of a disk are checked', () => {
  beforeEach(async () => {
    web = await server.api.createInstance({ name: server.name(`c${(count += 1)}`) });
  });
  const user = () => server.name(`user${count}`);

  it('before a deletion begins', async () => {
    await domainUsing(user(), disk(diskOf(web)));
    // The request is refused, instead of starting an operation that fails.
    expect(await server.api.refused('DELETE', `/instances/${web.id}?force=true`)).toMatchObject({
      status: 409,
      code: 'diskInUse',
    });
    await virsh('undefine', user());
    await server.api.finish('DELETE', `/instances/${web.id}?force=true`);
  });

  it('again when a queued deletion begins', async () => {
    // The deletion waits for the publication, which is legal while the guest is paused.
    await virsh('suspend', web.name);
    await eventually('the pause', 30_000, async () =>
      (await server.api.instance(web.id)).state === 'paused' ? true : undefined,
    );
    const publication = server.api.finish('POST', `/instances/${web.id}/publish`, { name: user() });
    const deletion = await server.api.ask<OperationDto>(
      'DELETE',
      `/instances/${web.id}?force=true`,
    );
    expect(deletion.status).toBe('queued');
    await domainUsing(user(), disk(diskOf(web)));
    await publication;
    const ended = await eventually('the end of the deletion', 60_000, async () => {
      const now = await server.api.ask<OperationDto>('GET', `/operations/${deletion.id}`);
      return now.status === 'failed' ? now : undefined;
    });
    expect(ended.error).toMatchObject({ code: 'diskInUse' });
    expect(await server.api.instance(web.id)).toMatchObject({ state: 'paused' });
    await access(diskOf(web));
    await virsh('undefine', user());
    await server.api.finish('DELETE', `/instances/${web.id}?force=true`);
  });
});

describe('external snapshots', () => {
  const snapshot = (name: string) =>
    virsh('snapshot-create-as', web.name, name, '--disk-only', '--no-metadata').then(() => name);

  beforeEach(async () => {
    web = await server.api.createInstance({ name: server.name(`s${(count += 1)}`), start: false });
  });

  it.each([
    ['with', []],
    ['without', ['--no-metadata']],
  ])('are deleted with their instance, %s metadata', async (_, options) => {
    for (const name of ['one', 'two', 'three']) {
      await virsh('snapshot-create-as', web.name, name, '--disk-only', ...options);
    }
    expect(await readdir(disksFolder())).toHaveLength(4);
    for (const [path, body] of [
      ['rebuild', { discardSnapshots: true }],
      ['grow', { diskGiB: 2 }],
      ['clone', { name: server.name('copy'), mode: 'linked' }],
    ] as const) {
      const refusal = await server.api.refused('POST', `/instances/${web.id}/${path}`, body, WAIT);
      expect(refusal.status, path).toBe(409);
    }
    expect(await readdir(disksFolder())).toHaveLength(4);
    await server.api.finish('DELETE', `/instances/${web.id}`);
    expect(await readdir(disksFolder())).toEqual([]);
  });

  it('are each reported by name, also if they are created and deleted quickly, or reverted to', async () => {
    /** The names of the new snapshots with the count, and the deletions as text. */
    const reportedChanges = async () =>
      (await server.api.eventsOf(web.id)).flatMap(({ actor, kind, details }) => {
        if (actor !== 'outside') return [];
        return kind === 'instance.snapshotted'
          ? [`${String(details['snapshot'])} ${String(details['snapshots'])}`]
          : (details['changes'] as string[]).filter((change) => !change.startsWith('disk vda: '));
      });
    const waitForChanges = (expected: string[]) =>
      eventually(`the changes ${expected.join(', ')}`, 30_000, async () => {
        expect(await reportedChanges()).toEqual(expected);
        return true;
      });
    const createSnapshot = (name: string, ...options: string[]) =>
      virsh('snapshot-create-as', web.name, name, ...options);

    // Internal snapshots first: the name sorts after the name of its child.
    await createSnapshot('z');
    await createSnapshot('b');
    await waitForChanges(['z 1', 'b 2']);
    await virsh('snapshot-revert', web.name, 'z');
    await createSnapshot('c');
    await waitForChanges(['z 1', 'b 2', 'c 3']);
    // The same number of other snapshots, in one run of virsh, so that a poll in between is unlikely.
    await virsh(`snapshot-delete ${web.name} b; snapshot-create-as ${web.name} d`);
    const until1 = ['z 1', 'b 2', 'c 3', 'snapshots 3 -> 2', 'snapshot "b" deleted', 'd 3'];
    await waitForChanges(until1);
    for (const name of ['external-1', 'external-2', 'a']) await createSnapshot(name, '--disk-only');
    const until2 = [...until1, 'external-1 4', 'external-2 5', 'a 6'];
    await waitForChanges(until2);
    for (const name of ['a', 'external-2']) {
      await virsh('snapshot-delete', web.name, name, '--metadata');
    }
    await eventually('both deletions', 30_000, async () => {
      const text = (await reportedChanges()).slice(until2.length).join();
      return text.includes('-> 4') && /"a"/.test(text) && /"external-2"/.test(text)
        ? true
        : undefined;
    });
    await server.api.finish('DELETE', `/instances/${web.id}`);
  });

  it('stay with a disk that is kept, and the event names the file that the guest wrote to', async () => {
    await snapshot('one');
    await snapshot('two');
    await server.api.finish('DELETE', `/instances/${web.id}?keepDisk=true`);
    const files = [`${web.id}.one`, `${web.id}.qcow2`, `${web.id}.two`];
    expect(await readdir(disksFolder())).toEqual(files);
    const { items } = await server.api.ask<{ items: { details: object }[] }>(
      'GET',
      `/events?resourceId=${web.id}&limit=1`,
    );
    expect(JSON.stringify(items[0]?.details)).toContain(
      `its disk ${join(disksFolder(), `${web.id}.two`)}, with its backing files ${web.id}.one, ${web.id}.qcow2`,
    );
    for (const file of files) await virsh('vol-delete', file, '--pool', server.disksPool);
  });
});

describe('the size of a disk', () => {
  const waitForSize = (bytes: number) =>
    eventually(`a disk of ${bytes} bytes`, 30_000, async () =>
      (await server.api.instance(web.id)).diskSizeBytes === bytes ? true : undefined,
    );
  const capacityOf = async (file: string) =>
    Number(/<capacity unit='bytes'>(\d+)</.exec(await volumeXml(server.disksPool, file))?.[1]);

  beforeEach(async () => {
    web = await server.api.createInstance({ name: server.name(`z${(count += 1)}`) });
  });
  afterEach(() => server.api.finish('DELETE', `/instances/${web.id}?force=true`));

  it('that changes outside of picostack is recorded, and a rebuild does not make it smaller', async () => {
    await virsh('blockresize', web.name, 'vda', '2G');
    await waitForSize(2 * GIB);
    await server.api.finish('POST', `/instances/${web.id}/stop`, { force: true });
    await virsh('vol-resize', `${web.id}.qcow2`, '3G', '--pool', server.disksPool);
    // The request does not wait for the next poll.
    await server.api.finish('POST', `/instances/${web.id}/rebuild`, {});
    const { diskVolume, diskSizeBytes } = await server.api.instance(web.id);
    expect(diskSizeBytes).toBe(3 * GIB);
    expect(await capacityOf(diskVolume ?? '')).toBe(3 * GIB);
  });

  it('does not change while the memory of the guest is saved, which contains the former size', async () => {
    await server.api.ask('POST', '/flavours', {
      name: 'large-disk',
      memoryMiB: 256,
      vcpus: 1,
      diskGiB: 4,
    });
    await virsh('managedsave', web.name);
    const before = [await definitionOf(web.name), await capacityOf(`${web.id}.qcow2`)];
    for (const [path, body] of [
      ['grow', { diskGiB: 4 }],
      ['resize', { flavour: 'large-disk' }],
    ] as const) {
      const refusal = await server.api.refused('POST', `/instances/${web.id}/${path}`, body, WAIT);
      expect([refusal.status, refusal.code], path).toEqual([409, 'savedState']);
      expect(refusal.detail).toMatch(/saved.*discard/s);
    }
    expect([await definitionOf(web.name), await capacityOf(`${web.id}.qcow2`)]).toEqual(before);
    await virsh('managedsave-remove', web.name);
    await server.api.finish('POST', `/instances/${web.id}/grow`, { diskGiB: 4 });
    await waitForSize(4 * GIB);
  });
});
