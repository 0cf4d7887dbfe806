import { afterEach } from 'vitest';
import { Connection } from '../../src/index.js';
import { FakeLibvirtd, type Handlers } from './fake-libvirtd.js';

/** A fake server and a client of it, fresh in each test. */
export interface Hostile {
  readonly server: FakeLibvirtd;
  /** Starts the server alone, for clients that connect in a way of their own. */
  start(handlers?: Handlers): Promise<void>;
  open(handlers?: Handlers, options?: object): Promise<Connection>;
}

/** Call it once in a file of tests: each test opens its own server, and it is stopped afterwards. */
export function useHostileServer(): Hostile {
  let current: FakeLibvirtd | undefined;
  afterEach(async () => {
    await current?.stop();
    current = undefined;
  });
  return {
    get server() {
      if (!current) throw new Error('open() comes first');
      return current;
    },
    async start(handlers = {}) {
      current = await FakeLibvirtd.start(handlers);
    },
    async open(handlers = {}, options = {}) {
      await this.start(handlers);
      return Connection.open(this.server.uri, { keepAliveIntervalMs: 0, ...options });
    },
  };
}

/** What a promise is rejected with; it may be rejected long before anybody looks. */
export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
