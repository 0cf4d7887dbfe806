import { FormGroup, TextInput } from '@patternfly/react-core';

import { countOf, launchNameProblem } from './launch-draft';
import {
  countProblem,
  describeNames,
  firstFreeNumber,
  toPattern,
  toSingleName,
} from './name-patterns';
import { FieldHelp } from '../ui/field-help';
import { NameField } from '../ui/name-field';
import type { LaunchFormProps } from './launch-form-props';

/** The name and how many: with more than one, the name is a pattern. */
export function LaunchNames(props: LaunchFormProps) {
  const { draft, isNameTyped, tried, takenNames, refused, onChange } = props;
  const count = countOf(draft);
  const problem = tried || draft.name !== '' ? launchNameProblem(draft) : null;
  const nameError = problem ?? refused?.fieldMessage('name');
  const first = firstFreeNumber(draft.name, count, takenNames);
  const countError = countProblem(draft.count) ?? refused?.fieldMessage('count');

  const changeCount = (text: string): void => {
    const next = countOf({ count: text });
    const isHalfTyped = countProblem(text) !== null;
    if (!isNameTyped || isHalfTyped) onChange({ count: text });
    else {
      const name = next > 1 ? toPattern(draft.name, next) : toSingleName(draft.name);
      onChange({ count: text, name });
    }
  };

  return (
    <div className="ps-launch-names">
      <NameField
        id="launch-name"
        value={draft.name}
        error={nameError}
        hint={count > 1 ? describeNames(draft.name, count, first) : undefined}
        onChange={(name) => onChange({ name })}
      />
      <FormGroup label="How many" fieldId="launch-count">
        <TextInput
          id="launch-count"
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          value={draft.count}
          validated={countError ? 'error' : 'default'}
          onChange={(_event, text) => changeCount(text)}
        />
        <FieldHelp error={countError} />
      </FormGroup>
    </div>
  );
}
