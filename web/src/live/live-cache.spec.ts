import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';

import type { StreamMessage } from './event-stream';
import { LiveCache } from './live-cache';
import { withOperation } from './open-operations';
import { queryKeys } from '../api/query-keys';
import type { EventDto, InstanceDto, OperationDto } from '../api/types';

const PREVIEW: Omit<InstanceDto, 'id'> = {
  name: 'n',
  description: '',
  tags: [],
  notes: '',
  isProtected: false,
  origin: 'created',
  state: 'cloning',
  stateReason: null,
  lastError: null,
  image: { id: 'm', name: 'tiny' },
  flavour: { id: 'f', name: 'tiny' },
  memoryMiB: 256,
  vcpus: 1,
  pendingSize: null,
  networkMode: 'user',
  mac: null,
  diskSizeBytes: 0,
  diskVolume: null,
  autostart: false,
  ports: [],
  isActive: false,
  isPersistent: true,
  hasSavedState: false,
  actions: [],
  refusals: {},
  createdAt: '',
  startedAt: null,
};

function operation(change: Partial<OperationDto> = {}): OperationDto {
  return {
    id: 'op',
    kind: 'instance.start',
    resource: { type: 'instance', id: 'i', name: 'web-1' },
    status: 'running',
    progress: null,
    step: null,
    canCancel: false,
    error: null,
    actor: 'admin',
    createdAt: '',
    startedAt: null,
    finishedAt: null,
    ...change,
  };
}

function event(kind: EventDto['kind'], type: 'instance' | 'image' | 'host'): EventDto {
  const resource = { type, id: 'i', name: 'n' };
  return { id: 1, time: '', kind, resource, actor: 'x', cause: null, details: {} };
}

function setUp() {
  const client = new QueryClient();
  const cache = new LiveCache(client);
  return {
    client,
    cache,
    invalidate: vi.spyOn(client, 'invalidateQueries'),
    rereadInstance: vi.spyOn(cache.instances, 'reread').mockReturnValue(),
    rereadImage: vi.spyOn(cache.images, 'reread').mockReturnValue(),
    dropInstance: vi.spyOn(cache.instances, 'drop'),
  };
}

describe('withOperation', () => {
  it('keeps the newest word of an operation until it ends', () => {
    const begun = withOperation([], operation());
    const halfway = withOperation(begun, operation({ progress: 0.5 }));
    expect(halfway).toEqual([operation({ progress: 0.5 })]);
    expect(withOperation(halfway, operation({ status: 'succeeded' }))).toEqual([]);
  });
});

describe('LiveCache', () => {
  it('keeps an operation ended, also when the answer that began it comes after its end', () => {
    const { client, cache } = setUp();
    cache.apply({ type: 'operation', operation: operation({ status: 'succeeded' }) });
    cache.acceptOperation(operation());
    cache.acceptOperation(operation({ id: 'another' }));
    expect(client.getQueryData(queryKeys.operations)).toEqual([operation({ id: 'another' })]);
  });

  it('reads an instance again when something happened to it', () => {
    const { cache, rereadInstance } = setUp();
    cache.apply({ type: 'change', event: event('instance.stopped', 'instance') });
    cache.apply({ type: 'instance', instance: { id: 'j' } });
    expect(rereadInstance.mock.calls).toEqual([['i'], ['j']]);
  });

  it('drops a deleted instance without asking, and counts clones anew', () => {
    const { cache, rereadInstance, dropInstance, invalidate } = setUp();
    cache.apply({ type: 'change', event: event('instance.deleted', 'instance') });
    expect(dropInstance).toHaveBeenCalledWith('i');
    expect(rereadInstance).not.toHaveBeenCalled();
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.images });
  });

  it.each<[string, StreamMessage]>([
    ['happened to a foreign one', { type: 'domain' }],
    ['was adopted', { type: 'change', event: event('instance.adopted', 'instance') }],
    ['was released', { type: 'change', event: event('instance.released', 'instance') }],
    ['is told of by libvirt again', { type: 'change', event: event('libvirt.connected', 'host') }],
  ])('reads the other domains again when something %s', (_, message) => {
    const { cache, invalidate } = setUp();
    cache.apply({ type: 'change', event: event('instance.stopped', 'instance') });
    expect(invalidate).not.toHaveBeenCalledWith({ queryKey: queryKeys.domains });
    cache.apply(message);
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.domains });
  });

  it('reads every instance again when libvirt goes or comes', () => {
    const { cache, invalidate } = setUp();
    cache.apply({ type: 'change', event: event('libvirt.disconnected', 'host') });
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.instances });
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.host });
  });

  it('reads the resource again when its operation ends', () => {
    const { cache, client, rereadImage, rereadInstance } = setUp();
    cache.apply({ type: 'operation', operation: operation() });
    expect(client.getQueryData(queryKeys.operations)).toHaveLength(1);
    expect(rereadInstance).not.toHaveBeenCalled();
    cache.apply({ type: 'operation', operation: operation({ status: 'failed' }) });
    expect(client.getQueryData(queryKeys.operations)).toEqual([]);
    expect(rereadInstance).toHaveBeenCalledWith('i');
    const resource = { type: 'image' as const, id: 'm', name: 'tiny' };
    cache.apply({ type: 'operation', operation: operation({ status: 'succeeded', resource }) });
    expect(rereadImage).toHaveBeenCalledWith('m');
  });

  it('drops what an operation deleted, and reads again what it could not delete', () => {
    const { cache, dropInstance, rereadInstance } = setUp();
    const ending = (status: OperationDto['status']): OperationDto =>
      operation({ kind: 'instance.delete', status });
    cache.apply({ type: 'operation', operation: ending('failed') });
    expect(rereadInstance).toHaveBeenCalledWith('i');
    expect(dropInstance).not.toHaveBeenCalled();
    cache.apply({ type: 'operation', operation: ending('succeeded') });
    expect(dropInstance).toHaveBeenCalledWith('i');
  });

  it('shows a launch from here In cloning as soon as the server makes it, and once', () => {
    const { cache, client } = setUp();
    const states = () =>
      client
        .getQueryData<InstanceDto[]>(queryKeys.instances)
        ?.map(({ id, state }) => `${id} ${state}`);
    client.setQueryData(queryKeys.instances, []);
    cache.expectInstance({ ...PREVIEW, name: 'n' });
    expect(states()).toEqual([]);
    cache.apply({ type: 'change', event: event('instance.created', 'instance') });
    expect(states()).toEqual(['i cloning']);
    cache.instances.accept({ ...PREVIEW, id: 'i', state: 'running' });
    cache.apply({ type: 'operation', operation: operation({ kind: 'instance.create' }) });
    expect(states()).toEqual(['i running']);
  });

  it('does not invent instances that others launch', () => {
    const { cache, client } = setUp();
    client.setQueryData(queryKeys.instances, []);
    cache.apply({ type: 'change', event: event('instance.created', 'instance') });
    expect(client.getQueryData(queryKeys.instances)).toEqual([]);
  });
});
