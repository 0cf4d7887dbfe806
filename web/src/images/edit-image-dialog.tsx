import {
  Checkbox,
  FormGroup,
  FormSection,
  FormSelect,
  FormSelectOption,
  TextArea,
} from '@patternfly/react-core';
import { LIMITS } from '@picostack/api-client/limits';
import { type ReactNode, useState } from 'react';

import { ApiError } from '../api/api-error';
import { useFlavours } from '../live/queries';
import { FieldHelp, NameField, TextField } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { formatFlavour } from '../ui/sizes';
import { imageChanges, type ImageDraft, imageDraftErrors, toImageDraft } from './image-draft';
import { DEVICE_PROFILE_NAMES, FIRMWARE_NAMES } from './image-hardware';
import { changeError, type ImageDialogProps, useUpdateImage } from './image-mutations';

const FIELDS =
  /^(name|description|tags|osInfo|defaultUser|defaultPorts|minMemoryMiB|minDiskGiB|recommendedFlavour|firmware|deviceProfile|isProtected)/;

/** The dialog that edits everything that an image says about itself and its instances. */
export function EditImageDialog({ image, onClose }: ImageDialogProps) {
  const [draft, setDraft] = useState(() => toImageDraft(image));
  const update = useUpdateImage(image);
  const refused = update.error instanceof ApiError ? update.error : null;
  const changes = imageChanges(image, draft);
  const errors = imageDraftErrors(draft);
  const errorOf = (field: keyof ImageDraft): string | undefined =>
    errors[field] ?? refused?.fieldMessage(field) ?? refused?.listMessage(field);
  const change = (changed: Partial<ImageDraft>): void => {
    setDraft((before) => ({ ...before, ...changed }));
    // The server's error was about the previous values.
    if (update.isError) update.reset();
  };
  const text = (field: TextFieldName) => ({
    id: `image-${field}`,
    value: draft[field],
    error: errorOf(field),
    onChange: (value: string) => change({ [field]: value }),
  });
  return (
    <FormDialog
      title={`Edit ${image.name}`}
      submitText="Save"
      size="medium"
      isBusy={update.isPending}
      isSubmitDisabled={Object.keys(errors).length > 0 || Object.keys(changes).length === 0}
      error={changeError(update.error, FIELDS)}
      onSubmit={() => update.mutate(changes, { onSuccess: onClose })}
      onClose={onClose}
    >
      <NameField {...text('name')} />
      <FormGroup label="Description" fieldId="image-description">
        <TextArea
          id="image-description"
          rows={3}
          resizeOrientation="vertical"
          maxLength={LIMITS.UpdateImageDto.description.maxLength}
          value={draft.description}
          onChange={(_event, description) => change({ description })}
        />
        <FieldHelp error={errorOf('description')} />
      </FormGroup>
      <Pair>
        <TextField {...text('tags')} label="Tags" helperText="Separate tags with spaces." />
        <TextField
          {...text('osInfo')}
          label="Operating system"
          placeholder="Debian 13"
          maxLength={LIMITS.UpdateImageDto.osInfo.maxLength}
        />
      </Pair>
      <FormSection title="New instances" titleElement="h2">
        <Pair>
          <TextField
            {...text('defaultUser')}
            label="Default user"
            helperText="Of the SSH command that the page shows."
          />
          <TextField
            {...text('defaultPorts')}
            label="Default ports"
            placeholder="22 80 53/udp"
            helperText="Separate ports with spaces."
          />
          <TextField {...text('minMemoryMiB')} label="Minimum memory (MiB)" isNumber />
          <TextField {...text('minDiskGiB')} label="Minimum disk (GiB)" isNumber />
        </Pair>
        <FlavourField
          value={draft.recommendedFlavour}
          error={errorOf('recommendedFlavour')}
          onChange={(recommendedFlavour) => change({ recommendedFlavour })}
        />
        <Pair>
          <ChoiceField
            id="image-firmware"
            label="Firmware"
            names={FIRMWARE_NAMES}
            value={draft.firmware}
            error={errorOf('firmware')}
            onChange={(firmware) => change({ firmware })}
          />
          <ChoiceField
            id="image-deviceProfile"
            label="Device profile"
            names={DEVICE_PROFILE_NAMES}
            value={draft.deviceProfile}
            error={errorOf('deviceProfile')}
            onChange={(deviceProfile) => change({ deviceProfile })}
          />
        </Pair>
        <p className="ps-subtle ps-small">Instances that exist stay as they are.</p>
      </FormSection>
      <Checkbox
        id="image-isProtected"
        label="Protect from deletion"
        isChecked={draft.isProtected}
        onChange={(_event, isProtected) => change({ isProtected })}
      />
    </FormDialog>
  );
}

type TextFieldName = Exclude<keyof ImageDraft, 'firmware' | 'deviceProfile' | 'isProtected'>;

function Pair({ children }: { children: ReactNode }) {
  return <div className="ps-form-pair">{children}</div>;
}

interface FieldProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function FlavourField({ value, error, onChange }: FieldProps) {
  const { data: flavours = [] } = useFlavours();
  const isKnown = value === '' || flavours.some(({ name }) => name === value);
  return (
    <FormGroup label="Recommended flavour" fieldId="image-flavour">
      <FormSelect id="image-flavour" value={value} onChange={(_event, next) => onChange(next)}>
        <FormSelectOption value="" label="The smallest that is large enough" />
        {!isKnown && <FormSelectOption value={value} label={`${value} (does not exist)`} />}
        {flavours.map((flavour) => (
          <FormSelectOption
            key={flavour.id}
            value={flavour.name}
            label={`${flavour.name}: ${formatFlavour(flavour)}`}
          />
        ))}
      </FormSelect>
      <FieldHelp error={error} />
    </FormGroup>
  );
}

interface ChoiceProps<Value extends string> {
  id: string;
  label: string;
  names: Readonly<Record<Value, string>>;
  value: Value;
  error: string | undefined;
  onChange: (value: Value) => void;
}

function ChoiceField<Value extends string>(props: ChoiceProps<Value>) {
  const { id, label, names, value, error, onChange } = props;
  const isValue = (text: string): text is Value => text in names;
  return (
    <FormGroup label={label} fieldId={id}>
      <FormSelect
        id={id}
        value={value}
        onChange={(_event, next) => {
          if (isValue(next)) onChange(next);
        }}
      >
        {Object.entries<string>(names).map(([each, name]) => (
          <FormSelectOption key={each} value={each} label={name} />
        ))}
      </FormSelect>
      <FieldHelp error={error} />
    </FormGroup>
  );
}
