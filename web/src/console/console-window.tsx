import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useEffect } from 'react';
import { useParams } from 'react-router';

import { useInstances } from '../live/queries';
import { QueryBoundary } from '../ui/query-boundary';
import { InstanceConsole } from './instance-console';

/** A window with nothing but the screen of a guest. */
export function ConsoleWindow() {
  const { name = '' } = useParams();
  const instances = useInstances();
  useEffect(() => {
    document.title = `${name} · console`;
  }, [name]);
  return (
    <QueryBoundary query={instances} what={name}>
      {(all) => {
        const instance = all.find((each) => each.name === name);
        if (instance) return <InstanceConsole instance={instance} isWindow />;
        return (
          <EmptyState titleText={`Instance ${name} not found`} headingLevel="h1">
            <EmptyStateBody>It may have been deleted or renamed.</EmptyStateBody>
          </EmptyState>
        );
      }}
    </QueryBoundary>
  );
}
