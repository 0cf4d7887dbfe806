import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { ApiError } from '../api/api-error';
import { client, unwrap } from '../api/client';
import { queryKeys } from '../api/query-client';
import type { SessionDto } from '../api/types';

/** Return the session; null if nobody is signed in. */
async function readSession(signal?: AbortSignal): Promise<SessionDto | null> {
  try {
    return await unwrap(client.GET('/api/v1/session', { signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

async function signIn(name: string, password: string): Promise<SessionDto> {
  return unwrap(client.POST('/api/v1/session', { body: { name, password } }));
}

async function signOut(): Promise<void> {
  await unwrap(client.DELETE('/api/v1/session'));
}

async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await unwrap(client.PUT('/api/v1/session/password', { body: { currentPassword, newPassword } }));
}

/** Query the session; its data is null if nobody is signed in. */
export function useSessionQuery() {
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Infinity,
  });
}

/** Whether the role of the user allows changes. */
export function useCanEdit(): boolean {
  const { data } = useSessionQuery();
  return data?.role === 'admin' || data?.role === 'operator';
}

/** A mutation that signs in. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) => signIn(name, password),
    onSuccess: (session) => {
      // The next user must not see data of the previous one.
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] });
      queries.setQueryData<SessionDto | null>(queryKeys.session, session);
    },
  });
}

/** A mutation that signs out. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => queries.setQueryData<SessionDto | null>(queryKeys.session, null),
  });
}

/** A mutation that changes the own password. */
export function useChangePassword() {
  return useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) =>
      changePassword(current, next),
  });
}
