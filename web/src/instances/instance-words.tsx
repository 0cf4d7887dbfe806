import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

import type { InstanceDto, UpdateInstanceDto } from '../api/types';
import { EditableText } from '../ui/editable-text';
import { TagList } from './tag-list';
import { parseTags, tagsProblem } from './tags';
import { useInstanceUpdate } from './use-instance-update';
import { useMayChange } from '../session/use-session';

interface FieldProps {
  instance: InstanceDto;
  field: 'description' | 'tags' | 'notes';
  term: string;
  children: ReactNode;
  hint?: string;
  maxLength: number;
  isMultiline?: boolean;
  problemOf?: (text: string) => string | null;
}

function WordsField({ instance, field, term, ...rest }: FieldProps) {
  const update = useInstanceUpdate(instance);
  const mayChange = useMayChange();
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
          isReadOnly={!mayChange}
          isBusy={update.isPending}
          error={update.error}
          onBegin={update.begin}
          onSave={(text, done) => update.mutate(toBody(text), { onSuccess: done })}
        />
      </DescriptionListDescription>
    </DescriptionListGroup>
  );
}

/** What people wrote about an instance; each is edited in its place. */
export function InstanceWords({ instance }: { instance: InstanceDto }) {
  return (
    <Card isFullHeight>
      <CardTitle component="h2">About</CardTitle>
      <CardBody>
        <DescriptionList>
          <WordsField instance={instance} field="description" term="Description" maxLength={1000}>
            <span className="ps-break">{instance.description}</span>
          </WordsField>
          <WordsField
            instance={instance}
            field="tags"
            term="Tags"
            maxLength={600}
            hint="Words with spaces between them, to find it by."
            problemOf={tagsProblem}
          >
            <TagList tags={instance.tags} of={instance.name} />
          </WordsField>
          <WordsField instance={instance} field="notes" term="Notes" maxLength={10_000} isMultiline>
            <div className="ps-break ps-notes">{instance.notes}</div>
          </WordsField>
        </DescriptionList>
      </CardBody>
    </Card>
  );
}
