import type { InstanceDto, InstanceState } from '../api/types';
import { shownState } from './instance-states';
import { formatProgress } from '../operations/operation-texts';
import { useOperationOf } from '../live/queries';
import { StateTag } from './state-tag';

/** States that pass; the step of what is under way says more of them. */
const PASSING: readonly InstanceState[] = ['cloning', 'launched', 'terminating', 'trashed'];

/** An instance's state in words, with its progress and, on a press, its reason. */
export function StateLabel({ instance }: { instance: InstanceDto }) {
  const operation = useOperationOf(instance.id);
  const { name, state, stateReason, lastError } = instance;
  // Only a clone takes long enough for a share of it to say something.
  const progress = state === 'cloning' && operation ? formatProgress(operation.progress) : '';
  const step = PASSING.includes(state) ? operation?.step : null;
  const shown = shownState(instance);
  const reason =
    shown === 'saved' ? 'Its memory is saved to disk; the next start resumes it.' : stateReason;
  const reasons = [reason, lastError, step].filter((each) => typeof each === 'string');
  return <StateTag of={name} state={shown} progress={progress} reasons={reasons} />;
}
