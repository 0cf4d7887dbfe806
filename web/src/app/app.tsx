import { EmptyState, EmptyStateBody, EmptyStateFooter, PageSection } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import {
  createBrowserRouter,
  Link,
  Navigate,
  type RouteObject,
  RouterProvider,
} from 'react-router';

import { BASE_PATH } from '../api/base-path';
import { createQueryClient } from '../api/query-client';
import { ConsoleWindow } from '../console/console-window';
import { DomainsPage } from '../domains/domains-page';
import { EventsPage } from '../events/events-page';
import { ImagePage } from '../images/image-page';
import { ImagesPage } from '../images/images-page';
import { UploadsProvider } from '../images/uploads';
import { InstancePage } from '../instances/instance-page';
import { InstancesPage } from '../instances/instances-page';
import { LiveCacheProvider } from '../live/queries';
import { NotificationsProvider, Toasts } from '../ui/notifications';
import { SessionGate } from './session-gate';

const routes: RouteObject[] = [
  {
    element: (
      <>
        <SessionGate />
        <Toasts />
      </>
    ),
    children: [
      { path: '/', element: <Navigate to="/instances" replace /> },
      { path: '/instances', element: <InstancesPage /> },
      { path: '/instances/:name', element: <InstancePage /> },
      { path: '/instances/:name/:tab', element: <InstancePage /> },
      { path: '/console/:name', element: <ConsoleWindow /> },
      { path: '/domains', element: <DomainsPage /> },
      { path: '/images', element: <ImagesPage /> },
      { path: '/images/:id', element: <ImagePage /> },
      { path: '/events', element: <EventsPage /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
const router = createBrowserRouter(routes, { basename: BASE_PATH || '/' });

/** The page with its routes and providers. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <NotificationsProvider>
        <LiveCacheProvider>
          <UploadsProvider>
            <RouterProvider router={router} />
          </UploadsProvider>
        </LiveCacheProvider>
      </NotificationsProvider>
    </QueryClientProvider>
  );
}

function NotFoundPage() {
  return (
    <PageSection>
      <EmptyState titleText="Page not found" icon={SearchIcon} headingLevel="h1">
        <EmptyStateBody>Check the address for typing errors.</EmptyStateBody>
        <EmptyStateFooter>
          <Link to="/instances">Instances</Link>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}
