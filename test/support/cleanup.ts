import { domainNames, virsh, volumeNames } from './virsh.js';

/**
 * Remove every domain whose name begins with the prefix, and the two pools of a server with that prefix, with their
 * volumes. Any of them may be missing or incomplete, because a test can fail at any point.
 */
export async function removeTraces(prefix: string): Promise<void> {
  for (const name of await domainNames(prefix)) {
    await tryVirsh('destroy', name);
    await tryVirsh('undefine', name, '--managed-save', '--snapshots-metadata', '--nvram');
  }
  for (const pool of [`${prefix}-images`, `${prefix}-disks`]) {
    const volumes = await volumeNames(pool).catch(() => []);
    for (const volume of volumes) await tryVirsh('vol-delete', volume, '--pool', pool);
    await tryVirsh('pool-destroy', pool);
    await tryVirsh('pool-undefine', pool);
  }
}

async function tryVirsh(...args: string[]): Promise<void> {
  await virsh(...args).catch(() => undefined);
}
