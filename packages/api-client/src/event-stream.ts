import { EventSourceParserStream } from 'eventsource-parser/stream';

/** A message of a server-sent event stream. */
export interface StreamMessage {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/**
 * Read a server-sent event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). Comments, which
 * keep the connection open, are skipped.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamMessage, void, undefined> {
  const messages = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const reader = messages.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield { event: value.event ?? 'message', data: value.data, id: value.id };
    }
  } finally {
    await reader.cancel();
  }
}
