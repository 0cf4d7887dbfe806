import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState, type ReactNode } from 'react';

import { LiveCache } from './live-cache';

const LiveCacheContext = createContext<LiveCache | null>(null);

export function LiveCacheProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [cache] = useState(() => new LiveCache(client));
  return <LiveCacheContext value={cache}>{children}</LiveCacheContext>;
}

export function useLiveCache(): LiveCache {
  const cache = useContext(LiveCacheContext);
  if (!cache) throw new Error('useLiveCache needs a LiveCacheProvider above it');
  return cache;
}
