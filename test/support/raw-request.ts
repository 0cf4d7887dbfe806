import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { within } from './wait.js';

const LIMIT_MS = 20_000;

/** A response as it was received. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Send the text of a request unchanged, and read the response until the server closes the connection. */
export async function sendRaw(url: string, request: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(request);
  const response = await within('the response', LIMIT_MS, text(socket));
  const [head = '', ...body] = response.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = new Headers(
    fields.map((field): [string, string] => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon), field.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(line.split(' ')[1]), headers, body: body.join('\r\n\r\n') };
}

/** Send a GET with exactly these header lines and `Connection: close`. */
export function getRaw(
  url: string,
  target: string,
  headers: readonly string[],
  version = '1.1',
): Promise<RawAnswer> {
  const lines = [`GET ${target} HTTP/${version}`, ...headers, 'Connection: close', '', ''];
  return sendRaw(url, lines.join('\r\n'));
}
