import {
  Button,
  Checkbox,
  ExpandableSection,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
} from '@patternfly/react-core';
import { PlusCircleIcon } from '@patternfly/react-icons';
import { withoutNumber } from '@picostack/api-client/formats';

import type { ApiError } from '../api/api-error';
import type { FlavourDto, ImageDto } from '../api/types';
import { emptyPortDraft, portServerErrors, validatePortDraft } from '../ports/port-drafts';
import { PortRow, PortRowHeadings } from '../ports/port-row';
import { FieldHelp, NameField } from '../ui/fields';
import { formatFlavour, formatMiB } from '../ui/sizes';
import { sortFlavours, tooLittleOf } from './flavours';
import { countOf, type LaunchDraft, type LaunchEdits, validateLaunchName } from './launch-draft';
import {
  describeNames,
  firstFreeNumber,
  MAX_COUNT,
  toPattern,
  validateCount,
} from './name-patterns';

interface LaunchFormProps {
  draft: LaunchDraft;
  /** The user edited the name; otherwise it is a suggestion. */
  isNameEdited: boolean;
  /** The user has submitted the form, so that it shows all errors. */
  submitted: boolean;
  takenNames: ReadonlySet<string>;
  images: ImageDto[];
  flavours: FlavourDto[];
  serverError: ApiError | null;
  onChange: (change: LaunchEdits) => void;
}

function flavourText(flavour: FlavourDto, image: ImageDto | undefined): string {
  const missing = tooLittleOf(flavour, image);
  const note = missing ? ` (not enough ${missing} for this image)` : '';
  return `${flavour.name}: ${formatFlavour(flavour)}${note}`;
}

function imageText({ name, hasBootSignature }: ImageDto): string {
  return hasBootSignature === false ? `${name} (no boot signature)` : name;
}

/** The fields of the launch dialog. */
export function LaunchForm(props: LaunchFormProps) {
  const { draft, submitted, images, flavours, serverError, onChange } = props;
  const image = images.find((each) => each.id === draft.imageId);

  return (
    <>
      <LaunchNames {...props} />
      <FormGroup label="Image" fieldId="launch-image">
        <FormSelect
          id="launch-image"
          value={draft.imageId}
          onChange={(_event, imageId) => onChange({ imageId })}
        >
          {!image && <FormSelectOption value="" label="Choose an image" isPlaceholder isDisabled />}
          {images.map((each) => (
            <FormSelectOption key={each.id} value={each.id} label={imageText(each)} />
          ))}
        </FormSelect>
        <FieldHelp error={serverError?.fieldMessage('image')} helperText={image?.description} />
      </FormGroup>
      <FormGroup label="Flavour" fieldId="launch-flavour">
        <FormSelect
          id="launch-flavour"
          value={draft.flavourId}
          onChange={(_event, flavourId) => onChange({ flavourId })}
        >
          {sortFlavours(flavours).map((flavour) => (
            <FormSelectOption
              key={flavour.id}
              value={flavour.id}
              label={flavourText(flavour, image)}
            />
          ))}
        </FormSelect>
        <FieldHelp
          error={serverError?.fieldMessage('flavour')}
          helperText={
            image?.minMemoryMiB
              ? `This image needs at least ${formatMiB(image.minMemoryMiB)} of memory.`
              : undefined
          }
        />
      </FormGroup>
      <FormGroup label="Ports" role="group" fieldId="launch-ports">
        {draft.ports.length > 0 && <PortRowHeadings />}
        {draft.ports.map((port, index) => (
          <PortRow
            key={port.key}
            draft={port}
            errors={{
              ...portServerErrors(index, serverError?.fieldErrors ?? []),
              ...(submitted ? validatePortDraft(port) : {}),
            }}
            onChange={(changed) => onChange({ ports: draft.ports.with(index, changed) })}
            onRemove={() => onChange({ ports: draft.ports.toSpliced(index, 1) })}
          />
        ))}
        <Button
          variant="link"
          isInline
          className="ps-add-row"
          icon={<PlusCircleIcon />}
          onClick={() => onChange({ ports: [...draft.ports, emptyPortDraft()] })}
        >
          Add port
        </Button>
        <FieldHelp error={serverError?.fieldMessage('ports')} />
      </FormGroup>
      <Checkbox
        id="launch-start"
        label="Start after creation"
        isChecked={draft.start}
        onChange={(_event, start) => onChange({ start })}
      />
      <ExpandableSection toggleText="More options">
        <div className="pf-v6-c-form">
          <FormGroup label="Description" fieldId="launch-description">
            <TextInput
              id="launch-description"
              value={draft.description}
              onChange={(_event, description) => onChange({ description })}
            />
            <FieldHelp error={serverError?.fieldMessage('description')} />
          </FormGroup>
          <Checkbox
            id="launch-autostart"
            label="Start on host boot"
            isChecked={draft.autostart}
            onChange={(_event, autostart) => onChange({ autostart })}
          />
        </div>
      </ExpandableSection>
    </>
  );
}

/** The fields for the name and the number of instances. The name of several instances is a pattern. */
function LaunchNames(props: LaunchFormProps) {
  const { draft, isNameEdited, submitted, takenNames, serverError, onChange } = props;
  const count = countOf(draft);
  const draftError = submitted || draft.name !== '' ? validateLaunchName(draft) : null;
  const nameError = draftError ?? serverError?.fieldMessage('name');
  const first = firstFreeNumber(draft.name, count, takenNames);
  const countError = validateCount(draft.count) ?? serverError?.fieldMessage('count');

  const changeCount = (text: string): void => {
    const next = countOf({ count: text });
    const isIncomplete = validateCount(text) !== null;
    if (!isNameEdited || isIncomplete) onChange({ count: text });
    else {
      const name = next > 1 ? toPattern(draft.name, next) : withoutNumber(draft.name);
      onChange({ count: text, name });
    }
  };

  return (
    <div className="ps-launch-names">
      <NameField
        id="launch-name"
        value={draft.name}
        error={nameError}
        helperText={count > 1 ? describeNames(draft.name, count, first) : undefined}
        onChange={(name) => onChange({ name })}
      />
      <FormGroup label="Count" fieldId="launch-count">
        <TextInput
          id="launch-count"
          type="number"
          inputMode="numeric"
          min={1}
          max={MAX_COUNT}
          value={draft.count}
          validated={countError ? 'error' : 'default'}
          onChange={(_event, text) => changeCount(text)}
        />
        <FieldHelp error={countError} />
      </FormGroup>
    </div>
  );
}
