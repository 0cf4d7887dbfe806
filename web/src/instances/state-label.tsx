import { shownState, type ShownState } from '@picostack/api-client/formats';
import { Label, type LabelProps, Popover, Spinner } from '@patternfly/react-core';
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

import type { InstanceDto, InstanceState } from '../api/types';
import { useIsUpToDate } from '../live/live-stream';
import { useOpenOperation } from '../live/queries';
import { formatProgress } from '../operations/operation-texts';
import { stateName } from './instance-states';

interface Appearance {
  color: NonNullable<LabelProps['color']>;
  icon: ReactNode;
}

const working = <Spinner className="ps-spinner" diameter="0.875em" aria-hidden="true" />;

const APPEARANCES: Record<ShownState, Appearance> = {
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
  /** The name of the domain. */
  of: string;
  state: ShownState;
  /** Shown after the state: "42%". */
  progress?: string;
  /** Shown in a popover. */
  reasons?: string[];
}

/** The state of a domain as a coloured label. */
export function StateTag({ of, state, progress = '', reasons = [] }: Props) {
  const isUpToDate = useIsUpToDate();
  const stateText = stateName(state);
  if (!isUpToDate && state !== 'unknown') {
    return (
      <Label variant="outline" color="grey" icon={<QuestionCircleIcon />}>
        {stateText} (last known)
      </Label>
    );
  }
  const { color, icon } = APPEARANCES[state] ?? APPEARANCES.unknown;
  const text = `${stateText} ${progress}`.trimEnd();
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
      headerContent={stateText}
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

/** States during an operation, whose step is shown as a reason. */
const TRANSIENT_STATES: readonly InstanceState[] = [
  'cloning',
  'launched',
  'terminating',
  'trashed',
];

/** The state of an instance, with its progress and the reason in a popover. */
export function StateLabel({ instance }: { instance: InstanceDto }) {
  const operation = useOpenOperation(instance.id);
  const { name, state, stateReason, lastError } = instance;
  // Only cloning takes long enough for a percentage to be useful.
  const progress = state === 'cloning' && operation ? formatProgress(operation.progress) : '';
  const step = TRANSIENT_STATES.includes(state) ? operation?.step : null;
  const shown = shownState(instance);
  const reason =
    shown === 'saved' ? 'Its memory is saved to disk. The next start resumes it.' : stateReason;
  const reasons = [reason, lastError, step].filter((each) => typeof each === 'string');
  return <StateTag of={name} state={shown} progress={progress} reasons={reasons} />;
}
