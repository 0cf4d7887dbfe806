import { Label, Popover } from '@patternfly/react-core';

import type { HostDto } from '../api/types';
import { useHost } from '../live/queries';

function VirtTypeLabel({ host }: { host: HostDto }) {
  const isKvm = host.virtType === 'kvm';
  return (
    <Popover
      aria-label="Virtualization type"
      headerContent={isKvm ? 'Hardware virtualization' : 'Software emulation'}
      bodyContent={
        host.virtTypeReason ||
        (isKvm
          ? 'Guests use the CPU directly (KVM).'
          : 'Guests are emulated without KVM, which is slow.')
      }
    >
      <Label color={isKvm ? 'green' : 'yellow'} isCompact onClick={() => undefined}>
        {isKvm ? 'KVM' : 'Software emulation'}
      </Label>
    </Popover>
  );
}

/** The name of the host, its type of virtualization, and the version of libvirt. */
export function HostFacts() {
  const { data: host } = useHost();
  if (!host) return null;
  return (
    <div className="ps-host-facts">
      <span className="ps-name" title={host.libvirtUri}>
        {host.name}
      </span>
      {host.virtType && <VirtTypeLabel host={host} />}
      {host.libvirtVersion && (
        <span className="ps-subtle ps-small ps-nowrap">libvirt {host.libvirtVersion}</span>
      )}
    </div>
  );
}
