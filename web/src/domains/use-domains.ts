import { useMutation, useQuery } from '@tanstack/react-query';

import { adoptDomain, readDomains } from './domains';
import { queryKeys } from '../api/query-keys';
import { instanceLink } from '../ui/links';
import { useLiveCache } from '../live/use-live-cache';
import { useNotifications } from '../ui/use-notifications';

/** libvirt sends no event for a change of a definition (`virsh setmem --config`). */
const INTERVAL_MS = 15_000;

/** The domains that picostack did not make. */
export function useDomains() {
  return useQuery({
    queryKey: queryKeys.domains,
    queryFn: ({ signal }) => readDomains(signal),
    refetchInterval: INTERVAL_MS,
  });
}

/** Makes an instance of a domain, and says where it is from then on. */
export function useAdopt() {
  const cache = useLiveCache();
  const { notify } = useNotifications();
  return useMutation({
    mutationFn: adoptDomain,
    onSuccess: (instance) => {
      cache.instances.accept(instance);
      const { name } = instance;
      notify({
        variant: 'success',
        title: `${name} is an instance now`,
        link: { to: instanceLink(name), text: `Open ${name}` },
      });
    },
    // A refusal may mean that what is shown is out of date.
    onSettled: () => cache.rereadDomains(),
  });
}
