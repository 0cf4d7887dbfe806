import {
  ClipboardCopy,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core';
import { CubesIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

/** Explains how to add the first image. */
export function NoImages({ children }: { children?: ReactNode }) {
  return (
    <EmptyState titleText="No images yet" icon={CubesIcon} headingLevel="h2">
      <EmptyStateBody>
        Instances are clones of images. Upload a qcow2 or raw disk image, or build the small demo
        image with this command on the host:
      </EmptyStateBody>
      <EmptyStateFooter>
        <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied" textAriaLabel="Command">
          npx picostk init tiny
        </ClipboardCopy>
        {children && <EmptyStateActions>{children}</EmptyStateActions>}
      </EmptyStateFooter>
    </EmptyState>
  );
}
