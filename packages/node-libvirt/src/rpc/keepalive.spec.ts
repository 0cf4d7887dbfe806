import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeepAlive } from './keepalive.js';

function start(patience = 1) {
  const ping = vi.fn<() => void>();
  const dead = vi.fn<() => void>();
  const keepAlive = new KeepAlive({
    intervalMs: 100,
    count: 2,
    ping,
    dead,
    patience: () => patience,
  });
  keepAlive.start();
  return { keepAlive, ping, dead };
}

describe('KeepAlive', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('pings a silent server, and reports it as dead after `count` pings', () => {
    const { ping, dead } = start();
    vi.advanceTimersByTime(250);
    expect(ping).toHaveBeenCalledTimes(2);
    expect(dead).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(dead).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect(dead).toHaveBeenCalledTimes(1);
  });

  it('treats any received bytes as proof that the server is alive', () => {
    const { keepAlive, dead } = start();
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(150);
      keepAlive.received();
    }
    expect(dead).not.toHaveBeenCalled();
  });

  it('does not ping a server that sends data', () => {
    const { keepAlive, ping } = start();
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(50);
      keepAlive.received();
    }
    expect(ping).not.toHaveBeenCalled();
  });

  it('continues to ping, but never reports the server as dead, while its patience is unlimited', () => {
    const { ping, dead } = start(Infinity);
    vi.advanceTimersByTime(1_050);
    expect(ping).toHaveBeenCalledTimes(10);
    expect(dead).not.toHaveBeenCalled();
  });

  it('waits longer for a busy server', () => {
    const { ping, dead } = start(3);
    vi.advanceTimersByTime(650);
    expect(ping).toHaveBeenCalledTimes(6);
    expect(dead).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(dead).toHaveBeenCalledTimes(1);
  });

  it('sends no ping after stop()', () => {
    const { keepAlive, ping } = start();
    keepAlive.stop();
    vi.advanceTimersByTime(1_000);
    expect(ping).not.toHaveBeenCalled();
  });
});
