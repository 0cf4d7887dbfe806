import type { ForeignDiskDto } from '../api/types';

/** A domain's disks: what the guest knows them as, and where they are. */
export function DiskSources({ disks }: { disks: ForeignDiskDto[] }) {
  return (
    <div>
      {disks.map(({ target, source }) => (
        <div key={target} className="ps-small ps-disk">
          <span className="ps-subtle">{target}</span>
          {source === null ? (
            <span className="ps-subtle">empty</span>
          ) : (
            <span className="ps-mono ps-break">{source}</span>
          )}
        </div>
      ))}
    </div>
  );
}
