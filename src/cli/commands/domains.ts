import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { at, type ForeignDomain } from '../client/api.js';
import type { Column } from '../terminal/table.js';
import { forEachName } from './for-each-name.js';
import { formatSizes } from './instances/output.js';

const COLUMNS: readonly Column<ForeignDomain>[] = [
  { title: 'NAME', value: ({ name }) => name, keep: true },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'SIZE', value: formatSizes },
  {
    title: 'DISKS',
    value: ({ disks }) => disks.map(({ source }) => source ?? 'empty').join(' ') || '-',
  },
  {
    title: 'ADOPT',
    value: ({ reason }) => reason ?? 'yes',
    style: ({ canAdopt }) => (canAdopt ? 'good' : 'dim'),
  },
];

/** `picostk domains`, `picostk adopt`: domains that picostack does not manage. */
export function addDomainCommands(program: Command, cli: Cli): void {
  program
    .command('domains')
    .description('list the libvirt domains that picostack does not manage')
    .action(async () => {
      const domains = await cli.api.all((query) =>
        cli.api.client.GET('/api/v1/domains', { params: { query } }),
      );
      cli.printTable(domains, COLUMNS, 'Every domain of libvirt is an instance.');
    });

  program
    .command('adopt')
    .description(
      'adopt domains as instances; they keep running, and their disks stay where they are',
    )
    .argument('<name...>', 'names or UUIDs of domains')
    .action((names: string[]) =>
      forEachName(cli, names, async (id) => {
        const instance = await cli.api.result(
          cli.api.client.POST('/api/v1/domains/{id}/adopt', at(id)),
        );
        return { result: instance, message: `Adopted ${instance.name}.` };
      }),
    );
}
