import { Injectable } from '@nestjs/common';
import { filter, Subject, take } from 'rxjs';
import type { Credential } from './principal.js';

/** The longest delay that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Tells what is still open for somebody (an event stream, a console) that the right to it has ended. */
@Injectable()
export class Revocations {
  private readonly ended = new Subject<(credential: Credential) => boolean>();

  /** Calls back once when the credential is revoked or runs out; the answer takes the wish back. */
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
      .pipe(filter((isMeant) => isMeant(credential)))
      .pipe(take(1))
      .subscribe(end);
    const timer = endTimer(credential, end);
    return stop;
  }

  sessionEnded(id: string): void {
    this.ended.next((credential) => credential.kind === 'session' && credential.id === id);
  }

  /** Every session of the person ended. */
  userEnded(userId: string): void {
    this.ended.next((credential) => credential.kind === 'session' && credential.userId === userId);
  }

  tokenEnded(id: string): void {
    this.ended.next((credential) => credential.kind === 'token' && credential.id === id);
  }
}

function endTimer(credential: Credential, end: () => void): NodeJS.Timeout | undefined {
  if (credential.kind === 'local' || credential.endsAt === null) return undefined;
  const leftMs = Math.max(0, credential.endsAt - Date.now());
  return setTimeout(end, Math.min(leftMs, MAX_TIMER_MS)).unref();
}
