import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The identity of a process: the kernel reuses a pid, but not with the same start time on the same host. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The start time in clock ticks since boot; null if the host has no /proc. */
  readonly startTicks: string | null;
  readonly host: string;
  /**
   * The namespace of the pid; null if it is not known. A container with the network of the host also has its name, but
   * other pids.
   */
  readonly pidNamespace: string | null;
}

/** Return the identity of this process. */
export function thisProcess(): ProcessIdentity {
  const { pid } = process;
  return {
    pid,
    startTicks: readStat(pid)?.startTicks ?? null,
    host: hostname(),
    pidNamespace: readPidNamespace(),
  };
}

/** Read an identity from JSON; undefined if the value is not one. */
export function parseProcessIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('pid' in value) || !('host' in value) || !('startTicks' in value)) return undefined;
  const { pid, host, startTicks } = value;
  if (!Number.isSafeInteger(pid) || Number(pid) < 1 || typeof host !== 'string') return undefined;
  // Earlier versions did not write the namespace.
  const pidNamespace = 'pidNamespace' in value ? value.pidNamespace : null;
  return {
    pid: Number(pid),
    host,
    startTicks: typeof startTicks === 'string' ? startTicks : null,
    pidNamespace: typeof pidNamespace === 'string' ? pidNamespace : null,
  };
}

/** Check whether a process is running; undefined for processes of other hosts or containers. */
export function isRunning({
  pid,
  startTicks,
  host,
  pidNamespace,
}: ProcessIdentity): boolean | undefined {
  if (host !== hostname()) return undefined;
  if (pidNamespace !== null && pidNamespace !== readPidNamespace()) return undefined;
  const stat = readStat(pid);
  if (startTicks !== null) {
    // A zombie has ended; only its parent has not read its exit code yet.
    return stat !== undefined && stat.startTicks === startTicks && !'ZX'.includes(stat.state);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The pid namespace of this process (namespaces(7)), such as `pid:[4026531836]`; null without /proc. */
function readPidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** Read the fields of /proc/PID/stat (proc(5)); undefined if there is no such process, or no /proc. */
function readStat(pid: number): { state: string; startTicks: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses, which may contain spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    return state !== undefined && startTicks !== undefined ? { state, startTicks } : undefined;
  } catch {
    return undefined;
  }
}
