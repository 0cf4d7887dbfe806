import { Label, Popover, Spinner, type LabelProps } from '@patternfly/react-core';
import {
  ExclamationCircleIcon,
  OffIcon,
  PauseCircleIcon,
  PlayIcon,
  QuestionCircleIcon,
  SaveIcon,
  UnlinkIcon,
} from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { type ShownState, stateWord } from './instance-states';
import { useCertainty } from '../live/use-certainty';

interface Look {
  color: NonNullable<LabelProps['color']>;
  icon: ReactNode;
}

const working = <Spinner className="ps-spinner" diameter="0.875em" aria-hidden="true" />;

const LOOKS: Record<ShownState, Look> = {
  cloning: { color: 'blue', icon: working },
  stopped: { color: 'grey', icon: <OffIcon /> },
  saved: { color: 'grey', icon: <SaveIcon /> },
  launched: { color: 'teal', icon: working },
  running: { color: 'green', icon: <PlayIcon /> },
  terminating: { color: 'purple', icon: working },
  paused: { color: 'yellow', icon: <PauseCircleIcon /> },
  crashed: { color: 'red', icon: <ExclamationCircleIcon /> },
  failed: { color: 'red', icon: <ExclamationCircleIcon /> },
  missing: { color: 'orangered', icon: <UnlinkIcon /> },
  unknown: { color: 'grey', icon: <QuestionCircleIcon /> },
  trashed: { color: 'grey', icon: working },
};

interface Props {
  /** Whose state it is. */
  of: string;
  state: ShownState;
  /** Behind the word: "42%". */
  progress?: string;
  /** Shown on a press. */
  reasons?: string[];
}

/** The state of a domain in words and a colour. */
export function StateTag({ of, state, progress = '', reasons = [] }: Props) {
  const certain = useCertainty();
  const word = stateWord(state);
  if (!certain && state !== 'unknown') {
    return (
      <Label variant="outline" color="grey" icon={<QuestionCircleIcon />}>
        {word} (last known)
      </Label>
    );
  }
  const { color, icon } = LOOKS[state] ?? LOOKS.unknown;
  const text = `${word} ${progress}`.trimEnd();
  if (reasons.length === 0) {
    return (
      <Label color={color} icon={icon}>
        {text}
      </Label>
    );
  }
  return (
    <Popover
      aria-label={`State of ${of}`}
      headerContent={word}
      bodyContent={reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    >
      <Label color={color} icon={icon} onClick={() => undefined}>
        {text}
      </Label>
    </Popover>
  );
}
