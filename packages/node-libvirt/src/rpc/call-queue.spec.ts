import { describe, expect, it } from 'vitest';
import { type CallPriority, CallQueue, QueuedCall } from './call-queue.js';

function start(limits = { normal: 2, high: 3 }) {
  const sent: string[] = [];
  const queue = new CallQueue((packet) => sent.push(packet.toString()), limits);
  const add = (name: string, priority: CallPriority = 'normal'): QueuedCall => {
    const call = new QueuedCall(Buffer.from(name), priority);
    queue.add(call);
    return call;
  };
  return { sent, queue, add };
}

describe('CallQueue', () => {
  it('sends calls up to the limit, and the rest in order as responses arrive', () => {
    const { sent, queue, add } = start();
    const [a, b] = ['a', 'b', 'c', 'd'].map((name) => add(name));
    expect(sent).toEqual(['a', 'b']);
    expect(queue.underWay).toBe(2);
    queue.answered(b!);
    expect(sent).toEqual(['a', 'b', 'c']);
    queue.answered(a!);
    expect(sent).toEqual(['a', 'b', 'c', 'd']);
  });

  it('sends high-priority calls before normal ones, and urgent calls before all others', () => {
    const { sent, queue, add } = start();
    for (const name of ['n1', 'n2', 'n3']) add(name);
    const [first] = ['h1', 'h2', 'h3', 'h4'].map((name) => add(name, 'high'));
    add('u1', 'urgent');
    add('u2', 'urgent');
    expect(sent).toEqual(['n1', 'n2', 'h1', 'h2', 'h3', 'u1', 'u2']);
    expect(queue.underWay).toBe(7);
    queue.answered(first!);
    expect(sent.at(-1)).toBe('h4');
  });

  it('never sends a withdrawn call, wherever it is in the queue', () => {
    for (const withdrawn of ['b', 'c', 'd']) {
      const { sent, queue, add } = start({ normal: 1, high: 1 });
      const calls = new Map(['a', 'b', 'c', 'd'].map((name) => [name, add(name)]));
      expect(queue.withdraw(calls.get(withdrawn)!)).toBe(true);
      expect(queue.withdraw(calls.get(withdrawn)!)).toBe(false);
      add('e');
      for (const name of ['a', 'b', 'c', 'd', 'e'].filter((one) => one !== withdrawn)) {
        expect(sent.at(-1)).toBe(name);
        queue.answered(calls.get(name) ?? calls.get('a')!);
      }
      expect(sent).not.toContain(withdrawn);
    }
  });

  it('cannot withdraw a call that was sent', () => {
    const { queue, add } = start();
    expect(queue.withdraw(add('a'))).toBe(false);
    expect(queue.underWay).toBe(1);
  });
});
