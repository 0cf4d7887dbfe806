import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Principal } from '../../auth/access/principal.js';
import { ForbiddenError, ThrottledError } from '../../common/errors.js';
import type { ConsoleKind } from '../dto.js';

/** How long a ticket can be used. The page uses it at once. */
export const TICKET_LIFE_MS = 30_000;
const TICKET_BYTES = 24;
/** Tickets that were issued and not used. */
const MAX_TICKETS = 1000;

/** What a ticket opens, and for whom. */
interface Ticket {
  readonly holder: string;
  readonly instanceId: string;
  readonly kind: ConsoleKind;
  /** By the monotonic clock, in ms. */
  readonly endsAt: number;
}

/**
 * Tickets for consoles: each opens one console of one instance once, for the session or token that asked for it. A WebSocket
 * cannot be opened without one, so a page of another site cannot open one, whatever the browser sends with it.
 */
@Injectable()
export class ConsoleTickets {
  private readonly tickets = new Map<string, Ticket>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @throws ThrottledError if too many wait to be used */
  issue(principal: Principal, instanceId: string, kind: ConsoleKind): string {
    this.removeExpired();
    if (this.tickets.size >= MAX_TICKETS) {
      throw new ThrottledError(
        'Too many tickets for consoles wait to be used. Try again in a moment.',
        TICKET_LIFE_MS / 1000,
      );
    }
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    this.tickets.set(ticket, {
      holder: holderOf(principal),
      instanceId,
      kind,
      endsAt: this.now() + TICKET_LIFE_MS,
    });
    return ticket;
  }

  /** Use a ticket up. @throws ForbiddenError `consoleTicketInvalid`; a wrong use ends it, too */
  redeem(
    ticket: string | undefined,
    principal: Principal,
    instanceId: string,
    kind: ConsoleKind,
  ): void {
    const found = ticket === undefined ? undefined : this.tickets.get(ticket);
    if (ticket !== undefined) this.tickets.delete(ticket);
    const isValid =
      found !== undefined &&
      found.endsAt > this.now() &&
      found.holder === holderOf(principal) &&
      found.instanceId === instanceId &&
      found.kind === kind;
    if (isValid) return;
    throw new ForbiddenError(
      'The ticket for this console is missing, was used, has expired, or is for something else. Ask for another one: POST /api/v1/instances/{id}/console.',
      'consoleTicketInvalid',
    );
  }

  private removeExpired(): void {
    const now = this.now();
    for (const [ticket, { endsAt }] of this.tickets) {
      if (endsAt <= now) this.tickets.delete(ticket);
    }
  }
}

function holderOf({ credential }: Principal): string {
  return credential.kind === 'local' ? 'local' : `${credential.kind} ${credential.id}`;
}
