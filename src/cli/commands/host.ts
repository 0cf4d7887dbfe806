import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { notConnected } from '../client/api.js';
import { renderFields } from '../terminal/table.js';
import { formatBytes } from '@picostack/api-client/formats';

/** `picostk host`: the host of the guests. */
export function addHostCommand(program: Command, cli: Cli): void {
  program
    .command('host')
    .description('show the host, its libvirt and its storage')
    .action(async () => {
      const host = await cli.api.result(cli.api.client.GET('/api/v1/host'));
      const { portRange, virtType, virtTypeReason } = host;
      const guests = virtType === 'kvm' ? 'KVM' : 'software emulation';
      cli.print(host, () =>
        renderFields(cli.terminal, [
          ['Host', host.name],
          ['Processors', host.cpus && `${host.cpus} (${host.arch})`],
          ['Memory', inMemory(host.memoryFreeMiB, host.memoryMiB)],
          [
            'libvirt',
            `${host.libvirtUri}, ${host.libvirtConnected ? `version ${host.libvirtVersion}` : notConnected(host)}`,
          ],
          ['QEMU', host.hypervisorVersion],
          ['Guests run in', virtType && `${guests}: ${virtTypeReason}`],
          ...host.pools.map(
            ({ name, availableBytes, capacityBytes, problem }) =>
              [
                `Pool ${name}`,
                problem ?? `${formatBytes(availableBytes)} free of ${formatBytes(capacityBytes)}`,
              ] as const,
          ),
          ['Host ports', `${portRange.from}-${portRange.to} on ${host.portAddress}`],
          ['picostack', host.picostackVersion],
        ]),
      );
    });
}

function inMemory(freeMiB: number | null, totalMiB: number | null): string | null {
  if (totalMiB === null) return null;
  const total = formatBytes(totalMiB * 1024 ** 2);
  return freeMiB === null ? total : `${formatBytes(freeMiB * 1024 ** 2)} free of ${total}`;
}
