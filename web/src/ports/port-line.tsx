import { Label, Tooltip } from '@patternfly/react-core';
import { TerminalIcon } from '@patternfly/react-icons';

import type { PortMappingDto } from '../api/types';
import { portAddress } from './port-addresses';
import { CopyButton } from '../ui/copy-button';

interface Props {
  port: PortMappingDto;
  user: string | null;
}

/** One mapping, "host:40001 → 22", with what a person does next: open it, copy it, or copy the ssh command. */
export function PortLine({ port, user }: Props) {
  const { address, url, ssh, onlyOnHost } = portAddress(port, window.location.hostname, user);
  const suffix = port.protocol === 'udp' ? '/udp' : '';
  return (
    <span className="ps-port">
      <span className="ps-mono ps-nowrap">
        {url ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {address}
          </a>
        ) : (
          address
        )}
        {` → ${port.guestPort}${suffix}`}
      </span>
      {ssh ? (
        <CopyButton text={ssh} label={`Copy ${ssh}`} icon={<TerminalIcon />} />
      ) : (
        <CopyButton text={url ?? address} label={`Copy ${url ?? address}`} />
      )}
      {onlyOnHost && (
        <Tooltip content="Listens on the host's loopback address: it is reached on the host itself only.">
          <Label isCompact variant="outline" tabIndex={0}>
            host only
          </Label>
        </Tooltip>
      )}
    </span>
  );
}
