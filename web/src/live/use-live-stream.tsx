import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

import { openEventStream } from './event-stream';
import { queryKeys } from '../api/query-keys';
import { useLiveCache } from './use-live-cache';
import { useServerSilent } from './queries';
import { useOperationReports } from '../operations/use-operation-reports';

/** `lost`: what the page shows may be out of date. */
export type StreamStatus = 'connecting' | 'live' | 'lost';

const StreamStatusContext = createContext<StreamStatus>('connecting');

/** A browser keeps six connections to a server; tabs out of sight would use them up with their streams. */
const HIDDEN_LIMIT_MS = 30_000;

/** Whether the tab is on screen, or was until a moment ago. */
function useTabInUse(): boolean {
  const [inUse, setInUse] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') setInUse(true);
      else timer = setTimeout(() => setInUse(false), HIDDEN_LIMIT_MS);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', follow);
    };
  }, []);
  return inUse;
}

/** Keeps the query cache current from the server's event stream while someone is signed in. */
export function LiveStreamProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const cache = useLiveCache();
  const report = useOperationReports();
  const tabInUse = useTabInUse();
  const serverSilent = useServerSilent();
  const inUse = tabInUse && !serverSilent;
  const [status, setStatus] = useState<StreamStatus>('connecting');

  useEffect(() => {
    if (!inUse) return;
    // Counts losses, so that a re-read that ends after a further loss does not say "live".
    let losses = 0;
    const closeStream = openEventStream({
      onLost: () => {
        losses += 1;
        setStatus('lost');
      },
      onReady: () => {
        const before = losses;
        const resume = async (): Promise<void> => {
          await cache.readEverythingAgain();
          if (losses === before) setStatus('live');
        };
        void resume();
      },
      onMessage: (message) => {
        cache.apply(message);
        if (message.type === 'operation') report(message.operation);
      },
      onRefused: () => void client.invalidateQueries({ queryKey: queryKeys.session }),
    });
    return () => {
      losses += 1;
      closeStream();
      setStatus('lost');
    };
  }, [inUse, cache, client, report]);

  return <StreamStatusContext value={status}>{children}</StreamStatusContext>;
}

export function useStreamStatus(): StreamStatus {
  return useContext(StreamStatusContext);
}
