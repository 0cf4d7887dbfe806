import type { InstanceDto } from '../api/types';
import { useHost } from '../live/queries';
import { CopyButton } from '../ui/copy-button';
import { diskPath } from './instance-disks';

/** The path of the disk on the host, with a copy button. */
export function DiskPath({ instance }: { instance: InstanceDto }) {
  const { data: host } = useHost();
  const path = diskPath(instance, host?.pools);
  if (path === null) return null;
  return (
    <div className="ps-port">
      <span className="ps-mono ps-break">{path}</span>
      <CopyButton text={path} label="Copy disk path" tooltip="Copy" />
    </div>
  );
}

/** Explains that a kept disk still needs its image. */
export function KeptDiskNote({ instances }: { instances: InstanceDto[] }) {
  const images = [...new Set(instances.map(({ image }) => image?.name).filter(Boolean))];
  if (images.length === 0) return null;
  return (
    <p className="ps-break">
      {images.length === 1 ? `The image ${images[0]}` : `The images ${images.join(', ')}`} cannot be
      deleted while {instances.length === 1 ? 'this disk exists' : 'these disks exist'}, because
      clones read from their image.
    </p>
  );
}
