import { FormGroup, FormSelect, FormSelectOption, TextArea } from '@patternfly/react-core';
import { useState } from 'react';

import { ApiError, formError } from '../api/api-error';
import { suggestImageName } from '../api/names';
import { useImages } from '../live/queries';
import { FieldHelp, TextField } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { useNotifications } from '../ui/notifications';
import { useBuildImage } from './build-image';
import {
  debianErrors,
  type DebianDraft,
  debianRequest,
  SUITE_IMAGES,
  SUITE_NAMES,
} from './debian-build';

const FIELDS = /^(name|suite|sizeGiB|sshKeys)/;

interface Props {
  onStarted?: () => void;
  onClose: () => void;
}

/** The dialog to build a small Debian image on the host of the server. */
export function BuildDebianDialog({ onStarted, onClose }: Props) {
  const { data: images = [] } = useImages();
  const { notify } = useNotifications();
  const build = useBuildImage();
  const nameOf = (suite: DebianDraft['suite']): string =>
    suggestImageName(SUITE_IMAGES[suite], new Set(images.map(({ name }) => name)));
  const [draft, setDraft] = useState<DebianDraft>(() => ({
    name: nameOf('bookworm'),
    isNameEdited: false,
    suite: 'bookworm',
    sizeGiB: '4',
    sshKeys: '',
  }));
  const change = (changed: Partial<DebianDraft>): void => {
    setDraft((before) => ({ ...before, ...changed }));
    if (build.isError) build.reset();
  };
  const errors = debianErrors(draft);
  const refused = build.error instanceof ApiError ? build.error : null;
  const errorOf = (field: keyof DebianDraft): string | undefined =>
    errors[field] ?? refused?.fieldMessage(field) ?? refused?.listMessage(field);
  const submit = (): void =>
    build.mutate(debianRequest(draft), {
      onSuccess: ({ resource }) => {
        notify({ variant: 'info', title: `Building ${resource.name}` });
        onClose();
        onStarted?.();
      },
    });
  return (
    <FormDialog
      title="Build a small Debian"
      summary="With cloud-init, an SSH server and the guest agent. The server downloads the packages."
      submitText="Build"
      isBusy={build.isPending}
      isSubmitDisabled={Object.keys(errors).length > 0}
      error={formError(build.error, FIELDS)}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormGroup label="Release" fieldId="debian-suite">
        <FormSelect
          id="debian-suite"
          value={draft.suite}
          onChange={(_event, value) => {
            const suite = value === 'trixie' ? 'trixie' : 'bookworm';
            change({ suite, ...(!draft.isNameEdited && { name: nameOf(suite) }) });
          }}
        >
          {Object.entries(SUITE_NAMES).map(([suite, name]) => (
            <FormSelectOption key={suite} value={suite} label={name} />
          ))}
        </FormSelect>
        <FieldHelp error={errorOf('suite')} />
      </FormGroup>
      <TextField
        id="debian-name"
        label="Name"
        value={draft.name}
        error={errorOf('name')}
        onChange={(name) => change({ name, isNameEdited: name !== '' })}
      />
      <TextField
        id="debian-size"
        label="Disk (GiB)"
        isNumber
        value={draft.sizeGiB}
        error={errorOf('sizeGiB')}
        helperText="An instance may have a larger disk."
        onChange={(sizeGiB) => change({ sizeGiB })}
      />
      <FormGroup label="SSH keys" fieldId="debian-keys">
        <TextArea
          id="debian-keys"
          rows={3}
          resizeOrientation="vertical"
          spellCheck={false}
          placeholder="ssh-ed25519 AAAA… me@laptop"
          value={draft.sshKeys}
          validated={errorOf('sshKeys') ? 'error' : 'default'}
          onChange={(_event, sshKeys) => change({ sshKeys })}
        />
        <FieldHelp
          error={errorOf('sshKeys')}
          helperText="Public keys that may log in to every instance, one on each line."
        />
      </FormGroup>
    </FormDialog>
  );
}
