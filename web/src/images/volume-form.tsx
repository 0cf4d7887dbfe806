import {
  Alert,
  FormGroup,
  FormSelect,
  FormSelectOption,
  FormSelectOptionGroup,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { formatBytes } from '@picostack/api-client/formats';

import { ApiError } from '../api/api-error';
import { queryKeys } from '../api/query-client';
import type { StorageVolumeDto, StorageVolumesDto } from '../api/types';
import { FieldHelp } from '../ui/fields';
import { QueryBoundary } from '../ui/query-boundary';
import { ImportFields, withFields } from './import-fields';
import { type VolumeDraft, withVolume } from './pool-volume';
import { readVolumes } from './requests';

interface Props {
  draft: VolumeDraft;
  takenNames: ReadonlySet<string>;
  /** The image is a new version, which keeps the name. */
  isNameFixed: boolean;
  /** The error of the last request. */
  failure: unknown;
  onChange: (draft: VolumeDraft) => void;
}

/** The fields of an import of a volume of libvirt. */
export function VolumeForm(props: Props) {
  const volumes = useQuery({
    queryKey: queryKeys.storageVolumes,
    queryFn: ({ signal }) => readVolumes(signal),
  });
  return (
    <QueryBoundary query={volumes} what="the volumes">
      {(found) =>
        found.items.length === 0 ? (
          <Alert isInline isPlain variant="info" title={emptyText(found.pools)} />
        ) : (
          <VolumeFields {...props} volumes={found} />
        )
      }
    </QueryBoundary>
  );
}

interface VolumeFieldsProps extends Props {
  volumes: StorageVolumesDto;
}

function VolumeFields(props: VolumeFieldsProps) {
  const { draft, takenNames, isNameFixed, failure, onChange } = props;
  const { pools, items } = props.volumes;
  const refused = failure instanceof ApiError ? failure : null;
  return (
    <>
      <FormGroup label="Volume" fieldId="import-volume" isRequired>
        <FormSelect
          id="import-volume"
          value={draft.volume ? keyOf(draft.volume) : ''}
          onChange={(_event, key) => {
            const chosen = items.find((each) => keyOf(each) === key);
            if (chosen) onChange(withVolume(draft, chosen, takenNames));
          }}
        >
          <FormSelectOption value="" label="Choose a volume" isPlaceholder isDisabled />
          {pools.map(({ name: pool }) => (
            <VolumeOptions key={pool} pool={pool} items={items} />
          ))}
        </FormSelect>
        <FieldHelp
          error={refused?.fieldMessage('volume')}
          helperText={`libvirt reads the volume, and it stays as it is.${stoppedText(pools)}`}
        />
      </FormGroup>
      <ImportFields
        isNameFixed={isNameFixed}
        name={draft.name}
        format={draft.format}
        ovaDisk={draft.ovaDisk}
        isCompressed={draft.isCompressed}
        failure={failure}
        onChange={(changed) => onChange(withFields(draft, changed))}
      />
    </>
  );
}

function VolumeOptions({ pool, items }: { pool: string; items: StorageVolumeDto[] }) {
  const ofPool = items.filter((each) => each.pool === pool);
  if (ofPool.length === 0) return null;
  return (
    <FormSelectOptionGroup label={pool}>
      {ofPool.map((each) => (
        <FormSelectOption
          key={each.name}
          value={keyOf(each)}
          label={`${each.name} (${formatBytes(each.capacityBytes)})`}
        />
      ))}
    </FormSelectOptionGroup>
  );
}

/** Neither a pool nor a volume of libvirt has a line break in its name. */
function keyOf({ pool, name }: { pool: string; name: string }): string {
  return `${pool}\n${name}`;
}

function emptyText(pools: StorageVolumesDto['pools']): string {
  if (pools.length === 0) return 'libvirt has no storage pools that images may be imported from.';
  return `The storage pools have no volumes.${stoppedText(pools)}`;
}

function stoppedText(pools: StorageVolumesDto['pools']): string {
  const stopped = pools.filter(({ isActive }) => !isActive).map(({ name }) => name);
  return stopped.length === 0 ? '' : ` Stopped pools are not read: ${stopped.join(', ')}.`;
}
