import { readAllPages } from '@picostack/api-client';
import { useMutation, useQuery } from '@tanstack/react-query';

import { client, unwrap } from '../api/client';
import { queryKeys } from '../api/query-client';
import type { ForeignDomainDto, InstanceDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { instanceLink } from '../ui/links';
import { useNotifications } from '../ui/notifications';

async function readDomains(signal?: AbortSignal): Promise<ForeignDomainDto[]> {
  return readAllPages((page) => {
    const query = { sort: 'name', ...page };
    return unwrap(client.GET('/api/v1/domains', { params: { query }, signal }));
  });
}

async function adoptDomain(id: string): Promise<InstanceDto> {
  return unwrap(client.POST('/api/v1/domains/{id}/adopt', { params: { path: { id } } }));
}

/** libvirt sends no event for a change of a definition (`virsh setmem --config`). */
const INTERVAL_MS = 15_000;

/** The domains that are not instances. */
export function useDomains() {
  return useQuery({
    queryKey: queryKeys.domains,
    queryFn: ({ signal }) => readDomains(signal),
    refetchInterval: INTERVAL_MS,
  });
}

/** Adopt a domain, and notify the user with a link to the instance. */
export function useAdopt() {
  const cache = useLiveCache();
  const { notify } = useNotifications();
  return useMutation({
    mutationFn: adoptDomain,
    onSuccess: (instance) => {
      cache.instances.upsert(instance);
      const { name } = instance;
      notify({
        variant: 'success',
        title: `${name} is now an instance`,
        link: { to: instanceLink(name), text: `Open ${name}` },
      });
    },
    // If the server refuses, the list may be out of date.
    onSettled: () => cache.refetchDomains(),
  });
}
