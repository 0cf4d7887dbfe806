import {
  CodeBlock,
  CodeBlockAction,
  CodeBlockCode,
  EmptyState,
  EmptyStateBody,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';

import { readInstanceXml } from './instances';
import { queryKeys } from '../api/query-keys';
import type { InstanceDto } from '../api/types';
import { CopyButton } from '../ui/copy-button';
import { QueryBoundary } from '../ui/query-boundary';

/** The domain as libvirt has it, to read. */
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
        <EmptyStateBody>There is no XML to read until it is defined again.</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <QueryBoundary query={xml} what="the XML">
      {(text) => (
        <CodeBlock
          actions={
            <CodeBlockAction>
              <CopyButton text={text} label="Copy the XML" says="Copy" />
            </CodeBlockAction>
          }
        >
          <CodeBlockCode className="ps-xml">{text}</CodeBlockCode>
        </CodeBlock>
      )}
    </QueryBoundary>
  );
}
