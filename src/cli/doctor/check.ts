import type { Facts } from './facts.js';

/** What a check found. */
export interface Outcome {
  /** `warning`: it works, with a limitation. `skipped`: it does not apply here, or this user may not look. */
  readonly status: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly found: string;
  /** What it means for the user. */
  readonly meaning?: string;
  /** The command that mends it, or the next step where there is no command. */
  readonly command?: string;
}

/** The parts of the list and of `docs/troubleshooting.md`. */
export const GROUPS = [
  'Server',
  'Settings and data',
  'libvirt',
  'QEMU and the processor',
  'Storage',
  'Network',
  'This host',
] as const;

/** A check of `picostk doctor`. Its texts are also its section in `docs/troubleshooting.md`. */
export interface Check {
  /** The name on the command line, and the anchor in the documentation. */
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  readonly title: string;
  /** What a user notices. */
  readonly symptom: string;
  readonly reason: string;
  /** Commands or steps, for the documentation. */
  readonly mend: readonly string[];
  /** Whether it also applies to a server on another host. */
  readonly remote?: boolean;
  /** Look, and change nothing. An exception or a late result becomes an outcome of its own. */
  readonly run: (facts: Facts) => Outcome | Promise<Outcome>;
}

export function ok(found: string): Outcome {
  return { status: 'ok', found };
}

export function skipped(found: string): Outcome {
  return { status: 'skipped', found };
}

export function warning(found: string, meaning: string, command: string): Outcome {
  return { status: 'warning', found, meaning, command };
}

export function problem(found: string, meaning: string, command: string): Outcome {
  return { status: 'problem', found, meaning, command };
}

const ORDER = ['problem', 'warning', 'ok', 'skipped'] as const;

/** Join the outcomes of several things, such as pools: the worst ones count, and the first of them says what to do. */
export function joined(outcomes: readonly Outcome[], whenNone: Outcome): Outcome {
  const worst = ORDER.find((status) => outcomes.some((each) => each.status === status));
  const those = outcomes.filter(({ status }) => status === worst);
  const [first] = those;
  if (!first) return whenNone;
  return { ...first, found: those.map(({ found }) => found).join('; ') };
}
