import { describe, expect, it } from 'vitest';

import { UploadSlots } from './upload-slots';

describe('UploadSlots', () => {
  const { signal } = new AbortController();

  it('lets the next one send when one ends, in order', async () => {
    const slots = new UploadSlots(1);
    const order: string[] = [];
    await slots.acquire('a', signal);
    const second = slots.acquire('b', signal).then(() => order.push('b'));
    const third = slots.acquire('c', signal).then(() => order.push('c'));
    // One that does not send has nothing to release.
    slots.release('x');
    expect(order).toEqual([]);
    slots.release('a');
    await second;
    expect(order).toEqual(['b']);
    slots.release('b');
    await third;
    expect(order).toEqual(['b', 'c']);
  });

  it('forgets one that is cancelled while it waits', async () => {
    const slots = new UploadSlots(1);
    await slots.acquire('a', signal);
    const controller = new AbortController();
    const second = slots.acquire('b', controller.signal);
    const third = slots.acquire('c', signal);
    controller.abort(new Error('cancelled'));
    await expect(second).rejects.toThrow('cancelled');
    slots.release('a');
    await third;
    slots.release('c');
    await expect(slots.acquire('d', signal)).resolves.toBeUndefined();
  });
});
