import {
  CodeBlock,
  CodeBlockAction,
  CodeBlockCode,
  EmptyState,
  EmptyStateBody,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';

import { queryKeys } from '../api/query-client';
import type { InstanceDto } from '../api/types';
import { CopyButton } from '../ui/copy-button';
import { QueryBoundary } from '../ui/query-boundary';
import { readInstanceXml } from './requests';

/** The domain XML. */
export function InstanceXml({ instance }: { instance: InstanceDto }) {
  const xml = useQuery({
    queryKey: queryKeys.instanceXml(instance.id),
    queryFn: ({ signal }) => readInstanceXml(instance.id, signal),
    staleTime: 0,
    enabled: instance.state !== 'missing',
  });
  if (instance.state === 'missing') {
    return (
      <EmptyState titleText="No domain" headingLevel="h2">
        <EmptyStateBody>Define the instance again to see its XML.</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <QueryBoundary query={xml} what="the XML">
      {(text) => (
        <CodeBlock
          actions={
            <CodeBlockAction>
              <CopyButton text={text} label="Copy XML" tooltip="Copy" />
            </CodeBlockAction>
          }
        >
          <CodeBlockCode className="ps-xml">{text}</CodeBlockCode>
        </CodeBlock>
      )}
    </QueryBoundary>
  );
}
