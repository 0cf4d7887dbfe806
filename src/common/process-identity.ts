import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process: the kernel uses a pid again, but never together with the same start time on the same host. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since boot; null where the host has no /proc. */
  readonly startTicks: string | null;
  readonly host: string;
}

/** Identify the running process. */
export function thisProcess(): ProcessIdentity {
  const { pid } = process;
  return { pid, startTicks: readStat(pid)?.startTicks ?? null, host: hostname() };
}

/** Read an identity back from JSON; undefined where the value is not one. */
export function parseProcessIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('pid' in value) || !('host' in value) || !('startTicks' in value)) return undefined;
  const { pid, host, startTicks } = value;
  if (!Number.isSafeInteger(pid) || Number(pid) < 1 || typeof host !== 'string') return undefined;
  return { pid: Number(pid), host, startTicks: typeof startTicks === 'string' ? startTicks : null };
}

/** Tell whether a process still runs; undefined for one of another host or container, whose pids mean nothing here. */
export function isRunning({ pid, startTicks, host }: ProcessIdentity): boolean | undefined {
  if (host !== hostname()) return undefined;
  const stat = readStat(pid);
  if (startTicks !== null) {
    // A zombie has ended: its parent has only not asked for its exit code yet.
    return stat !== undefined && stat.startTicks === startTicks && !'ZX'.includes(stat.state);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Fields of /proc/PID/stat (proc(5)); undefined where there is no such process, or no /proc. */
function readStat(pid: number): { state: string; startTicks: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses, which may hold spaces and parentheses of its own.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    return state !== undefined && startTicks !== undefined ? { state, startTicks } : undefined;
  } catch {
    return undefined;
  }
}
