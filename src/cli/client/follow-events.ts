import { readEventStream } from '@picostack/api-client';
import { messageOf, PicostackError } from '../../common/errors.js';
import { CliError } from '../cli-error.js';
import { type PicostackEvent, unreachable } from './api.js';
import type { ServerAddress } from './discover.js';
import { ProblemError } from './problem-error.js';

const RECONNECT_MS = 1000;
/** The server sends something every 15 s. A stream that is silent for longer is lost, although nobody closed it. */
const SILENCE_LIMIT_MS = 45_000;

/** Which events to follow, and the functions that receive them. */
export interface FollowRequest {
  /** The server to connect to first. */
  readonly server: ServerAddress;
  /** Find the server again: after a restart it has another token, and it may have another address. */
  readonly discover: () => ServerAddress;
  readonly query: Readonly<Record<string, unknown>>;
  /** The id of the last known event; 0 for none. */
  readonly afterId: number;
  readonly onEvent: (event: PicostackEvent) => void;
  readonly onNote: (text: string) => void;
  /** How long to wait before reconnecting. */
  readonly reconnectMs?: number;
  readonly silenceLimitMs?: number;
  /** Stops following. */
  readonly signal?: AbortSignal;
}

/**
 * Receive events until the signal aborts. After a lost connection it continues after the last event.
 * @throws ProblemError if the server refuses
 */
export async function followEvents(request: FollowRequest): Promise<void> {
  const { discover, onEvent, onNote, signal, reconnectMs = RECONNECT_MS } = request;
  let address = request.server;
  let lastId = request.afterId;
  let isLost = false;
  const onGap = (firstId: number): void => {
    // The log may have been replaced; continue with its first event.
    lastId = firstId - 1;
    onNote('Some events are missing here. They are no longer in the log.');
  };
  for (;;) {
    if (signal?.aborted) return;
    const refusal = await readUntilLost();
    await new Promise((next) => setTimeout(next, reconnectMs));
    const next = discoverAgain();
    // A restarted server has a new token. A server that refuses the same token again will always refuse it.
    if (refusal && isSame(next, address)) throw refusal;
    address = next ?? address;
  }

  async function readUntilLost(): Promise<ProblemError | undefined> {
    try {
      for await (const message of messagesAfter(address, lastId, request)) {
        isLost = false;
        if ('gapTo' in message) onGap(message.gapTo);
        else {
          lastId = message.id;
          onEvent(message);
        }
      }
      return undefined;
    } catch (error) {
      if (error instanceof ProblemError && isRefusal(error)) return error;
      const cause = error instanceof PicostackError ? error : unreachable(address, error);
      if (!isLost) onNote(`${messageOf(cause)} Trying again.`);
      isLost = true;
      return undefined;
    }
  }

  /** While a local server is not running, the file with its address does not exist. */
  function discoverAgain(): ServerAddress | undefined {
    try {
      return discover();
    } catch (error) {
      if (error instanceof CliError) return undefined;
      throw error;
    }
  }
}

function isSame(next: ServerAddress | undefined, { url, token }: ServerAddress): boolean {
  return next?.url === url && next.token === token;
}

/** Other errors are temporary: a proxy without its server, a server that stops, too many requests. */
function isRefusal({ details }: ProblemError): boolean {
  const { status } = details;
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
}

async function* messagesAfter(
  { url, token }: ServerAddress,
  lastId: number,
  { query, signal, silenceLimitMs = SILENCE_LIMIT_MS }: FollowRequest,
): AsyncGenerator<PicostackEvent | { readonly gapTo: number }> {
  const silence = new AbortController();
  const timer = setTimeout(
    () => silence.abort(new Error(`nothing received for ${silenceLimitMs / 1000} s`)),
    silenceLimitMs,
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  try {
    const response = await fetch(`${url}/api/v1/events?${search.toString()}`, {
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${token}`,
        'Last-Event-ID': String(lastId),
      },
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    });
    if (!response.ok || !response.body) {
      throw ProblemError.from(response.status, await response.json().catch(() => undefined));
    }
    const received = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          timer.refresh();
          controller.enqueue(chunk);
        },
      }),
    );
    for await (const { event, data } of readEventStream(received)) {
      const parsed: unknown = JSON.parse(data);
      if (event === 'change' && isEvent(parsed)) yield parsed;
      else if (event === 'gap' && isGap(parsed)) yield { gapTo: parsed.firstId };
    }
  } finally {
    clearTimeout(timer);
  }
}

function isEvent(value: unknown): value is PicostackEvent {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value;
}

function isGap(value: unknown): value is { firstId: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'firstId' in value &&
    typeof value.firstId === 'number'
  );
}
