import { ApiError } from '../api/api-error';
import { TextField } from '../ui/fields';
import { type HostFileDraft, withPath } from './host-file';
import { ImportFields, withFields } from './import-fields';

interface Props {
  draft: HostFileDraft;
  takenNames: ReadonlySet<string>;
  /** The image is a new version, which keeps the name. */
  isNameFixed: boolean;
  /** The error of the last request. */
  failure: unknown;
  onChange: (draft: HostFileDraft) => void;
}

/** The fields of an import of a file on the host. */
export function HostFileForm({ draft, takenNames, isNameFixed, failure, onChange }: Props) {
  const refused = failure instanceof ApiError ? failure : null;
  const { path } = draft;
  const pathError =
    path !== '' && !path.trim().startsWith('/') ? 'Enter the whole path, from /.' : null;
  return (
    <>
      <TextField
        id="import-path"
        label="Path"
        isRequired
        placeholder="/var/lib/picostack/import/disk.qcow2"
        value={path}
        error={pathError ?? refused?.fieldMessage('path')}
        helperText="A file on the host, in one of the folders of the setting importDirs. It stays where it is."
        onChange={(value) => onChange(withPath(draft, value, takenNames))}
      />
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
