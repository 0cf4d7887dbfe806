import { InvalidArgumentError } from 'commander';
import type { Schemas } from '@picostack/api-client';

export type PortRequest = Schemas['CreatePortMappingDto'];

const PORT = /^(?:(?:(\d{1,3}(?:\.\d{1,3}){3}):)?(\d{1,5}):)?(\d{1,5})(?:\/(tcp|udp))?$/;

/**
 * Parse a port mapping: `22` (any free host port), `8080:80`, `0.0.0.0:8080:80`, `5353:53/udp`.
 */
export function parsePort(text: string): PortRequest {
  const match = PORT.exec(text);
  const [hostAddress, hostPort, guestPort] = [match?.[1], match?.[2], Number(match?.[3])];
  const outOfRange = [guestPort, Number(hostPort ?? 1)].some((port) => port < 1 || port > 65535);
  if (!match || outOfRange) {
    throw new InvalidArgumentError(
      'Write GUEST, HOST:GUEST or ADDRESS:HOST:GUEST, and add /udp for UDP: 22, 8080:80, 0.0.0.0:8080:80.',
    );
  }
  return {
    protocol: match[4] === 'udp' ? 'udp' : 'tcp',
    guestPort,
    ...(hostPort !== undefined && { hostPort: Number(hostPort) }),
    ...(hostAddress !== undefined && { hostAddress }),
  };
}

/** Collect the values of an option that may be repeated. */
export function collect(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}

/** As {@link collect}, for port mappings. */
export function collectPorts(text: string, earlier: readonly PortRequest[] = []): PortRequest[] {
  return [...earlier, parsePort(text)];
}

/** Parse a whole number greater than 0. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number greater than 0.');
  }
  return value;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Parse a time (`2026-01-31`, `2026-01-31T08:00:00Z`), or a time before now: `90s`, `10m`, `2h`, `7d`. */
export function parseMoment(text: string, _?: unknown, nowMs: number = Date.now()): string {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count === undefined) return text;
  const agoMs = Number(count) * (UNIT_MS[unit] ?? 0);
  return new Date(Math.max(0, nowMs - agoMs)).toISOString();
}
