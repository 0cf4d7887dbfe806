import { Button, Label, Popover, Tooltip } from '@patternfly/react-core';
import { TerminalIcon } from '@patternfly/react-icons';

import type { InstanceDto, PortMappingDto } from '../api/types';
import { useImages } from '../live/queries';
import { CopyButton } from '../ui/copy-button';
import { portAddress } from './port-addresses';

const SHOWN = 3;

/** The port mappings of an instance in a table cell; more than three are in a popover. */
export function PortList({ instance }: { instance: InstanceDto }) {
  const user = useDefaultUser(instance);
  const { ports, name } = instance;
  if (ports.length === 0) return <span className="ps-subtle">None</span>;
  const shown = ports.length > SHOWN ? ports.slice(0, SHOWN - 1) : ports;
  const more = ports.length - shown.length;
  return (
    <div>
      {shown.map((port) => (
        <PortLine key={port.id} port={port} user={user} />
      ))}
      {more > 0 && (
        <Popover
          aria-label={`Ports of ${name}`}
          headerContent={`Ports of ${name}`}
          hasAutoWidth
          bodyContent={ports.map((port) => (
            <PortLine key={port.id} port={port} user={user} />
          ))}
        >
          <Button variant="link" isInline>
            {more} more
          </Button>
        </Popover>
      )}
    </div>
  );
}

interface Props {
  port: PortMappingDto;
  user: string | null;
}

/** A port mapping, "host:40001 → 22", with a link or a button to copy its address or ssh command. */
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
        <Tooltip content="This port listens on the loopback address and is reachable only from the host.">
          <Label isCompact variant="outline" tabIndex={0}>
            Host only
          </Label>
        </Tooltip>
      )}
    </span>
  );
}

/** The default user of the image of an instance; null if the image has none. */
export function useDefaultUser(instance: InstanceDto): string | null {
  const { data: images } = useImages();
  return images?.find(({ id }) => id === instance.image?.id)?.defaultUser ?? null;
}
