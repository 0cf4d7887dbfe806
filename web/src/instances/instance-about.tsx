import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { LIMITS } from '@picostack/api-client/limits';
import type { ReactNode } from 'react';

import type { InstanceDto, UpdateInstanceDto } from '../api/types';
import { useCanEdit } from '../session/session';
import { EditableText } from '../ui/editable-text';
import { useUpdateInstance } from './instance-mutations';
import { instancesWithTag } from '../ui/links';
import { TagList } from '../ui/tag-list';
import { parseTags, validateTags } from '../ui/tags';

interface FieldProps {
  instance: InstanceDto;
  field: 'description' | 'tags' | 'notes';
  term: string;
  children: ReactNode;
  helperText?: string;
  maxLength: number;
  isMultiline?: boolean;
  validate?: (text: string) => string | null;
}

function AboutField({ instance, field, term, ...rest }: FieldProps) {
  const update = useUpdateInstance(instance);
  const canEdit = useCanEdit();
  const toBody = (text: string): UpdateInstanceDto =>
    field === 'tags' ? { tags: parseTags(text) } : { [field]: text.trim() };
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>
        <EditableText
          {...rest}
          label={term.toLowerCase()}
          value={field === 'tags' ? instance.tags.join(' ') : instance[field]}
          isReadOnly={!canEdit}
          isBusy={update.isPending}
          error={update.error}
          onEdit={update.startEditing}
          onSave={(text, done) => update.mutate(toBody(text), { onSuccess: done })}
        />
      </DescriptionListDescription>
    </DescriptionListGroup>
  );
}

/** The description, tags and notes of an instance, with inline editing. */
export function InstanceAbout({ instance }: { instance: InstanceDto }) {
  return (
    <Card isFullHeight>
      <CardTitle component="h2">About</CardTitle>
      <CardBody>
        <DescriptionList>
          <AboutField
            instance={instance}
            field="description"
            term="Description"
            maxLength={LIMITS.UpdateInstanceDto.description.maxLength}
          >
            <span className="ps-break">{instance.description}</span>
          </AboutField>
          <AboutField
            instance={instance}
            field="tags"
            term="Tags"
            maxLength={600}
            helperText="Separate tags with spaces."
            validate={validateTags}
          >
            <TagList tags={instance.tags} of={instance.name} linkOf={instancesWithTag} />
          </AboutField>
          <AboutField
            instance={instance}
            field="notes"
            term="Notes"
            maxLength={LIMITS.UpdateInstanceDto.notes.maxLength}
            isMultiline
          >
            <div className="ps-break ps-notes">{instance.notes}</div>
          </AboutField>
        </DescriptionList>
      </CardBody>
    </Card>
  );
}
