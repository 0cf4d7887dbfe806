import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { queryKeys } from '../api/query-keys';
import { changePassword, readSession, signIn, signOut } from './session';
import type { SessionDto } from '../api/types';

export function useSessionQuery() {
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Infinity,
  });
}

/** Whether the person may change anything. */
export function useMayChange(): boolean {
  const { data } = useSessionQuery();
  return data?.role === 'admin' || data?.role === 'operator';
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) => signIn(name, password),
    onSuccess: (session) => {
      // What an earlier person saw is not shown to the next one.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] });
      client.setQueryData<SessionDto | null>(queryKeys.session, session);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => client.setQueryData<SessionDto | null>(queryKeys.session, null),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) =>
      changePassword(current, next),
  });
}
