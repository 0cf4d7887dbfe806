import { ApiError } from './api-error';
import { send, sendJson } from './http';
import type { SessionDto } from './types';

/** Who is signed in; null when nobody is. */
export async function readSession(signal?: AbortSignal): Promise<SessionDto | null> {
  try {
    return await sendJson<SessionDto>('GET', '/session', { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export async function signIn(name: string, password: string): Promise<SessionDto> {
  return sendJson<SessionDto>('POST', '/session', { body: { name, password } });
}

export async function signOut(): Promise<void> {
  await send('DELETE', '/session');
}

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await send('PUT', '/session/password', { body: { currentPassword, newPassword } });
}
