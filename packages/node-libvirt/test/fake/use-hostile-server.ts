import { afterEach } from 'vitest';
import { Connection } from '../../src/index.js';
import { FakeLibvirtd, type Handlers } from './fake-libvirtd.js';

/** A fake server and its client, new for each test. */
export interface Hostile {
  readonly server: FakeLibvirtd;
  /** Starts only the server, for tests that connect in another way. */
  start(handlers?: Handlers): Promise<void>;
  open(handlers?: Handlers, options?: object): Promise<Connection>;
}

/** Gives each test of a file its own server, which stops after the test. Call it once in a file. */
export function useHostileServer(): Hostile {
  let current: FakeLibvirtd | undefined;
  afterEach(async () => {
    await current?.stop();
    current = undefined;
  });
  return {
    get server() {
      if (!current) throw new Error('call open() first');
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

/** Returns the error of a promise, which may be rejected long before the test awaits it. */
export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
