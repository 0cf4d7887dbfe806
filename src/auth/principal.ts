import type { IncomingMessage } from 'node:http';
import type { Actor } from './actor.js';

/** How somebody proved who they are. `id` finds the record again and is never the secret; `endsAt` is in ms since 1970. */
export type Credential =
  | {
      readonly kind: 'session';
      readonly id: string;
      readonly userId: string;
      readonly endsAt: number;
    }
  | { readonly kind: 'token'; readonly id: string; readonly endsAt: number | null }
  | { readonly kind: 'local' };

/** Somebody who was recognised, and by what. */
export interface Principal {
  readonly actor: Actor;
  readonly credential: Credential;
}

/** What proves who sends a request: its headers, of an ordinary request or of an upgrade. */
export type WithHeaders = Pick<IncomingMessage, 'headers'>;

/** A request that the guard has let through; both are absent on a public route. */
export interface AuthenticatedRequest extends IncomingMessage {
  actor?: Actor;
  principal?: Principal;
}
