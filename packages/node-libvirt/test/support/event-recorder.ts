import { inspect } from 'node:util';
import type { Connection, DomainEventId, EventSubscription } from '../../src/index.js';
import { domainEventRows } from '../../src/client/events/event-types.js';
import { asTyped } from '../../src/xdr/index.js';
import { within } from '../../../../test/support/wait.js';

const LIMIT_MS = 60_000;
// libvirt 9.0 is the oldest tested version, and does not have newer events.
const LAST_ID_EVERYWHERE = 26;

type Fields = Record<string, unknown>;

/** Records the events of the domain with a name, of all ids and in order. */
export class EventRecorder {
  private readonly events: { id: DomainEventId; fields: Fields }[] = [];
  private readonly subscriptions: EventSubscription[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly name: string) {}

  static async start(connection: Connection, name: string): Promise<EventRecorder> {
    const recorder = new EventRecorder(name);
    const ids = Object.keys(domainEventRows).map((id) => asTyped<DomainEventId>(Number(id)));
    for (const id of ids.filter((one) => one <= LAST_ID_EVERYWHERE)) {
      recorder.subscriptions.push(
        await connection.domainEventRegister(id, (event) => recorder.record(id, event)),
      );
    }
    return recorder;
  }

  /** Waits for the next event with that id and those fields, and drops the events before it. */
  async next(id: DomainEventId, fields: Fields = {}): Promise<Fields> {
    const search = async (): Promise<Fields> => {
      for (;;) {
        const at = this.events.findIndex((event) => event.id === id && hasFields(event, fields));
        if (at >= 0) {
          return this.events.splice(0, at + 1).at(-1)?.fields ?? {};
        }
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
    };
    const what = `event ${id} ${inspect(fields)} of ${this.name}`;
    return within(what, LIMIT_MS, search()).catch((error: unknown) => {
      throw new Error(`${String(error)}; there were ${inspect(this.events)}`);
    });
  }

  async stop(): Promise<void> {
    for (const subscription of this.subscriptions) {
      await subscription.unsubscribe();
    }
  }

  private record(id: DomainEventId, event: object): void {
    const { domain, ...fields } = asTyped<Fields & { domain: { name: string } }>(event);
    if (domain.name === this.name) {
      this.events.push({ id, fields });
      for (const wake of this.waiting.splice(0)) wake();
    }
  }
}

function hasFields({ fields }: { fields: Fields }, wanted: Fields): boolean {
  return Object.entries(wanted).every(([key, value]) => fields[key] === value);
}
