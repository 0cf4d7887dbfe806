import { domainNames, virsh, volumeNames } from './virsh.js';

/**
 * Takes away every domain whose name begins with the prefix, and the two pools of a server with that prefix,
 * with their volumes. Each may be half there: a test may have failed anywhere.
 */
export async function removeTraces(prefix: string): Promise<void> {
  for (const name of await domainNames(prefix)) {
    await quietly('destroy', name);
    await quietly('undefine', name, '--managed-save', '--snapshots-metadata', '--nvram');
  }
  for (const pool of [`${prefix}-images`, `${prefix}-disks`]) {
    const volumes = await volumeNames(pool).catch(() => []);
    for (const volume of volumes) await quietly('vol-delete', volume, '--pool', pool);
    await quietly('pool-destroy', pool);
    await quietly('pool-undefine', pool);
  }
}

async function quietly(...args: string[]): Promise<void> {
  await virsh(...args).catch(() => undefined);
}
