import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { messageOf } from '../../api/api-error';
import { readScreenshot } from '../../api/screenshot';
import { queryKeys } from '../../api/query-keys';
import type { InstanceDto } from '../../api/types';

const INTERVAL_MS = 3000;

/** What the guest shows, every few seconds. */
export function InstanceScreen({ instance }: { instance: InstanceDto }) {
  const { data, error } = useQuery({
    queryKey: queryKeys.screenshot(instance.id),
    queryFn: ({ signal }) => readScreenshot(instance.id, signal),
    refetchInterval: INTERVAL_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (data) return <Picture blob={data} alt={`The screen of ${instance.name}`} />;
  return (
    <p className="ps-subtle">{error ? `No picture: ${messageOf(error)}` : 'Taking a picture…'}</p>
  );
}

/** A blob as a picture; each blob's address is given back when the next one takes its place. */
function Picture({ blob, alt }: { blob: Blob; alt: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(blob);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return <img ref={image} className="ps-screen" alt={alt} />;
}
