import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';

import { SessionGate } from './session-gate';
import { Toasts } from '../ui/toasts';
import { LiveCacheProvider } from '../live/use-live-cache';
import { NotificationsProvider } from '../ui/use-notifications';
import { UploadsProvider } from '../images/use-uploads';
import { DomainsPage } from '../domains/domains-page';
import { EventsPage } from '../events/events-page';
import { ImagesPage } from '../images/images-page';
import { InstancePage } from '../instances/instance-page';
import { InstancesPage } from '../instances/instances-page';
import { NotFoundPage } from './not-found-page';
import { createQueryClient } from '../api/query-client';

const router = createBrowserRouter([
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
      { path: '/domains', element: <DomainsPage /> },
      { path: '/images', element: <ImagesPage /> },
      { path: '/events', element: <EventsPage /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);

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
