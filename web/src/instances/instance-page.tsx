import {
  Breadcrumb,
  BreadcrumbItem,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Flex,
  FlexItem,
  PageSection,
  Tab,
  Tabs,
  TabTitleText,
  Title,
} from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import { useEffect, useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';

import type { InstanceDto } from '../api/types';
import { InstanceConsole } from '../console/instance-console';
import { useInstances, useOpenOperation } from '../live/queries';
import { OperationProgress } from '../operations/operation-progress';
import { PortsEditor } from '../ports/ports-editor';
import { instanceLink } from '../ui/links';
import { QueryBoundary } from '../ui/query-boundary';
import { InstanceActions } from './instance-actions';
import { InstanceEvents } from './instance-events';
import { InstanceNotices } from './instance-notices';
import { InstanceOverview } from './instance-overview';
import { InstanceXml } from './instance-xml';
import { StateLabel } from './state-label';

/** The page of one instance. */
export function InstancePage() {
  const { name = '', tab } = useParams();
  const instances = useInstances();
  const navigate = useNavigate();
  const shownId = useRef<string>(undefined);
  useEffect(() => {
    document.title = `${name} · picostack`;
  }, [name]);

  const instance = instances.data?.find((each) => each.name === name);
  useEffect(() => {
    if (instance) {
      shownId.current = instance.id;
      return;
    }
    // If someone renames the instance, follow it to its new URL.
    const renamed = instances.data?.find(({ id }) => id === shownId.current);
    if (!renamed) return;
    const link = instanceLink(renamed.name);
    void navigate(tab ? `${link}/${tab}` : link, { replace: true });
  }, [instance, instances.data, navigate, tab]);
  if (instance) return <InstanceDetails instance={instance} />;
  return (
    <PageSection isFilled>
      <QueryBoundary query={instances} what={name}>
        {() => (
          <EmptyState titleText={`Instance ${name} not found`} icon={SearchIcon} headingLevel="h1">
            <EmptyStateBody>It may have been deleted or renamed.</EmptyStateBody>
            <EmptyStateFooter>
              <Link to="/instances">Instances</Link>
            </EmptyStateFooter>
          </EmptyState>
        )}
      </QueryBoundary>
    </PageSection>
  );
}

const TABS = [
  { key: 'overview', title: 'Overview', content: InstanceOverview },
  { key: 'console', title: 'Console', content: InstanceConsole },
  { key: 'ports', title: 'Ports', content: PortsEditor },
  { key: 'events', title: 'Events', content: InstanceEvents },
  { key: 'xml', title: 'XML', content: InstanceXml },
];

function InstanceDetails({ instance }: { instance: InstanceDto }) {
  const { tab } = useParams();
  const navigate = useNavigate();
  const current = TABS.find(({ key }) => key === tab) ?? TABS[0];
  const link = instanceLink(instance.name);
  const operation = useOpenOperation(instance.id);
  const Content = current?.content ?? InstanceOverview;
  const leave = (): void => void navigate('/instances', { replace: true });

  return (
    <>
      <PageSection type="breadcrumb">
        <Breadcrumb>
          <BreadcrumbItem
            render={({ className }) => (
              <Link className={className} to="/instances">
                Instances
              </Link>
            )}
          />
          <BreadcrumbItem isActive>
            <span className="ps-name">{instance.name}</span>
          </BreadcrumbItem>
        </Breadcrumb>
      </PageSection>
      <PageSection>
        <Flex justifyContent={{ default: 'justifyContentSpaceBetween' }}>
          <FlexItem className="ps-heading">
            <Flex alignItems={{ default: 'alignItemsCenter' }}>
              <FlexItem className="ps-heading">
                <Title headingLevel="h1" className="ps-long-title">
                  {instance.name}
                </Title>
              </FlexItem>
              <FlexItem>
                <StateLabel instance={instance} />
              </FlexItem>
            </Flex>
          </FlexItem>
          <FlexItem>
            <InstanceActions instance={instance} hasNotice onDeleted={leave} />
          </FlexItem>
        </Flex>
        <div className="ps-page-notice">
          <InstanceNotices instance={instance} onForgotten={leave} />
        </div>
        {operation && (
          <div className="ps-page-operation">
            <OperationProgress operation={operation} />
          </div>
        )}
      </PageSection>
      <PageSection type="tabs">
        <Tabs
          usePageInsets
          aria-label={`Sections of ${instance.name}`}
          activeKey={current?.key}
          onSelect={(_event, key) =>
            void navigate(key === 'overview' ? link : `${link}/${key}`, { replace: true })
          }
        >
          {TABS.map(({ key, title }) => (
            <Tab
              key={key}
              eventKey={key}
              tabContentId="instance-tab"
              title={<TabTitleText>{title}</TabTitleText>}
            />
          ))}
        </Tabs>
      </PageSection>
      <PageSection isFilled id="instance-tab" role="tabpanel" aria-label={current?.title}>
        <Content instance={instance} />
      </PageSection>
    </>
  );
}
