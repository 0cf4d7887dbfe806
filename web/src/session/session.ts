import { ApiError } from '../api/api-error';
import { client, dataOf } from '../api/client';
import type { SessionDto } from '../api/types';

/** Who is signed in; null when nobody is. */
export async function readSession(signal?: AbortSignal): Promise<SessionDto | null> {
  try {
    return await dataOf(client.GET('/api/v1/session', { signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export async function signIn(name: string, password: string): Promise<SessionDto> {
  return dataOf(client.POST('/api/v1/session', { body: { name, password } }));
}

export async function signOut(): Promise<void> {
  await dataOf(client.DELETE('/api/v1/session'));
}

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await dataOf(client.PUT('/api/v1/session/password', { body: { currentPassword, newPassword } }));
}
