import { Injectable } from '@nestjs/common';
import { filter, Subject, take } from 'rxjs';
import type { Credential } from './principal.js';

/** The longest delay that setTimeout accepts. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Notify long-lived connections (event streams, consoles) when their credential ends. */
@Injectable()
export class Revocations {
  private readonly ended = new Subject<(credential: Credential) => boolean>();

  /** Call the listener once, when the credential is revoked or expires. @returns a function that unsubscribes */
  onEnd(credential: Credential, listener: () => void): () => void {
    const stop = (): void => {
      subscription.unsubscribe();
      clearTimeout(timer);
    };
    const end = (): void => {
      stop();
      listener();
    };
    const subscription = this.ended
      .pipe(filter((isAffected) => isAffected(credential)))
      .pipe(take(1))
      .subscribe(end);
    const timer = endTimer(credential, end);
    return stop;
  }

  /** A session has ended. */
  sessionEnded(id: string): void {
    this.ended.next((credential) => credential.kind === 'session' && credential.id === id);
  }

  /** All sessions of a user have ended. */
  userEnded(userId: string): void {
    this.ended.next((credential) => credential.kind === 'session' && credential.userId === userId);
  }

  /** The sessions of a user go on with another role: what is open was opened with the former one, and has to be opened again. */
  roleChanged(userId: string): void {
    this.userEnded(userId);
  }

  /** A token has been revoked. */
  tokenEnded(id: string): void {
    this.ended.next((credential) => credential.kind === 'token' && credential.id === id);
  }
}

function endTimer(credential: Credential, end: () => void): NodeJS.Timeout | undefined {
  if (credential.kind === 'local' || credential.endsAt === null) return undefined;
  const leftMs = Math.max(0, credential.endsAt - Date.now());
  return setTimeout(end, Math.min(leftMs, MAX_TIMER_MS)).unref();
}
