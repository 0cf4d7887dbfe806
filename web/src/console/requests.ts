import { BASE_PATH } from '../api/base-path';
import { client, unwrap } from '../api/client';
import type { ConsoleTicketDto, ConsoleViewerDto } from '../api/types';

/** Get a ticket for the screen of a guest. */
async function askForTicket(id: string, signal: AbortSignal): Promise<ConsoleTicketDto> {
  const params = { path: { id } };
  const body = { kind: 'vnc' as const };
  return unwrap(client.POST('/api/v1/instances/{id}/console', { params, body, signal }));
}

/** Open the screen of a guest. @throws ApiError with the reason if it cannot be opened now */
export async function openScreen(id: string, signal: AbortSignal): Promise<WebSocket> {
  const { path, ticket } = await askForTicket(id, signal);
  const url = new URL(`${BASE_PATH}${path}`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  // The ticket is not in the address, which proxies log.
  const socket = new WebSocket(url, ['picostack.console.v1', `ticket.${ticket}`]);
  socket.binaryType = 'arraybuffer';
  return socket;
}

/** Read who has consoles of an instance open. */
export async function readViewers(id: string, signal?: AbortSignal): Promise<ConsoleViewerDto[]> {
  const params = { path: { id } };
  const { items } = await unwrap(client.GET('/api/v1/instances/{id}/console', { params, signal }));
  return items;
}
