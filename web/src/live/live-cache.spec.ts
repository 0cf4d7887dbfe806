import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';

import { queryKeys } from '../api/query-client';
import type { EventDto, InstanceDto, OperationDto } from '../api/types';
import type { StreamMessage } from './event-stream';
import { LiveCache } from './live-cache';
import { withOperation } from './open-operations';

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
  firmware: 'bios',
  deviceProfile: 'linux',
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
    transfer: null,
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
    refetchInstance: vi.spyOn(cache.instances, 'refetch').mockReturnValue(),
    refetchImage: vi.spyOn(cache.images, 'refetch').mockReturnValue(),
    removeInstance: vi.spyOn(cache.instances, 'remove'),
  };
}

describe('withOperation', () => {
  it('keeps the newest version of an operation until it ends', () => {
    const begun = withOperation([], operation());
    const halfway = withOperation(begun, operation({ progress: 0.5 }));
    expect(halfway).toEqual([operation({ progress: 0.5 })]);
    expect(withOperation(halfway, operation({ status: 'succeeded' }))).toEqual([]);
  });
});

describe('LiveCache', () => {
  it('keeps an operation ended if the response to its request arrives after its end', () => {
    const { client, cache } = setUp();
    cache.apply({ type: 'operation', operation: operation({ status: 'succeeded' }) });
    cache.updateOperation(operation());
    cache.updateOperation(operation({ id: 'another' }));
    expect(client.getQueryData(queryKeys.operations)).toEqual([operation({ id: 'another' })]);
  });

  it('refetches an instance after an event', () => {
    const { cache, refetchInstance } = setUp();
    cache.apply({ type: 'change', event: event('instance.stopped', 'instance') });
    cache.apply({ type: 'instance', instance: { id: 'j' } });
    expect(refetchInstance.mock.calls).toEqual([['i'], ['j']]);
  });

  it('removes a deleted instance without a request, and refetches the numbers of clones', () => {
    const { cache, refetchInstance, removeInstance, invalidate } = setUp();
    cache.apply({ type: 'change', event: event('instance.deleted', 'instance') });
    expect(removeInstance).toHaveBeenCalledWith('i');
    expect(refetchInstance).not.toHaveBeenCalled();
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.images });
  });

  it.each<[string, StreamMessage]>([
    ['a foreign domain changed', { type: 'domain' }],
    ['a domain was adopted', { type: 'change', event: event('instance.adopted', 'instance') }],
    ['an instance was released', { type: 'change', event: event('instance.released', 'instance') }],
    ['libvirt is connected again', { type: 'change', event: event('libvirt.connected', 'host') }],
  ])('refetches the foreign domains when %s', (_, message) => {
    const { cache, invalidate } = setUp();
    cache.apply({ type: 'change', event: event('instance.stopped', 'instance') });
    expect(invalidate).not.toHaveBeenCalledWith({ queryKey: queryKeys.domains });
    cache.apply(message);
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.domains });
  });

  it('refetches all instances when libvirt connects or disconnects', () => {
    const { cache, invalidate } = setUp();
    cache.apply({ type: 'change', event: event('libvirt.disconnected', 'host') });
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.instances });
    expect(invalidate).toHaveBeenCalledWith({ queryKey: queryKeys.host });
  });

  it('refetches the resource of an operation that ends', () => {
    const { cache, client, refetchImage, refetchInstance } = setUp();
    cache.apply({ type: 'operation', operation: operation() });
    expect(client.getQueryData(queryKeys.operations)).toHaveLength(1);
    expect(refetchInstance).not.toHaveBeenCalled();
    cache.apply({ type: 'operation', operation: operation({ status: 'failed' }) });
    expect(client.getQueryData(queryKeys.operations)).toEqual([]);
    expect(refetchInstance).toHaveBeenCalledWith('i');
    const resource = { type: 'image' as const, id: 'm', name: 'tiny' };
    cache.apply({ type: 'operation', operation: operation({ status: 'succeeded', resource }) });
    expect(refetchImage).toHaveBeenCalledWith('m');
  });

  it('removes an instance whose deletion succeeded, and refetches it if the deletion failed', () => {
    const { cache, removeInstance, refetchInstance } = setUp();
    const ending = (status: OperationDto['status']): OperationDto =>
      operation({ kind: 'instance.delete', status });
    cache.apply({ type: 'operation', operation: ending('failed') });
    expect(refetchInstance).toHaveBeenCalledWith('i');
    expect(removeInstance).not.toHaveBeenCalled();
    cache.apply({ type: 'operation', operation: ending('succeeded') });
    expect(removeInstance).toHaveBeenCalledWith('i');
  });

  it('shows a launched instance as cloning as soon as the server creates it, and only once', () => {
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
    cache.instances.upsert({ ...PREVIEW, id: 'i', state: 'running' });
    cache.apply({ type: 'operation', operation: operation({ kind: 'instance.create' }) });
    expect(states()).toEqual(['i running']);
  });

  it('does not show a preview of instances that others launch', () => {
    const { cache, client } = setUp();
    client.setQueryData(queryKeys.instances, []);
    cache.apply({ type: 'change', event: event('instance.created', 'instance') });
    expect(client.getQueryData(queryKeys.instances)).toEqual([]);
  });
});
