import type { ApiError } from '../api/api-error';
import type { FlavourDto, ImageDto } from '../api/types';
import type { LaunchDraft, LaunchEdits } from './launch-draft';

/** What the launch dialog gives to its form. */
export interface LaunchFormProps {
  draft: LaunchDraft;
  /** The name is a person's own, and no suggestion. */
  isNameTyped: boolean;
  /** Launch was pressed once: own complaints are shown from then on. */
  tried: boolean;
  takenNames: ReadonlySet<string>;
  images: ImageDto[];
  flavours: FlavourDto[];
  refused: ApiError | null;
  onChange: (change: LaunchEdits) => void;
}
