import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CHECK_EVERY_MS, ImageFiles } from './image-files.js';

/** A pool whose volumes libvirt does not find, and a check that begins when libvirt is connected. */
function setUp(isRunning: boolean) {
  const image = {
    id: 'id',
    name: 'debian',
    volume: 'id.qcow2',
    status: 'ready',
    fileState: 'present',
  };
  const storage = {
    poolPrefix: 'picostack',
    glanceAt: vi.fn(() => Promise.resolve(undefined)),
    isRunning: () => Promise.resolve(isRunning),
    describe: vi.fn(() => Promise.resolve(undefined)),
  };
  const update = vi.fn(() => Promise.resolve({ affected: 1 }));
  const images = { findBy: () => Promise.resolve([image]), update };
  const connects: (() => Promise<void>)[] = [];
  const libvirt = {
    isConnected: true,
    onConnect: (work: () => Promise<void>) => void connects.push(work),
  };
  const files = new ImageFiles(
    images as never,
    storage as never,
    libvirt as never,
    { record: () => Promise.resolve() } as never,
    { announce: () => Promise.resolve(), namesOf: () => Promise.resolve([]) } as never,
  );
  return { files, storage, update, connect: () => Promise.all(connects.map((work) => work())) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('neither starts a pool that an operator stopped nor reports its files as missing', async () => {
  const { files, storage, update, connect } = setUp(false);
  await connect();
  await vi.advanceTimersByTimeAsync(2 * CHECK_EVERY_MS);
  files.onModuleDestroy();
  expect(storage.glanceAt).toHaveBeenCalledTimes(2);
  // This would start the pool.
  expect(storage.describe).not.toHaveBeenCalled();
  expect(update).not.toHaveBeenCalled();
});

it('reports a file that is missing from a running pool', async () => {
  const { files, storage, update, connect } = setUp(true);
  await connect();
  await vi.advanceTimersByTimeAsync(CHECK_EVERY_MS);
  files.onModuleDestroy();
  expect(storage.describe).toHaveBeenCalledWith('images', 'id.qcow2');
  expect(update).toHaveBeenCalledTimes(1);
});
