import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../auth/access/principal.js';
import { ConsoleTickets, TICKET_LIFE_MS } from './console-tickets.js';

const holder = (id: string): Principal => ({
  actor: { type: 'user', name: 'ann', role: 'operator' },
  credential: { kind: 'session', id, userId: 'ann', endsAt: 0 },
});
const ANN = holder('one');
const INVALID = expect.objectContaining({ code: 'consoleTicketInvalid' });

let now = 0;
let tickets: ConsoleTickets;
beforeEach(() => {
  now = 0;
  tickets = new ConsoleTickets(() => now);
});

/** Whether a ticket opens the console. */
function opens(ticket: string | undefined, principal = ANN, instance = 'web'): unknown {
  try {
    tickets.redeem(ticket, principal, instance, 'vnc');
    return true;
  } catch (error) {
    return error;
  }
}

describe('a ticket for a console', () => {
  it('is valid once', () => {
    const ticket = tickets.issue(ANN, 'web', 'vnc');
    expect(ticket).toMatch(/^[\w-]{32}$/);
    expect(opens(ticket)).toBe(true);
    expect(opens(ticket)).toEqual(INVALID);
  });

  it('is valid for its holder and its instance only, and a wrong use ends it', () => {
    for (const [principal, instance] of [
      [holder('two'), 'web'],
      [{ ...ANN, credential: { kind: 'local' } }, 'web'],
      [{ ...ANN, credential: { kind: 'token', id: 'one', endsAt: null } }, 'web'],
      [ANN, 'db'],
    ] satisfies [Principal, string][]) {
      const ticket = tickets.issue(ANN, 'web', 'vnc');
      expect(opens(ticket, principal, instance)).toEqual(INVALID);
      expect(opens(ticket)).toEqual(INVALID);
    }
    expect(opens(undefined)).toEqual(INVALID);
    expect(opens('')).toEqual(INVALID);
  });

  it('expires', () => {
    const [first, second] = [tickets.issue(ANN, 'web', 'vnc'), tickets.issue(ANN, 'web', 'vnc')];
    now = TICKET_LIFE_MS - 1;
    expect(opens(first)).toBe(true);
    now = TICKET_LIFE_MS;
    expect(opens(second)).toEqual(INVALID);
  });

  it('is refused while too many wait to be used, until these expire', () => {
    for (let count = 0; count < 1000; count += 1) tickets.issue(ANN, 'web', 'vnc');
    expect(() => tickets.issue(ANN, 'web', 'vnc')).toThrow('Too many tickets');
    now = TICKET_LIFE_MS;
    expect(opens(tickets.issue(ANN, 'web', 'vnc'))).toBe(true);
  });
});
