import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';

import { SessionGate } from './components/session-gate';
import { Toasts } from './components/toasts';
import { LiveCacheProvider } from './hooks/use-live-cache';
import { NotificationsProvider } from './hooks/use-notifications';
import { UploadsProvider } from './hooks/use-uploads';
import { DomainsPage } from './pages/domains/domains-page';
import { EventsPage } from './pages/events/events-page';
import { ImagesPage } from './pages/images/images-page';
import { InstancePage } from './pages/instance/instance-page';
import { InstancesPage } from './pages/instances/instances-page';
import { NotFoundPage } from './pages/not-found-page';
import { createQueryClient } from './query-client';

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
