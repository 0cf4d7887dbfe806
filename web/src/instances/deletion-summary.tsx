import { List, ListItem } from '@patternfly/react-core';

import type { InstanceDto } from '../api/types';
import { isAdopted, losesDisk } from './instance-disks';
import { DiskPath } from './disk-path';
import { KeptDiskNote } from './kept-disk-note';

interface Props {
  /** What was chosen. */
  instances: InstanceDto[];
  /** What of it can be deleted. */
  deletable: InstanceDto[];
  keepsDisks: boolean;
}

const MAX_NAMED = 10;
const AT_REST = new Set(['stopped', 'failed', 'crashed', 'missing']);

/** What goes with deleted instances, what stays, and which are left alone. */
export function DeletionSummary({ instances, deletable, keepsDisks }: Props) {
  const isProtected = instances.filter((instance) => instance.isProtected);
  const others = instances.length - deletable.length - isProtected.length;
  const adopted = deletable.filter(isAdopted);
  const own = deletable.filter((instance) => !isAdopted(instance));
  return (
    <>
      {own.length > 0 && <Loss instances={own} keepsDisks={keepsDisks} />}
      <ForceWarning instances={own} />
      {deletable.length > 1 && <Names instances={deletable} />}
      {adopted.length > 0 && (
        <p className="ps-break">
          Adopted, and only released: {namesInWords(adopted)}. Domains and disks of these stay as
          they are.
        </p>
      )}
      {isProtected.length > 0 && (
        <p className="ps-break">
          Protected, and not deleted: {namesInWords(isProtected)}. Switch the protection off on the
          instance’s page first.
        </p>
      )}
      {others > 0 && <p>{others} cannot be deleted in their present state.</p>}
    </>
  );
}

function Loss({ instances, keepsDisks }: { instances: InstanceDto[]; keepsDisks: boolean }) {
  const withDisk = instances.filter(losesDisk);
  const [only] = withDisk;
  if (!keepsDisks || !only) return <p>Disks and port mappings go too. This cannot be undone.</p>;
  return (
    <>
      <p>
        Port mappings, tags and notes go.{' '}
        {withDisk.length === 1 ? 'Its disk stays:' : 'Disks stay:'}
      </p>
      <div>
        {withDisk.slice(0, MAX_NAMED).map((instance) => (
          <DiskPath key={instance.id} instance={instance} />
        ))}
        {withDisk.length > MAX_NAMED && <span>and {withDisk.length - MAX_NAMED} more</span>}
      </div>
      <KeptDiskNote instances={withDisk} />
    </>
  );
}

function ForceWarning({ instances }: { instances: InstanceDto[] }) {
  const active = instances.filter(({ state }) => !AT_REST.has(state));
  if (active.length === 0) return null;
  return (
    <p>
      {instances.length === 1
        ? 'It may be running; it is then stopped by force.'
        : `${active.length} of them may be running, and then stopped by force.`}
    </p>
  );
}

function Names({ instances }: { instances: InstanceDto[] }) {
  return (
    <List className="ps-break">
      {instances.slice(0, MAX_NAMED).map(({ id, name }) => (
        <ListItem key={id}>{name}</ListItem>
      ))}
      {instances.length > MAX_NAMED && <ListItem>and {instances.length - MAX_NAMED} more</ListItem>}
    </List>
  );
}

function namesInWords(instances: InstanceDto[]): string {
  const names = instances.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = instances.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
