import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  Progress,
  TextArea,
} from '@patternfly/react-core';
import { useEffect, useRef, useState } from 'react';

import { FormDialog } from '../ui/form-dialog';
import { KEYBOARD_LAYOUTS, missingCharacters } from './keyboard-layouts';
import { type PressKey, typeText } from './type-text';

const LAYOUT_KEY = 'picostack.keyboardLayout';

interface Props {
  name: string;
  press: PressKey;
  onClose: () => void;
}

/** Types a text on the keyboard of a guest: for passwords and commands, which cannot be pasted into a screen. */
export function TypeTextDialog({ name, press, onClose }: Props) {
  const [text, setText] = useState('');
  const [layoutId, setLayoutId] = useState(() => localStorage.getItem(LAYOUT_KEY) ?? 'us');
  const [typed, setTyped] = useState<number | null>(null);
  const typing = useRef<AbortController>(undefined);
  useEffect(() => () => typing.current?.abort(), []);

  const layout = KEYBOARD_LAYOUTS.find(({ id }) => id === layoutId) ?? KEYBOARD_LAYOUTS[0];
  const missing = layout ? missingCharacters(text, layout) : [];
  const length = Array.from(text).length;
  const start = async (): Promise<void> => {
    if (!layout) return;
    localStorage.setItem(LAYOUT_KEY, layout.id);
    const { signal } = (typing.current = new AbortController());
    setTyped(0);
    await typeText(text, layout, press, { signal, onProgress: setTyped });
    if (!signal.aborted) onClose();
  };

  return (
    <FormDialog
      title={`Type on ${name}`}
      summary="The text is typed on the guest's keyboard, one key after the other. Choose the layout that the guest uses."
      submitText="Type"
      size="medium"
      isBusy={typed !== null}
      isSubmitDisabled={text === '' || missing.length > 0}
      error={null}
      onSubmit={() => void start()}
      onClose={onClose}
    >
      <FormGroup label="Text" fieldId="type-text" isRequired>
        <TextArea
          id="type-text"
          value={text}
          rows={4}
          resizeOrientation="vertical"
          className="ps-mono"
          isDisabled={typed !== null}
          validated={missing.length > 0 ? 'error' : 'default'}
          onChange={(_event, value) => setText(value)}
        />
        {missing.length > 0 && (
          <FormHelperText>
            <HelperText>
              <HelperTextItem variant="error">
                This layout has no key for: {missing.slice(0, 20).join(' ')}
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
        )}
      </FormGroup>
      <FormGroup label="Keyboard layout of the guest" fieldId="type-layout">
        <FormSelect
          id="type-layout"
          value={layout?.id}
          isDisabled={typed !== null}
          onChange={(_event, value) => setLayoutId(value)}
        >
          {KEYBOARD_LAYOUTS.map(({ id, title }) => (
            <FormSelectOption key={id} value={id} label={title} />
          ))}
        </FormSelect>
      </FormGroup>
      {typed !== null && (
        <Progress
          aria-label="Typing"
          value={typed}
          max={length}
          label={`${typed} of ${length}`}
          valueText={`${typed} of ${length} characters`}
        />
      )}
    </FormDialog>
  );
}
