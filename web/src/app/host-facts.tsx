import { Label, Popover } from '@patternfly/react-core';

import type { HostDto } from '../api/types';
import { useHost } from '../live/queries';

function VirtTypeLabel({ host }: { host: HostDto }) {
  const isKvm = host.virtType === 'kvm';
  return (
    <Popover
      aria-label="Virtualisation type"
      headerContent={isKvm ? 'Hardware virtualisation' : 'Software emulation'}
      bodyContent={
        host.virtTypeReason ||
        (isKvm ? 'Guests run on the processor itself.' : 'Guests are emulated, which is slow.')
      }
    >
      <Label color={isKvm ? 'green' : 'yellow'} isCompact onClick={() => undefined}>
        {isKvm ? 'KVM' : 'Software emulation'}
      </Label>
    </Popover>
  );
}

/** The host's name, how it runs guests, and libvirt's version. */
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
