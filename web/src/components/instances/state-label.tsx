import { Label, Popover, Spinner, type LabelProps } from '@patternfly/react-core';
import {
  ExclamationCircleIcon,
  OffIcon,
  PauseCircleIcon,
  PlayIcon,
  QuestionCircleIcon,
  UnlinkIcon,
} from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import type { InstanceDto, InstanceState } from '../../api/types';
import { stateWord } from '../../format/instance-states';
import { formatProgress } from '../../format/operations';
import { useCertainty } from '../../hooks/use-certainty';
import { useOperationOf } from '../../hooks/use-server-lists';

interface Look {
  color: NonNullable<LabelProps['color']>;
  icon: ReactNode;
}

const working = <Spinner className="ps-spinner" diameter="0.875em" aria-hidden="true" />;

const LOOKS: Record<InstanceState, Look> = {
  cloning: { color: 'blue', icon: working },
  stopped: { color: 'grey', icon: <OffIcon /> },
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

/** An instance's state in words, with its progress and, on a press, its reason. */
export function StateLabel({ instance }: { instance: InstanceDto }) {
  const certain = useCertainty();
  const operation = useOperationOf(instance.id);
  const { state, stateReason, lastError } = instance;
  const word = stateWord(state);

  if (!certain && state !== 'unknown') {
    return (
      <Label variant="outline" color="grey" icon={<QuestionCircleIcon />}>
        {word} (last known)
      </Label>
    );
  }

  const look = LOOKS[state] ?? LOOKS.unknown;
  const isWorking = look.icon === working;
  // Only a clone takes long enough for a share of it to say something.
  const progress = state === 'cloning' && operation ? formatProgress(operation.progress) : '';
  const text = `${word} ${progress}`.trimEnd();
  const step = isWorking ? operation?.step : null;
  const reasons = [stateReason, lastError, step].filter(Boolean);
  if (reasons.length === 0) {
    return (
      <Label color={look.color} icon={look.icon}>
        {text}
      </Label>
    );
  }
  return (
    <Popover
      aria-label={`State of ${instance.name}`}
      headerContent={word}
      bodyContent={reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    >
      <Label color={look.color} icon={look.icon} onClick={() => undefined}>
        {text}
      </Label>
    </Popover>
  );
}
