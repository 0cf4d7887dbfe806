import type { Command } from 'commander';
import { parsePort, type PortRequest } from '../arguments.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import { at, type PortMapping } from '../client/api.js';
import type { Column } from '../terminal/table.js';
import { addressOf } from './instances/output.js';

const COLUMNS: readonly Column<PortMapping>[] = [
  { title: 'GUEST', value: ({ guestPort, protocol }) => `${guestPort}/${protocol}` },
  { title: 'HOST', value: ({ hostAddress, hostPort }) => `${hostAddress}:${hostPort}` },
  {
    title: 'OPEN',
    value: ({ active }) => (active ? 'yes' : 'no'),
    style: ({ active }) => (active ? 'good' : 'dim'),
  },
];

/** `picostk port`: port mappings. */
export function addPortCommands(program: Command, cli: Cli): void {
  const port = program.command('port').description('manage the port mappings of an instance');

  port
    .command('list')
    .description('list the port mappings of an instance')
    .argument('<instance>', 'name or id')
    .action(async (id: string) => {
      cli.printTable(await portsOf(cli, id), COLUMNS, `${id} has no port mappings.`);
    });

  port
    .command('add')
    .description('add a port mapping, even while the instance is running')
    .argument('<instance>', 'name or id')
    .argument('<port>', 'GUEST, HOST:GUEST or ADDRESS:HOST:GUEST; add /udp for UDP', parsePort)
    .action(async (id: string, body: PortRequest) => {
      const added = await cli.api.result(
        cli.api.client.POST('/api/v1/instances/{id}/ports', { ...at(id), body }),
      );
      cli.print(added, () => `Port ${added.guestPort} of ${id} is mapped to ${addressOf(added)}\n`);
    });

  port
    .command('remove')
    .description('remove a port mapping, even while the instance is running')
    .argument('<instance>', 'name or id')
    .argument('<port>', 'the guest port, HOST:GUEST if it is mapped more than once, or an id')
    .action(async (id: string, wanted: string) => {
      const { id: portId, guestPort } = findPort(await portsOf(cli, id), id, wanted);
      await cli.api.done(
        cli.api.client.DELETE('/api/v1/instances/{id}/ports/{portId}', {
          params: { path: { id, portId } },
        }),
      );
      cli.print({ removed: portId }, () => `Port ${guestPort} of ${id} is no longer mapped.\n`);
    });
}

async function portsOf(cli: Cli, id: string): Promise<PortMapping[]> {
  const call = cli.api.client.GET('/api/v1/instances/{id}/ports', at(id));
  const { items } = await cli.api.result(call);
  return items;
}

/**
 * Find a mapping by its id, or by its ports as the user writes them.
 * @throws CliError if there is no such mapping, or more than one
 */
function findPort(ports: readonly PortMapping[], instance: string, wanted: string): PortMapping {
  const byId = ports.find(({ id }) => id === wanted);
  if (byId) return byId;
  const parsed = parsePort(wanted);
  const found = ports.filter(
    (port) =>
      port.guestPort === parsed.guestPort &&
      port.protocol === parsed.protocol &&
      (parsed.hostPort === undefined || port.hostPort === parsed.hostPort) &&
      (parsed.hostAddress === undefined || port.hostAddress === parsed.hostAddress),
  );
  const [only, ...more] = found;
  if (!only) {
    throw new CliError(
      'portMappingNotFound',
      `${instance} has no mapping of port ${wanted}. See "picostk port list ${instance}".`,
      EXIT.notFound,
    );
  }
  if (more.length > 0) {
    const choices = found.map(({ hostPort, guestPort }) => `${hostPort}:${guestPort}`).join(', ');
    throw new CliError(
      'portMappingAmbiguous',
      `Port ${wanted} of ${instance} is mapped more than once. Choose one: ${choices}.`,
      EXIT.usage,
    );
  }
  return only;
}
