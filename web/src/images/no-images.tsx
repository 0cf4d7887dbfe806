import {
  ClipboardCopy,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core';
import { CubesIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

/** What to do on a host that has no image yet. */
export function NoImages({ children }: { children?: ReactNode }) {
  return (
    <EmptyState titleText="No images yet" icon={CubesIcon} headingLevel="h2">
      <EmptyStateBody>
        An instance is a clone of an image. Build the small demo image on the host, or upload a
        qcow2 or raw disk of your own.
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
