import {
  Bullseye,
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Spinner,
} from '@patternfly/react-core';
import { DisconnectedIcon } from '@patternfly/react-icons';

import { messageOf } from '../api/api-error';
import { LiveStreamProvider } from '../live/use-live-stream';
import { useSessionQuery } from '../session/use-session';
import { SignInPage } from '../session/sign-in-page';
import { AppShell } from './app-shell';

/** Shows the pages to who is signed in; the sign-in form takes their place, so the address stays. */
export function SessionGate() {
  const session = useSessionQuery();
  if (session.data) {
    return (
      <LiveStreamProvider>
        <AppShell session={session.data} />
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
      <EmptyState titleText="picostack does not answer" icon={DisconnectedIcon} headingLevel="h1">
        <EmptyStateBody>{messageOf(session.error)}</EmptyStateBody>
        <EmptyStateFooter>
          <Button onClick={() => void session.refetch()}>Try again</Button>
        </EmptyStateFooter>
      </EmptyState>
    </Bullseye>
  );
}
