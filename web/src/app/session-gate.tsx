import {
  Bullseye,
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Spinner,
} from '@patternfly/react-core';
import { DisconnectedIcon } from '@patternfly/react-icons';
import { Outlet, useLocation } from 'react-router';

import { errorMessage } from '../api/api-error';
import { LiveStreamProvider } from '../live/live-stream';
import { useFailureNotifications } from '../operations/use-failure-notifications';
import { useSessionQuery } from '../session/session';
import { SignInPage } from '../session/sign-in-page';
import { AppShell } from './app-shell';

/** Shows the pages to signed-in users, and the sign-in form to others without changing the URL. */
export function SessionGate() {
  const session = useSessionQuery();
  const onOperation = useFailureNotifications();
  // A window with a console has no room for the rest of the page.
  const isWindow = useLocation().pathname.startsWith('/console/');
  if (session.data) {
    return (
      <LiveStreamProvider onOperation={onOperation}>
        {isWindow ? <Outlet /> : <AppShell session={session.data} />}
      </LiveStreamProvider>
    );
  }
  if (session.data === null) return <SignInPage />;
  if (session.isPending) {
    return (
      <Bullseye>
        <Spinner aria-label="Loading" />
      </Bullseye>
    );
  }
  return (
    <Bullseye>
      <EmptyState titleText="picostack is unavailable" icon={DisconnectedIcon} headingLevel="h1">
        <EmptyStateBody>{errorMessage(session.error)}</EmptyStateBody>
        <EmptyStateFooter>
          <Button onClick={() => void session.refetch()}>Try again</Button>
        </EmptyStateFooter>
      </EmptyState>
    </Bullseye>
  );
}
