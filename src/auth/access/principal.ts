import type { IncomingMessage } from 'node:http';
import type { Actor } from './actor.js';

/** What authenticated a request. `id` is the key of the record, never the secret; `endsAt` is in ms since 1970. */
export type Credential =
  | {
      readonly kind: 'session';
      readonly id: string;
      readonly userId: string;
      readonly endsAt: number;
    }
  | { readonly kind: 'token'; readonly id: string; readonly endsAt: number | null }
  | { readonly kind: 'local' };

/** An authenticated actor and its credential. */
export interface Principal {
  readonly actor: Actor;
  readonly credential: Credential;
}

/** A request that passed the guard. Both fields are absent on a public route. */
export interface AuthenticatedRequest extends IncomingMessage {
  actor?: Actor;
  principal?: Principal;
}
