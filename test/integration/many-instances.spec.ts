import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { ManyInstances } from '../support/many-instances.js';
import { canHavePrivateLibvirtd } from '../support/private-libvirtd.js';
import { eventually } from '../support/wait.js';

/** More than are read before the server is ready. */
const COUNT = 60;
/** The definitions of all are read in turn within eight seconds. */
const LIMIT_MS = 30_000;

/** The last ones: they are the last in turn. */
const EDITED = 'vm-0059';
const AUTOSTARTED = 'vm-0058';
const UNDEFINED = 'vm-0057';
const RENAMED = 'vm-0056';

// A private libvirtd requires root and namespaces.
describe.skipIf(!canHavePrivateLibvirtd)('a server with many instances', () => {
  let many: ManyInstances;

  beforeAll(async () => {
    many = await ManyInstances.make(COUNT);
  });
  afterAll(() => many?.dispose());

  const get = (name: string): Promise<InstanceDto> => many.server.api.instance(name);
  const virsh = (...args: string[]): Promise<string> => many.libvirtd.virsh(...args);

  async function memoryOf(name: string, memoryMiB: number): Promise<void> {
    await eventually(`${name} with ${memoryMiB} MiB`, LIMIT_MS, async () =>
      (await get(name)).memoryMiB === memoryMiB ? true : undefined,
    );
  }

  it('finds what changed while the server was not running', async () => {
    await virsh('setmem', EDITED, '128M', '--config');
    await virsh('autostart', AUTOSTARTED);
    await virsh('undefine', UNDEFINED);
    await virsh('domrename', RENAMED, 'other');
    await many.server.start();
    await many.server.ready();
    expect((await many.server.api.instances()).total).toBe(COUNT);
    expect(await get(AUTOSTARTED)).toMatchObject({ autostart: true });
    expect(await get(UNDEFINED)).toMatchObject({ state: 'missing' });
    expect(await get('other')).toMatchObject({ state: 'stopped' });
    await memoryOf(EDITED, 128);
  });

  it('finds changes without an event', async () => {
    await virsh('setmem', EDITED, '192M', '--config');
    await virsh('setmem', 'vm-0000', '192M', '--config');
    await virsh('autostart', '--disable', AUTOSTARTED);
    await memoryOf(EDITED, 192);
    await memoryOf('vm-0000', 192);
    await eventually('no autostart', LIMIT_MS, async () =>
      (await get(AUTOSTARTED)).autostart ? undefined : true,
    );
  });

  it('finds what changed while libvirtd was not running', async () => {
    await many.libvirtd.kill();
    await eventually('unknown', LIMIT_MS, async () =>
      (await get(EDITED)).state === 'unknown' ? true : undefined,
    );
    await many.libvirtd.startAgain();
    await virsh('setmem', EDITED, '128M', '--config');
    await virsh('autostart', AUTOSTARTED);
    await many.server.ready();
    await memoryOf(EDITED, 128);
    await eventually('autostart', LIMIT_MS, async () =>
      (await get(AUTOSTARTED)).autostart ? true : undefined,
    );
    expect(await get('vm-0010')).toMatchObject({ state: 'stopped' });
  });
});
