import { describe, expect, it } from 'vitest';
import { readEventStream, type StreamMessage } from './event-stream.js';

const STREAM =
  'event: ready\ndata: {}\n\n:\n\nid: 7\nevent: change\ndata: {"id":7,"name":"gr\u00fcn"}\n\ndata: a\ndata: b\n\nevent: cut';

async function read(pieces: readonly Uint8Array[]): Promise<StreamMessage[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const messages: StreamMessage[] = [];
  for await (const message of readEventStream(body)) messages.push(message);
  return messages;
}

const EXPECTED = [
  { event: 'ready', data: '{}', id: undefined },
  { event: 'change', data: '{"id":7,"name":"gr\u00fcn"}', id: '7' },
  { event: 'message', data: 'a\nb', id: undefined },
];

describe('readEventStream', () => {
  const bytes = new TextEncoder().encode(STREAM);

  it('reads messages, skips comments and ignores an incomplete message', async () => {
    expect(await read([bytes])).toEqual(EXPECTED);
  });

  it('reads the same messages byte by byte', async () => {
    expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(EXPECTED);
  });
});
