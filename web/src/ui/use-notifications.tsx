import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

import { ApiError, messageOf } from '../api/api-error';

export interface Notification {
  id: number;
  variant: 'success' | 'danger' | 'warning' | 'info';
  title: string;
  detail?: string;
  /** Where to go from there. */
  link?: { to: string; text: string };
}

interface Notifications {
  list: Notification[];
  notify: (notification: Omit<Notification, 'id'>) => void;
  /** Says what failed and what the server said about it. */
  notifyError: (title: string, error: unknown) => void;
  dismiss: (id: number) => void;
}

const NotificationsContext = createContext<Notifications | null>(null);
const MAX_SHOWN = 6;
let nextId = 1;

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
      // The sign-in form that appears says it all.
      if (error instanceof ApiError && error.status === 401) return;
      notify({ variant: 'danger', title, detail: messageOf(error) });
    },
    [notify],
  );
  const value = useMemo(
    () => ({ list, notify, notifyError, dismiss }),
    [list, notify, notifyError, dismiss],
  );
  return <NotificationsContext value={value}>{children}</NotificationsContext>;
}

export function useNotifications(): Notifications {
  const notifications = useContext(NotificationsContext);
  if (!notifications) throw new Error('useNotifications needs a NotificationsProvider above it');
  return notifications;
}
