import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

import { queryKeys } from '../api/query-client';
import type { OperationDto } from '../api/types';
import { openEventStream } from './event-stream';
import { useHost, useLiveCache, useServerUnreachable } from './queries';

/** With `lost`, what the page shows may be out of date. */
type StreamStatus = 'connecting' | 'live' | 'lost';

const StreamStatusContext = createContext<StreamStatus>('connecting');

/** Browsers allow six connections to a server, and the streams of hidden tabs would use them up. */
const HIDDEN_LIMIT_MS = 30_000;

/** Whether the tab is visible, or was until a moment ago. */
function useTabVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') setVisible(true);
      else timer = setTimeout(() => setVisible(false), HIDDEN_LIMIT_MS);
    };
    update();
    document.addEventListener('visibilitychange', update);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return visible;
}

interface LiveStreamProviderProps {
  /** Called for each message about an operation; must be stable. */
  onOperation: (operation: OperationDto) => void;
  children: ReactNode;
}

/** Keeps the query cache up to date from the event stream while a user is signed in. */
export function LiveStreamProvider({ onOperation, children }: LiveStreamProviderProps) {
  const client = useQueryClient();
  const cache = useLiveCache();
  const tabVisible = useTabVisible();
  const serverUnreachable = useServerUnreachable();
  const isWanted = tabVisible && !serverUnreachable;
  const [status, setStatus] = useState<StreamStatus>('connecting');

  useEffect(() => {
    if (!isWanted) return;
    // A refetch that ends after another loss must not set the status to `live`.
    let losses = 0;
    const closeStream = openEventStream({
      onLost: () => {
        losses += 1;
        setStatus('lost');
      },
      onReady: () => {
        const before = losses;
        const resume = async (): Promise<void> => {
          await cache.refetchEverything();
          if (losses === before) setStatus('live');
        };
        void resume();
      },
      onMessage: (message) => {
        cache.apply(message);
        if (message.type === 'operation') onOperation(message.operation);
      },
      onRejected: () => void client.invalidateQueries({ queryKey: queryKeys.session }),
    });
    return () => {
      losses += 1;
      closeStream();
      setStatus('lost');
    };
  }, [isWanted, cache, client, onOperation]);

  return <StreamStatusContext value={status}>{children}</StreamStatusContext>;
}

/** Return the status of the event stream. */
export function useStreamStatus(): StreamStatus {
  return useContext(StreamStatusContext);
}

/** Whether the states on the page are up to date. */
export function useIsUpToDate(): boolean {
  const stream = useStreamStatus();
  const { data: host } = useHost();
  return stream !== 'lost' && host?.libvirtConnected !== false;
}
