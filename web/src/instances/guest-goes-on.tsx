import type { InstanceDto } from '../api/types';
import { isOn } from './instance-sizes';

interface Props {
  instance: InstanceDto;
  /** What is made: "copy". */
  made: string;
}

/** What to know of a copy of a disk that a guest writes on meanwhile. */
export function GuestGoesOn({ instance, made }: Props) {
  if (!isOn(instance)) return null;
  return (
    <p>
      The guest goes on. Without a guest agent the {made} is what a power cut would leave; to be
      sure, stop the guest first.
    </p>
  );
}
