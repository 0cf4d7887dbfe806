import type { Host } from '../client/api.js';
import { formatBytes } from '@picostack/api-client/formats';
import { type Finding, note, ok, problem } from './finding.js';

const LEAST_FREE_BYTES = 1024 ** 3;
const LEAST_FREE_PORTS = 10;

/** Checks of the server's host. */
export function checkHost(host: Host, usedPorts: number): Finding[] {
  return [
    checkLibvirt(host),
    ...(host.virtType ? [checkVirtType(host)] : []),
    ...host.pools.map(checkPool),
    checkPorts(host, usedPorts),
  ];
}

function checkLibvirt(host: Host): Finding {
  if (host.libvirtConnected) {
    return ok(
      'libvirt',
      `${host.libvirtUri}, version ${host.libvirtVersion}, QEMU ${host.hypervisorVersion}`,
    );
  }
  return problem(
    'libvirt',
    `cannot connect to ${host.libvirtUri}`,
    'Start libvirtd ("systemctl start libvirtd", or "virtlogd -d; libvirtd -d" without systemd). The server reconnects by itself.',
  );
}

function checkVirtType({ virtType, virtTypeReason }: Host): Finding {
  const reason = virtTypeReason ?? '';
  if (virtType === 'kvm') return ok('virtualization', `KVM: ${reason}`);
  return note(
    'virtualization',
    `software emulation: ${reason}`,
    'Guests work, but are several times slower than with KVM.',
  );
}

function checkPool(pool: Host['pools'][number]): Finding {
  const { name, path, availableBytes, capacityBytes } = pool;
  if (pool.problem !== null) {
    return problem(`pool ${name}`, pool.problem, `Check it with "virsh pool-info ${name}".`);
  }
  const space = `${formatBytes(availableBytes)} free of ${formatBytes(capacityBytes)} in ${path}`;
  if (availableBytes >= LEAST_FREE_BYTES) return ok(`pool ${name}`, space);
  return problem(`pool ${name}`, space, 'Delete unused instances and images.');
}

function checkPorts({ portRange: { from, to }, portAddress }: Host, used: number): Finding {
  const found = `${from}-${to} on ${portAddress}, ${used} in use`;
  if (to - from + 1 - used >= LEAST_FREE_PORTS) return ok('host ports', found);
  return problem('host ports', found, 'Set a wider PICOSTACK_PORT_RANGE and restart the server.');
}
