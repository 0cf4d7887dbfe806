import { errorOfAnswer, parseBody } from '../api/api-error';

/** A picture of the guest's screen. Not every server takes pictures; those answer 404. */
export async function readScreenshot(id: string, signal?: AbortSignal): Promise<Blob> {
  const url = `/api/v1/instances/${encodeURIComponent(id)}/screenshot`;
  const response = await fetch(url, { headers: { accept: 'image/png' }, signal });
  if (response.ok) return response.blob();
  throw errorOfAnswer(response.status, parseBody(await response.text()));
}
