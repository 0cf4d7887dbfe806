import type { QueryClient } from '@tanstack/react-query';

import { EventLog } from './event-log';
import type { StreamMessage } from './event-stream';
import { readEvents } from './events';
import { readImage, readImages } from '../images/images';
import { readInstance, readInstances } from '../instances/instances';
import { LiveCollection } from './live-collection';
import { isOpen, OpenOperations } from './open-operations';
import { queryKeys } from '../api/query-keys';
import { RereadQueue } from './reread-queue';
import type { EventDto, ImageDto, InstanceDto, OperationDto } from '../api/types';

/** The server's state in the query cache, and how the live stream's messages change it. */
export class LiveCache {
  readonly instances: LiveCollection<InstanceDto>;
  readonly images: LiveCollection<ImageDto>;
  readonly events: EventLog;
  readonly operations: OpenOperations;
  readonly #client: QueryClient;
  readonly #lists: RereadQueue;
  readonly #expected = new Map<string, Omit<InstanceDto, 'id'>>();

  constructor(client: QueryClient) {
    this.#client = client;
    this.instances = new LiveCollection(client, queryKeys.instances, readInstance);
    this.images = new LiveCollection(client, queryKeys.images, readImage);
    this.events = new EventLog(client, readEvents);
    this.operations = new OpenOperations(client);
    this.#lists = new RereadQueue((name) => client.invalidateQueries({ queryKey: [name] }));
  }

  readInstances(signal: AbortSignal): Promise<InstanceDto[]> {
    return this.instances.readList(() => readInstances(signal));
  }

  readImages(signal: AbortSignal): Promise<ImageDto[]> {
    return this.images.readList(() => readImages(signal));
  }

  /**
   * After each (re)connection: what happened in between may not be in the stream. Ends when the instances'
   * states are the present ones again.
   */
  async readEverythingAgain(): Promise<void> {
    const { session, instances, host } = queryKeys;
    const sure = [instances, host].map((queryKey) => this.#client.invalidateQueries({ queryKey }));
    const known = new Set<unknown>([session[0], instances[0], host[0]]);
    void this.#client.invalidateQueries({ predicate: ({ queryKey }) => !known.has(queryKey[0]) });
    await Promise.all(sure);
  }

  apply(message: StreamMessage): void {
    switch (message.type) {
      case 'change':
        this.events.accept(message.event);
        this.#applyEvent(message.event);
        break;
      case 'operation':
        this.acceptOperation(message.operation);
        break;
      case 'image':
        this.images.accept(message.image);
        break;
      case 'instance':
        this.instances.reread(message.instance.id);
        break;
      case 'domain':
        this.rereadDomains();
        break;
    }
  }

  /**
   * A launch is being asked for here. A clone can be done before its first read is answered; so it is shown In
   * cloning as soon as the server says that it makes it.
   */
  expectInstance(preview: Omit<InstanceDto, 'id'>): void {
    this.#expected.set(preview.name, preview);
  }

  /** Reads the foreign domains again, if they are shown; however often it is asked for, one read at a time. */
  rereadDomains(): void {
    this.#lists.request(queryKeys.domains[0]);
  }

  forgetExpected(name: string): void {
    this.#expected.delete(name);
  }

  acceptOperation(operation: OperationDto): void {
    if (operation.kind === 'instance.create') this.#showExpected(operation.resource);
    this.operations.accept(operation);
    // The end of an operation changes its resource even when no event says so (a failed start, for one).
    if (isOpen(operation)) return;
    const { type, id } = operation.resource;
    const isGone =
      ['instance.delete', 'instance.release'].includes(operation.kind) &&
      operation.status === 'succeeded';
    if (isGone) this.instances.drop(id);
    else if (type === 'instance') this.instances.reread(id);
    if (type === 'image') this.images.reread(id);
  }

  #showExpected({ id, name }: Pick<InstanceDto, 'id' | 'name'>): void {
    const preview = this.#expected.get(name);
    if (!preview) return;
    this.#expected.delete(name);
    const known = this.#client.getQueryData<InstanceDto[]>(queryKeys.instances);
    if (!known?.some((instance) => instance.id === id)) this.instances.accept({ ...preview, id });
  }

  #applyEvent({ kind, resource }: EventDto): void {
    if (kind.startsWith('libvirt.')) {
      void this.#client.invalidateQueries({ queryKey: queryKeys.host });
      void this.#client.invalidateQueries({ queryKey: queryKeys.instances });
      this.rereadDomains();
      return;
    }
    switch (resource?.type) {
      case 'instance':
        if (kind === 'instance.created') this.#showExpected(resource);
        this.#applyInstanceEvent(kind, resource.id);
        break;
      case 'image':
        if (kind === 'image.deleted') this.images.drop(resource.id);
        else this.images.reread(resource.id);
        break;
      case 'flavour':
        void this.#client.invalidateQueries({ queryKey: queryKeys.flavours });
        break;
    }
  }

  #applyInstanceEvent(kind: string, id: string): void {
    const isGone = kind === 'instance.deleted' || kind === 'instance.released';
    if (isGone) this.instances.drop(id);
    else this.instances.reread(id);
    // What is let go is a foreign domain again; what is adopted, or made anew from its mark, is none any more.
    if (/\.(adopted|deleted|released|recovered)$/.test(kind)) this.rereadDomains();
    void this.#client.invalidateQueries({ queryKey: queryKeys.instanceEvents(id) });
    void this.#client.invalidateQueries({ queryKey: queryKeys.instanceXml(id) });
    // Images count their clones.
    if (kind === 'instance.created' || isGone) {
      void this.#client.invalidateQueries({ queryKey: queryKeys.images });
    }
  }
}
