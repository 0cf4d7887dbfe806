import type { QueryClient } from '@tanstack/react-query';

import { queryKeys } from '../api/query-client';
import type { EventDto, ImageDto, InstanceDto, OperationDto } from '../api/types';
import { EventLog, readEventPage } from './event-log';
import type { StreamMessage } from './event-stream';
import { LiveCollection } from './live-collection';
import { isOpen, OpenOperations } from './open-operations';
import { RefetchQueue } from './refetch-queue';
import { readImage, readImages, readInstance, readInstances } from './requests';

/** Keeps the query cache up to date with the messages of the event stream. */
export class LiveCache {
  readonly instances: LiveCollection<InstanceDto>;
  readonly images: LiveCollection<ImageDto>;
  readonly events: EventLog;
  readonly operations: OpenOperations;
  readonly #client: QueryClient;
  readonly #lists: RefetchQueue;
  readonly #expected = new Map<string, Omit<InstanceDto, 'id'>>();

  constructor(client: QueryClient) {
    this.#client = client;
    this.instances = new LiveCollection(client, queryKeys.instances, readInstance);
    this.images = new LiveCollection(client, queryKeys.images, readImage);
    this.events = new EventLog(client, readEventPage);
    this.operations = new OpenOperations(client);
    this.#lists = new RefetchQueue((name) => client.invalidateQueries({ queryKey: [name] }));
  }

  readInstances(signal: AbortSignal): Promise<InstanceDto[]> {
    return this.instances.readList(() => readInstances(signal));
  }

  readImages(signal: AbortSignal): Promise<ImageDto[]> {
    return this.images.readList(() => readImages(signal));
  }

  /**
   * Refetch everything after each connection, because the stream does not have what happened before. Resolves when the
   * instances and the host are up to date.
   */
  async refetchEverything(): Promise<void> {
    const { session, instances, host } = queryKeys;
    const awaited = [instances, host].map((queryKey) =>
      this.#client.invalidateQueries({ queryKey }),
    );
    const excluded = new Set<unknown>([session[0], instances[0], host[0]]);
    void this.#client.invalidateQueries({
      predicate: ({ queryKey }) => !excluded.has(queryKey[0]),
    });
    await Promise.all(awaited);
  }

  apply(message: StreamMessage): void {
    switch (message.type) {
      case 'change':
        this.events.add(message.event);
        this.#applyEvent(message.event);
        break;
      case 'operation':
        this.updateOperation(message.operation);
        break;
      case 'image':
        this.images.upsert(message.image);
        break;
      case 'instance':
        this.instances.refetch(message.instance.id);
        break;
      case 'domain':
        this.refetchDomains();
        break;
    }
  }

  /**
   * Prepare the preview of an instance that this page launches. Cloning can end before the first read of the instance
   * ends, so the preview shows the state `cloning` as soon as the server reports the instance.
   */
  expectInstance(preview: Omit<InstanceDto, 'id'>): void {
    this.#expected.set(preview.name, preview);
  }

  /** Refetch the foreign domains if they are shown, one request at a time. */
  refetchDomains(): void {
    this.#lists.request(queryKeys.domains[0]);
  }

  forgetExpected(name: string): void {
    this.#expected.delete(name);
  }

  updateOperation(operation: OperationDto): void {
    if (operation.kind === 'instance.create') this.#showExpected(operation.resource);
    this.operations.update(operation);
    // An operation changes its resource even if there is no event, for example when a start fails.
    if (isOpen(operation)) return;
    const { type, id } = operation.resource;
    const isRemoved =
      ['instance.delete', 'instance.release'].includes(operation.kind) &&
      operation.status === 'succeeded';
    if (isRemoved) this.instances.remove(id);
    else if (type === 'instance') this.instances.refetch(id);
    if (type === 'image') this.images.refetch(id);
  }

  #showExpected({ id, name }: Pick<InstanceDto, 'id' | 'name'>): void {
    const preview = this.#expected.get(name);
    if (!preview) return;
    this.#expected.delete(name);
    const known = this.#client.getQueryData<InstanceDto[]>(queryKeys.instances);
    if (!known?.some((instance) => instance.id === id)) this.instances.upsert({ ...preview, id });
  }

  #applyEvent({ kind, resource }: EventDto): void {
    if (kind.startsWith('libvirt.')) {
      void this.#client.invalidateQueries({ queryKey: queryKeys.host });
      void this.#client.invalidateQueries({ queryKey: queryKeys.instances });
      this.refetchDomains();
      return;
    }
    switch (resource?.type) {
      case 'instance':
        if (kind === 'instance.created') this.#showExpected(resource);
        this.#applyInstanceEvent(kind, resource.id);
        break;
      case 'image':
        if (kind === 'image.deleted') this.images.remove(resource.id);
        else this.images.refetch(resource.id);
        break;
      case 'flavour':
        void this.#client.invalidateQueries({ queryKey: queryKeys.flavours });
        break;
    }
  }

  #applyInstanceEvent(kind: string, id: string): void {
    const isRemoved = kind === 'instance.deleted' || kind === 'instance.released';
    if (isRemoved) this.instances.remove(id);
    else this.instances.refetch(id);
    // A released instance becomes a foreign domain; an adopted or recovered domain stops being one.
    if (/\.(adopted|deleted|released|recovered)$/.test(kind)) this.refetchDomains();
    void this.#client.invalidateQueries({ queryKey: queryKeys.instanceEvents(id) });
    void this.#client.invalidateQueries({ queryKey: queryKeys.instanceXml(id) });
    // The number of clones of an image changed.
    if (kind === 'instance.created' || isRemoved) {
      void this.#client.invalidateQueries({ queryKey: queryKeys.images });
    }
  }
}
