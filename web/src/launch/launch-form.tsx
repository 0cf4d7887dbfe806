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

import type { FlavourDto, ImageDto } from '../api/types';
import { fits, sortFlavours } from './flavours';
import { draftErrors, emptyDraft, serverErrorsOf } from '../ports/port-drafts';
import { formatFlavour, formatMiB } from '../ui/sizes';
import { FieldHelp } from '../ui/field-help';
import { PortRow, PortRowHeadings } from '../ports/port-row';
import { LaunchNames } from './launch-names';
import type { LaunchFormProps } from './launch-form-props';

function flavourText(flavour: FlavourDto, image: ImageDto | undefined): string {
  const note = fits(flavour, image) ? '' : ' (too small for this image)';
  return `${flavour.name}: ${formatFlavour(flavour)}${note}`;
}

function imageText({ name, hasBootSignature }: ImageDto): string {
  return hasBootSignature === false ? `${name} (no boot signature)` : name;
}

/** The fields of the launch dialog. */
export function LaunchForm(props: LaunchFormProps) {
  const { draft, tried, images, flavours, refused, onChange } = props;
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
        <FieldHelp error={refused?.fieldMessage('image')} hint={image?.description} />
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
          error={refused?.fieldMessage('flavour')}
          hint={
            image?.minMemoryMiB
              ? `This image needs ${formatMiB(image.minMemoryMiB)} of memory or more.`
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
              ...serverErrorsOf(index, refused?.fieldErrors ?? []),
              ...(tried ? draftErrors(port) : {}),
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
          onClick={() => onChange({ ports: [...draft.ports, emptyDraft()] })}
        >
          Add port
        </Button>
        <FieldHelp error={refused?.fieldMessage('ports')} />
      </FormGroup>
      <Checkbox
        id="launch-start"
        label="Start it right away"
        isChecked={draft.start}
        onChange={(_event, start) => onChange({ start })}
      />
      <ExpandableSection toggleText="More">
        <div className="pf-v6-c-form">
          <FormGroup label="Description" fieldId="launch-description">
            <TextInput
              id="launch-description"
              value={draft.description}
              onChange={(_event, description) => onChange({ description })}
            />
            <FieldHelp error={refused?.fieldMessage('description')} />
          </FormGroup>
          <Checkbox
            id="launch-autostart"
            label="Start it whenever the host starts"
            isChecked={draft.autostart}
            onChange={(_event, autostart) => onChange({ autostart })}
          />
        </div>
      </ExpandableSection>
    </>
  );
}
