import type { InstanceDto } from '../api/types';

/** What every dialog of an instance's menu is given. */
export interface InstanceDialogProps {
  instance: InstanceDto;
  onClose: () => void;
  onDeleted?: () => void;
}
