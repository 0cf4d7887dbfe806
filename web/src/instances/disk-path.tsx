import type { InstanceDto } from '../api/types';
import { diskPath } from './instance-disks';
import { useHost } from '../live/queries';
import { CopyButton } from '../ui/copy-button';

/** Where an instance's disk is on the host, to read and to copy. */
export function DiskPath({ instance }: { instance: InstanceDto }) {
  const { data: host } = useHost();
  const path = diskPath(instance, host?.pools);
  if (path === null) return null;
  return (
    <div className="ps-port">
      <span className="ps-mono ps-break">{path}</span>
      <CopyButton text={path} label="Copy the path of the disk" says="Copy" />
    </div>
  );
}
