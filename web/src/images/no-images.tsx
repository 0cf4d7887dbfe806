import {
  ClipboardCopy,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core';
import { CubesIcon } from '@patternfly/react-icons';

import { ImportButton } from './import-dialog';
import { UploadButton } from './upload-dialog';

/** Explains how to add the first image. */
export function NoImages({ canAdd }: { canAdd: boolean }) {
  return (
    <EmptyState titleText="No images yet" icon={CubesIcon} headingLevel="h2">
      <EmptyStateBody>
        Instances are clones of images. Import a cloud image that the server downloads, or upload a
        disk image of your own.
      </EmptyStateBody>
      <EmptyStateFooter>
        {canAdd && (
          <EmptyStateActions>
            <ImportButton variant="primary" />
            <UploadButton variant="secondary" />
          </EmptyStateActions>
        )}
        <EmptyStateActions className="ps-stacked">
          Or build the small demo image in seconds, with this command on the host:
          <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied" textAriaLabel="Command">
            picostk init tiny
          </ClipboardCopy>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
