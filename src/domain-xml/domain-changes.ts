import type { DeviceSummary, DomainSummary } from './domain-summary.js';

/** A longer list of changes is a rewrite, and does not help a reader. */
const MOST_CHANGES = 20;

const SECTION_WORDS: Readonly<Record<string, string>> = {
  cpu: 'processor model',
  os: 'boot settings',
  sysinfo: 'SMBIOS values',
  metadata: "other programs' metadata",
  'qemu:commandline': "QEMU's command line",
  'memory placement': 'placement of the memory',
  'vcpu placement': 'placement of the vCPUs',
};

/** Kinds of devices with keys: another key means another device, unless all else is equal. */
const MANY: readonly string[] = ['disk', 'network card', 'channel', 'filesystem', 'hostdev'];

/** Devices that libvirt adds together with a device of another kind. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  video: ['graphics'],
  audio: ['graphics', 'sound'],
  console: ['serial'],
};

/**
 * Describe the differences between two states of a domain's definition: "memory 256 -> 512 MiB", "disk vdb added".
 * picostack's metadata is ignored.
 */
export function describeChanges(before: DomainSummary, after: DomainSummary): string[] {
  const changes = [
    ...sizeChanges(before, after),
    ...deviceChanges(before.devices, after.devices),
    ...sectionChanges(before.sections, after.sections),
  ];
  if (before.type !== after.type) {
    changes.unshift(`domain type ${before.type} -> ${after.type}`);
  }
  if (before.name !== after.name) changes.unshift(`renamed ${before.name} -> ${after.name}`);
  if (changes.length <= MOST_CHANGES) return changes;
  const left = changes.length - MOST_CHANGES;
  return [...changes.slice(0, MOST_CHANGES), `${left} more changes`];
}

/** Describe the attached and detached devices of a running guest, and disks with other media; libvirt changes the rest. */
export function describeLiveChanges(before: DomainSummary, after: DomainSummary): string[] {
  return compare(before.devices, after.devices, (from, to) =>
    from.source === to.source ? undefined : sourceChange(from, to),
  )
    .filter(({ kind }) => !isController(kind))
    .map(({ words }) => words);
}

function sizeChanges(before: DomainSummary, after: DomainSummary): string[] {
  const changes: string[] = [];
  const change = (what: string, from: number | string, to: number | string, unit = '') => {
    if (from !== to) changes.push(`${what} ${from} -> ${to}${unit}`);
  };
  change('memory', mebibytes(before.memoryKiB), mebibytes(after.memoryKiB), ' MiB');
  const wasAll = before.currentMemoryKiB === before.memoryKiB;
  const isAll = after.currentMemoryKiB === after.memoryKiB;
  // Usually a guest has all of its memory, so one line is enough.
  if (!wasAll || !isAll) {
    const [from, to] = [before.currentMemoryKiB, after.currentMemoryKiB].map(mebibytes);
    change('memory in use', from ?? '', to ?? '', ' MiB');
  }
  change('vCPUs', before.vcpus, after.vcpus);
  const wasMost = before.vcpus === before.maxVcpus;
  const isMost = after.vcpus === after.maxVcpus;
  if (!wasMost || !isMost) change('most vCPUs', before.maxVcpus, after.maxVcpus);
  return changes;
}

interface DeviceChange {
  readonly kind: string;
  readonly isNew: boolean;
  readonly words: string;
}

type Describe = (from: DeviceSummary, to: DeviceSummary, label: string) => string | undefined;

function deviceChanges(
  before: readonly DeviceSummary[],
  after: readonly DeviceSummary[],
): string[] {
  const changes = compare(before, after, (from, to, label) => {
    if (from.content === to.content) return undefined;
    return from.source === to.source ? `${label} changed` : sourceChange(from, to);
  });
  // libvirt adds a controller if a new device needs one.
  const byHand = changes.filter(({ kind }) => !isController(kind));
  const added = new Set(byHand.filter(({ isNew }) => isNew).map(({ kind }) => kind));
  const shown = byHand.filter(
    ({ kind, isNew }) => !isNew || !COMPANIONS[kind]?.some((leader) => added.has(leader)),
  );
  return (shown.length > 0 ? shown : changes).map(({ words }) => words);
}

function isController(kind: string): boolean {
  return kind.startsWith('controller ');
}

/** Match each device with its former state, kind by kind, and describe the change. */
function compare(
  before: readonly DeviceSummary[],
  after: readonly DeviceSummary[],
  describe: Describe,
): DeviceChange[] {
  const kinds = new Set([...after, ...before].map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const ofKind = (all: readonly DeviceSummary[]) => all.filter((each) => each.kind === kind);
    return compareKind(kind, ofKind(before), ofKind(after), describe);
  });
}

function compareKind(
  kind: string,
  before: DeviceSummary[],
  after: DeviceSummary[],
  describe: Describe,
): DeviceChange[] {
  const nameOf = labels(before, after);
  const changes: DeviceChange[] = [];
  const add = (words: string | undefined, isNew = false): void => {
    if (words !== undefined) changes.push({ kind, isNew, words });
  };
  /** Remove matching pairs from both lists. */
  const pair = (
    matches: (from: DeviceSummary, to: DeviceSummary) => boolean,
    words: Describe,
  ): void => {
    for (const to of after.slice()) {
      const from = before.find((each) => matches(each, to));
      if (!from) continue;
      before.splice(before.indexOf(from), 1);
      after.splice(after.indexOf(to), 1);
      add(words(from, to, nameOf(to)));
    }
  };
  // The same device first: of several without a key, the removed one need not be the last.
  pair((from, to) => from.key === to.key && from.content === to.content, describe);
  pair((from, to) => from.key === to.key && from.source === to.source, describe);
  pair((from, to) => from.key === to.key, describe);
  pair(
    (from, to) => !MANY.includes(kind) || from.contentWithoutKey === to.contentWithoutKey,
    (from, to) => `${nameOf(from)} -> ${to.key}`,
  );
  for (const device of after) add(`${nameOf(device)} added`, true);
  for (const device of before) add(`${nameOf(device)} removed`);
  return changes;
}

/** "disk vdb"; if several have the same key, also their source on the host: "hostdev pci 0000:06:12.5". */
function labels(
  before: readonly DeviceSummary[],
  after: readonly DeviceSummary[],
): (device: DeviceSummary) => string {
  const isAlone = (key: string) =>
    [before, after].every((all) => all.filter((each) => each.key === key).length <= 1);
  const alone = new Map([...before, ...after].map(({ key }) => [key, isAlone(key)]));
  return ({ kind, key, source }) =>
    [kind, key, alone.get(key) ? '' : (source ?? '')].filter(Boolean).join(' ');
}

function sourceChange(from: DeviceSummary, to: DeviceSummary): string {
  return `${`${to.kind} ${to.key}`.trimEnd()}: ${from.source ?? 'empty'} -> ${to.source ?? 'empty'}`;
}

function sectionChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${SECTION_WORDS[name] ?? name} ${verb(before.get(name), after.get(name))}`);
}

function verb(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** A whole number, or one decimal place. */
function mebibytes(kibibytes: number): number {
  return Math.round((kibibytes / 1024) * 10) / 10;
}
