import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { formatBytes } from '@picostack/api-client/formats';

/** `picostk flavour`: the sizes of instances. */
export function addFlavourCommands(program: Command, cli: Cli): void {
  program
    .command('flavour')
    .alias('flavor')
    .description('manage flavours, the sizes of instances')
    .command('list')
    .description('list the flavours')
    .action(async () => {
      const flavours = await cli.api.all((query) =>
        cli.api.client.GET('/api/v1/flavours', {
          params: { query: { ...query, sort: 'memoryMiB' } },
        }),
      );
      cli.printTable(
        flavours,
        [
          { title: 'NAME', value: ({ name }) => name, keep: true },
          {
            title: 'MEMORY',
            value: (row) => formatBytes(row.memoryMiB * 1024 ** 2),
            alignRight: true,
          },
          { title: 'VCPUS', value: ({ vcpus }) => vcpus, alignRight: true },
          {
            title: 'DISK',
            value: ({ diskGiB }) => (diskGiB === null ? 'as the image' : `${diskGiB} GiB`),
          },
        ],
        'There are no flavours.',
      );
    });
}
