import { describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { type Connection, ConnectionClosedError, LibvirtError } from '../src/index.js';
import type { FakeCall, Handlers } from './fake/fake-libvirtd.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const LIFECYCLE = libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE;
const hostile = useHostileServer();

const ref = (name: string) => ({ name, uuid: `6695eb01-f6a4-8304-79aa-97f2502e193${name}`, id: 1 });

/** A server that is as strict as libvirtd: it accepts one registration for each event and scope. */
class StrictServer {
  readonly registered: FakeCall[] = [];
  readonly deregistered: FakeCall[] = [];
  /** If set, collects the responses instead of sending them. */
  held: (() => void)[] | undefined;
  refusal: number | undefined;
  private readonly scopes = new Map<number, string>();

  open(options?: object): Promise<Connection> {
    const handlers: Handlers = {
      connectDomainEventCallbackRegisterAny: (call) => this.respond(() => this.register(call)),
      connectDomainEventCallbackDeregisterAny: (call) => this.respond(() => this.deregister(call)),
      qemuConnectDomainMonitorEventRegister: (call) => this.respond(() => this.register(call)),
      connectNetworkEventRegisterAny: (call) => this.respond(() => this.register(call)),
      connectStoragePoolEventRegisterAny: (call) => this.respond(() => this.register(call)),
      connectNodeDeviceEventRegisterAny: (call) => this.respond(() => this.register(call)),
      connectSecretEventRegisterAny: (call) => this.respond(() => this.register(call)),
    };
    return hostile.open(handlers, options);
  }

  sendLifecycleEvent(callbackID: number, event: number): void {
    hostile.server.client.sendEvent('domainEventCallbackLifecycle', {
      callbackID,
      msg: { dom: ref('f'), event, detail: 0 },
    });
  }

  private respond(respond: () => void): void {
    if (this.held) this.held.push(respond);
    else respond();
  }

  private register(call: FakeCall): void {
    this.registered.push(call);
    const scope = JSON.stringify([call.name, call.args]);
    if (this.refusal !== undefined || [...this.scopes.values()].includes(scope)) {
      call.fail(this.refusal ?? libvirt.VIR_ERR_INTERNAL_ERROR, 'event callback already tracked');
      return;
    }
    const callbackID = this.registered.length;
    this.scopes.set(callbackID, scope);
    call.reply({ callbackID });
  }

  private deregister(call: FakeCall): void {
    this.deregistered.push(call);
    const { callbackID } = call.args as { callbackID: number };
    this.scopes.delete(callbackID);
    call.reply();
  }
}

/** Waits for the response to a new call: by then, everything that was sent before it is processed. */
async function roundTrip(connection: Connection): Promise<void> {
  await connection.getHostname();
}

describe('an event with several subscribers', () => {
  it('is registered for the first, passed to each, and deregistered after the last', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    const received: number[] = [];
    const one = await connection.domainEvents(LIFECYCLE);
    const two = await connection.domainEvents(LIFECYCLE);
    const listener = await connection.domainEventRegister(LIFECYCLE, ({ event }) => {
      received.push(event);
    });
    expect(server.registered.length).toBe(1);
    expect(connection.subscriptions).toBe(3);
    server.sendLifecycleEvent(1, 4);
    expect((await one.next()).value).toMatchObject({ event: 4, domain: { name: 'f' } });
    expect((await two.next()).value).toMatchObject({ event: 4 });
    expect(received).toEqual([4]);

    await one.unsubscribe();
    await listener.unsubscribe();
    await listener.unsubscribe();
    server.sendLifecycleEvent(1, 5);
    expect((await two.next()).value).toMatchObject({ event: 5 });
    expect(received).toEqual([4]);
    expect(server.deregistered.length).toBe(0);
    await two.unsubscribe();
    expect(server.deregistered.map(({ args }) => args)).toEqual([{ callbackID: 1 }]);
    expect(connection.subscriptions).toBe(0);
  });

  it('overflows only in the queue of the slow reader', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    const narrow = await connection.domainEvents(LIFECYCLE, { maxQueued: 1 });
    const wide = await connection.domainEvents(LIFECYCLE);
    for (const event of [0, 1, 2]) server.sendLifecycleEvent(1, event);
    for (const event of [0, 1, 2]) expect((await wide.next()).value).toMatchObject({ event });
    expect((await narrow.next()).value).toMatchObject({ event: 0 });
    await expect(narrow.next()).rejects.toEqual(new libvirt.EventOverflowError(2));
  });

  it('is registered separately for each object, id, and filter', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    const [e, f] = ['e', 'f'].map((name) => new libvirt.Domain(connection, ref(name)));
    for (let round = 0; round < 2; round++) {
      await connection.domainEvents(LIFECYCLE);
      await connection.domainEvents(LIFECYCLE, { of: e });
      await connection.domainEvents(LIFECYCLE, { of: f });
      await connection.domainEvents(libvirt.VIR_DOMAIN_EVENT_ID_REBOOT);
      await connection.qemuMonitorEvents();
      await connection.qemuMonitorEvents({ event: 'STOP' });
      await connection.qemuMonitorEvents({ event: 'STOP', flags: 2 });
      await connection.qemuMonitorEvents({ event: 'STOP', of: e });
      await connection.networkEvents(libvirt.VIR_NETWORK_EVENT_ID_LIFECYCLE);
      await connection.storagePoolEvents(libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE);
      await connection.nodeDeviceEvents(libvirt.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE);
      await connection.secretEvents(libvirt.VIR_SECRET_EVENT_ID_LIFECYCLE);
    }
    expect(server.registered.length).toBe(12);
    expect(connection.subscriptions).toBe(24);
  });
});

describe('a subscription during the registration', () => {
  it('waits for its response, and misses no event before or after the response', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    server.held = [];
    const queues = [connection.domainEvents(LIFECYCLE), connection.domainEvents(LIFECYCLE)];
    await roundTrip(connection);
    expect(server.held.length).toBe(1);
    // The daemon's threads may send an event before the response with the callback's id.
    server.sendLifecycleEvent(1, 2);
    server.held[0]?.();
    server.sendLifecycleEvent(1, 3);
    for (const queue of await Promise.all(queues)) {
      expect((await queue.next()).value).toMatchObject({ event: 2 });
      expect((await queue.next()).value).toMatchObject({ event: 3 });
    }
  });

  it('fails if the registration fails, and leaves no subscription behind', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    server.refusal = libvirt.VIR_ERR_ACCESS_DENIED;
    const failures = [
      failureOf(connection.domainEvents(LIFECYCLE)),
      failureOf(connection.domainEventRegister(LIFECYCLE, () => {})),
    ];
    for (const failure of await Promise.all(failures)) {
      expect(failure).toBeInstanceOf(LibvirtError);
      expect(failure).toMatchObject({ code: libvirt.VIR_ERR_ACCESS_DENIED });
    }
    expect(server.registered.length).toBe(1);
    expect(connection.subscriptions).toBe(0);
    server.refusal = undefined;
    const queue = await connection.domainEvents(LIFECYCLE);
    server.sendLifecycleEvent(2, 1);
    expect((await queue.next()).value).toMatchObject({ event: 1 });
  });

  it('fails when the connection is lost', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    server.held = [];
    const failures = [1, 2].map(() => failureOf(connection.domainEvents(LIFECYCLE)));
    await roundTrip(connection);
    hostile.server.client.socket.destroy();
    for (const failure of await Promise.all(failures)) {
      expect(failure).toBeInstanceOf(ConnectionClosedError);
    }
    expect(connection.subscriptions).toBe(0);
  });
});

describe('a subscription while the previous one ends', () => {
  it('registers again after the server has deregistered the callback', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    const first = await connection.domainEvents(LIFECYCLE);
    server.held = [];
    const unsubscribed = first.unsubscribe();
    const next = [connection.domainEvents(LIFECYCLE), connection.domainEvents(LIFECYCLE)];
    await roundTrip(connection);
    expect(server.held.length).toBe(1);
    const [respond] = server.held;
    server.held = undefined;
    respond?.();
    await unsubscribed;
    const queues = await Promise.all(next);
    expect(server.registered.length).toBe(2);
    server.sendLifecycleEvent(1, 8);
    server.sendLifecycleEvent(2, 9);
    for (const queue of queues) {
      expect((await queue.next()).value).toMatchObject({ event: 9 });
    }
    await Promise.all(queues.map((queue) => queue.unsubscribe()));
    expect(server.deregistered.map(({ args }) => args)).toEqual([
      { callbackID: 1 },
      { callbackID: 2 },
    ]);
  });

  it('from inside a listener does not receive the event that the listener handles', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    const received: string[] = [];
    let late: Promise<libvirt.EventSubscription> | undefined;
    await connection.domainEventRegister(LIFECYCLE, ({ event }) => {
      received.push(`first ${event}`);
      late ??= connection.domainEventRegister(LIFECYCLE, (next) => {
        received.push(`late ${next.event}`);
      });
      void second.unsubscribe();
    });
    const second = await connection.domainEventRegister(LIFECYCLE, ({ event }) => {
      received.push(`second ${event}`);
    });
    server.sendLifecycleEvent(1, 1);
    server.sendLifecycleEvent(1, 2);
    await roundTrip(connection);
    expect(received).toEqual(['first 1', 'first 2', 'late 2']);
  });
});

describe('the end of the connection', () => {
  it('ends each queue after its remaining events', async () => {
    const server = new StrictServer();
    const connection = await server.open();
    const queues = await Promise.all([1, 2].map(() => connection.domainEvents(LIFECYCLE)));
    server.sendLifecycleEvent(1, 7);
    await roundTrip(connection);
    hostile.server.client.socket.destroy();
    await connection.closed;
    for (const queue of queues) {
      expect((await queue.next()).value).toMatchObject({ event: 7 });
      await expect(queue.next()).rejects.toBeInstanceOf(ConnectionClosedError);
      await queue.unsubscribe();
    }
    expect(connection.subscriptions).toBe(0);
    await expect(connection.domainEvents(LIFECYCLE)).rejects.toBeInstanceOf(ConnectionClosedError);
  });
});

describe('a registration that timed out', () => {
  it('is undone if it succeeds later, so that the next one is accepted', async () => {
    const server = new StrictServer();
    server.held = [];
    const connection = await server.open({ callTimeoutMs: 20 });
    const failure = await failureOf(connection.domainEvents(LIFECYCLE));
    expect(failure).toBeInstanceOf(libvirt.TimeoutError);
    expect(connection.subscriptions).toBe(0);

    const held = server.held;
    server.held = undefined;
    for (const respond of held) respond();
    await roundTrip(connection);
    await roundTrip(connection);
    expect(server.deregistered.map(({ args }) => args)).toEqual([{ callbackID: 1 }]);
    const events = await connection.domainEvents(LIFECYCLE);
    server.sendLifecycleEvent(2, 4);
    expect((await events.next()).value).toMatchObject({ event: 4 });
  });

  it('needs no undo if it fails later', async () => {
    const server = new StrictServer();
    server.held = [];
    const connection = await server.open({ callTimeoutMs: 20 });
    expect(await failureOf(connection.domainEvents(LIFECYCLE))).toBeInstanceOf(
      libvirt.TimeoutError,
    );
    server.refusal = libvirt.VIR_ERR_NO_SUPPORT;
    for (const respond of server.held) respond();
    server.held = undefined;
    await roundTrip(connection);
    expect(server.deregistered).toEqual([]);
    expect(connection.pendingCalls).toBe(0);
  });
});
