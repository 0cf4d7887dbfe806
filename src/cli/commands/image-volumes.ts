import type { Command } from 'commander';
import type { Schemas } from '@picostack/api-client';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { formatSize } from '../terminal/units.js';

/** `picostk image volumes`: what `picostk image add --volume` can read. */
export function addImageVolumesCommand(image: Command, cli: Cli): void {
  image
    .command('volumes')
    .description('list the volumes of the storage pools of libvirt that can be added as images')
    .option('--pool <name>', 'only the volumes of this pool')
    .action(async ({ pool }: { readonly pool?: string }) => {
      const query = pool === undefined ? {} : { pool };
      const { items, pools } = await cli.api.result(
        cli.api.client.GET('/api/v1/storage/volumes', { params: { query } }),
      );
      const stopped = pools.filter(({ isActive }) => !isActive).map(({ name }) => name);
      if (stopped.length > 0 && !cli.json) cli.note(`Stopped pools: ${stopped.join(', ')}`);
      cli.printTable(
        items,
        [
          { title: 'POOL/NAME', value: (row) => `${row.pool}/${row.name}`, keep: true },
          { title: 'FORMAT', value: ({ format }) => format },
          { title: 'DISK', value: (row) => formatSize(row.capacityBytes), alignRight: true },
          { title: 'FILE', value: (row) => formatSize(row.sizeBytes), alignRight: true },
        ],
        'The pools have no volumes.',
      );
    });
}

/** Parse `POOL/NAME`. @throws CliError */
export function parseVolume(text: string): Schemas['VolumeSourceDto'] {
  const [, pool, name] = /^([^/]+)\/(.+)$/s.exec(text) ?? [];
  if (pool !== undefined && name !== undefined) return { pool, name };
  throw new CliError(
    'sourceUnclear',
    `"${text}" is not POOL/NAME. "picostk image volumes" lists the volumes.`,
    EXIT.usage,
  );
}
