import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';

import { ApiError, parseJson, toApiError } from '../api/api-error';
import { queryKeys } from '../api/query-client';
import type { InstanceDto } from '../api/types';
import { instanceLink } from '../ui/links';

interface Props {
  name: string;
  picture: Blob;
}

/** The screen of the guest. */
export function InstanceScreen({ name, picture }: Props) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(picture);
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [picture]);
  return (
    <Card isFullHeight>
      <CardHeader
        actions={{
          hasNoOffset: true,
          actions: <Link to={`${instanceLink(name)}/console`}>Open console</Link>,
        }}
      >
        <CardTitle component="h2">Screen</CardTitle>
      </CardHeader>
      <CardBody>
        <img ref={image} className="ps-screen" alt={`The screen of ${name}`} />
      </CardBody>
    </Card>
  );
}

const INTERVAL_MS = 3000;

/** Set if the server has no screenshots, to stop polling. */
let unsupported = false;

async function readPicture(id: string, signal: AbortSignal): Promise<Blob> {
  try {
    return await readScreenshot(id, signal);
  } catch (error) {
    unsupported ||= error instanceof ApiError && error.status === 404;
    throw error;
  }
}

/** Poll the screenshot of an instance; undefined if there is none. */
export function useScreenshot({ id, state }: InstanceDto): Blob | undefined {
  const hasScreen = state === 'running' || state === 'paused';
  const { data } = useQuery({
    queryKey: queryKeys.screenshot(id),
    queryFn: ({ signal }) => readPicture(id, signal),
    enabled: hasScreen && !unsupported,
    refetchInterval: INTERVAL_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return hasScreen ? data : undefined;
}

/** Read a screenshot. The server returns 404 if it does not support screenshots. */
async function readScreenshot(id: string, signal?: AbortSignal): Promise<Blob> {
  const url = `/api/v1/instances/${encodeURIComponent(id)}/screenshot`;
  const response = await fetch(url, { headers: { accept: 'image/png' }, signal });
  if (response.ok) return response.blob();
  throw toApiError(response.status, parseJson(await response.text()));
}
