import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { Link } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';

interface Notification {
  id: number;
  variant: 'success' | 'danger' | 'warning' | 'info';
  title: string;
  detail?: string;
  /** A link to the result. */
  link?: { to: string; text: string };
}

interface Notifications {
  list: Notification[];
  notify: (notification: Omit<Notification, 'id'>) => void;
  /** Show what failed, and why. */
  notifyError: (title: string, error: unknown) => void;
  dismiss: (id: number) => void;
}

const NotificationsContext = createContext<Notifications | null>(null);
const MAX_SHOWN = 6;
let nextId = 1;

/** Holds the notifications that are shown. */
export function NotificationsProvider({ children }: { children: ReactNode }) {
  const [list, setList] = useState<Notification[]>([]);
  const dismiss = useCallback((id: number) => {
    setList((before) => before.filter((notification) => notification.id !== id));
  }, []);
  const notify = useCallback((notification: Omit<Notification, 'id'>) => {
    const id = nextId++;
    setList((before) => [...before, { ...notification, id }].slice(-MAX_SHOWN));
  }, []);
  const notifyError = useCallback(
    (title: string, error: unknown) => {
      // The sign-in form appears, which is enough.
      if (error instanceof ApiError && error.status === 401) return;
      notify({ variant: 'danger', title, detail: errorMessage(error) });
    },
    [notify],
  );
  const value = useMemo(
    () => ({ list, notify, notifyError, dismiss }),
    [list, notify, notifyError, dismiss],
  );
  return <NotificationsContext value={value}>{children}</NotificationsContext>;
}

/** Return the notifications, and functions to add and remove them. */
export function useNotifications(): Notifications {
  const notifications = useContext(NotificationsContext);
  if (!notifications) throw new Error('useNotifications needs a NotificationsProvider above it');
  return notifications;
}

const TIMEOUT_MS = 6000;
/** Leaves time to reach the link. */
const TIMEOUT_WITH_LINK_MS = 12_000;

/** The notifications. Successes disappear after a few seconds; errors stay until the user closes them. */
export function Toasts() {
  const { list, dismiss } = useNotifications();
  return (
    <AlertGroup isToast isLiveRegion aria-label="Notifications">
      {list.map(({ id, variant, title, detail, link }) => (
        <Alert
          key={id}
          variant={variant}
          title={title}
          timeout={disappears(variant) && (link ? TIMEOUT_WITH_LINK_MS : TIMEOUT_MS)}
          onTimeout={() => dismiss(id)}
          actionLinks={
            link && (
              <Link to={link.to} onClick={() => dismiss(id)}>
                {link.text}
              </Link>
            )
          }
          actionClose={<AlertActionCloseButton title={title} onClose={() => dismiss(id)} />}
        >
          {detail}
        </Alert>
      ))}
    </AlertGroup>
  );
}

function disappears(variant: Notification['variant']): boolean {
  return variant === 'success' || variant === 'info';
}
