import type RFB from '@novnc/novnc';
import { type RefObject, useEffect, useState } from 'react';

import { ApiError, errorMessage } from '../api/api-error';
import type { InstanceDto } from '../api/types';
import { openScreen } from './requests';

/** The state of the connection to the screen of a guest. */
export type ScreenPhase =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** The guest does not run: the connection opens when it does. */
  | { readonly kind: 'off' }
  /** The connection was lost, and is tried again. */
  | { readonly kind: 'lost' }
  /** It cannot be opened. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The codes with which the server ends a connection. */
const GUEST_ENDED = 4000;
const UNAVAILABLE = 4002;

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

const REASONS: Readonly<Record<string, string>> = {
  displayUnreachable:
    'The server cannot reach the VNC display of this guest. Its log has the address and the reason.',
  noVncDisplay: 'The domain has no VNC display.',
};

/** Whether the guest has a screen in this state. */
export function hasScreen({ state }: Pick<InstanceDto, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/**
 * Show the screen of a guest in an element, as long as the component is there. It connects again when the guest starts, which the
 * event stream reports, and after a lost connection.
 * @returns the connection, and the function that tries to connect at once
 */
export function useScreen(
  target: RefObject<HTMLDivElement | null>,
  instance: InstanceDto,
): { phase: ScreenPhase; rfb: RFB | null; retry: () => void } {
  const { id, startedAt } = instance;
  const isOn = hasScreen(instance);
  const [phase, setPhase] = useState<ScreenPhase>({ kind: 'connecting' });
  const [rfb, setRfb] = useState<RFB | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const element = target.current;
    if (!isOn || !element) return;
    const connection = new ScreenConnection(id, element, setPhase, setRfb);
    connection.start();
    return () => connection.stop();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a start of the guest, and a retry, connect again
  }, [id, isOn, startedAt, attempt, target]);

  return {
    phase: isOn ? phase : { kind: 'off' },
    rfb,
    retry: () => setAttempt((before) => before + 1),
  };
}

/** Keeps a screen connected until it is stopped. */
class ScreenConnection {
  private readonly stopping = new AbortController();
  private current: RFB | undefined;
  private timer: number | undefined;
  private retryMs = FIRST_RETRY_MS;

  constructor(
    private readonly id: string,
    private readonly element: HTMLElement,
    private readonly onPhase: (phase: ScreenPhase) => void,
    private readonly onRfb: (rfb: RFB | null) => void,
  ) {}

  start(): void {
    this.onPhase({ kind: 'connecting' });
    void this.connect();
  }

  stop(): void {
    this.stopping.abort();
    window.clearTimeout(this.timer);
    this.current?.disconnect();
    this.current = undefined;
    this.onRfb(null);
  }

  private async connect(): Promise<void> {
    const { signal } = this.stopping;
    try {
      const [{ default: Rfb }, socket] = await Promise.all([
        import('@novnc/novnc'),
        openScreen(this.id, signal),
      ]);
      if (signal.aborted) {
        socket.close();
        return;
      }
      this.attach(new Rfb(this.element, socket, { shared: true }), socket);
    } catch (error) {
      if (!signal.aborted) this.onFailure(error);
    }
  }

  private attach(rfb: RFB, socket: WebSocket): void {
    this.current = rfb;
    rfb.background = 'transparent';
    rfb.addEventListener('connect', () => {
      this.retryMs = FIRST_RETRY_MS;
      this.onPhase({ kind: 'connected' });
      this.onRfb(rfb);
    });
    socket.addEventListener('close', ({ code, reason }) => {
      if (this.stopping.signal.aborted || this.current !== rfb) return;
      this.current = undefined;
      this.onRfb(null);
      if (code === UNAVAILABLE && reason in REASONS) {
        this.onPhase({ kind: 'refused', reason: REASONS[reason] ?? reason });
      } else {
        // A guest that was only reset is there again at once; one that is off is asked for no more.
        this.tryLater(code === GUEST_ENDED ? 'connecting' : 'lost');
      }
    });
  }

  private onFailure(error: unknown): void {
    const code = error instanceof ApiError ? error.code : undefined;
    if (code === 'notRunning') this.onPhase({ kind: 'off' });
    else if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
      this.onPhase({ kind: 'refused', reason: errorMessage(error) });
    } else this.tryLater('lost');
  }

  private tryLater(kind: 'connecting' | 'lost'): void {
    this.onPhase({ kind });
    this.timer = window.setTimeout(() => void this.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }
}
