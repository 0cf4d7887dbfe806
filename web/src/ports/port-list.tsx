import { Button, Popover } from '@patternfly/react-core';

import type { InstanceDto } from '../api/types';
import { useDefaultUser } from './use-default-user';
import { PortLine } from './port-line';

const SHOWN = 3;

/** An instance's mappings in a table cell; many are folded. */
export function PortList({ instance }: { instance: InstanceDto }) {
  const user = useDefaultUser(instance);
  const { ports, name } = instance;
  if (ports.length === 0) return <span className="ps-subtle">none</span>;
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
