import type { DeviceSummary, DomainSummary } from './domain-summary.js';

/** More would be a rewrite, and no list helps to read that. */
const MOST_CHANGES = 20;

const SECTION_WORDS: Readonly<Record<string, string>> = {
  cpu: 'processor model',
  os: 'boot settings',
  sysinfo: 'SMBIOS values',
  metadata: "other programs' metadata",
  'qemu:commandline': "QEMU's command line",
};

/**
 * What differs between two states of a domain's definition, in words: "memory 256 -> 512 MiB", "disk vdb added".
 * What picostack keeps in the metadata is not looked at.
 */
export function describeChanges(before: DomainSummary, after: DomainSummary): string[] {
  const changes = [
    ...sizeChanges(before, after),
    ...deviceChanges(before.devices, after.devices),
    ...sectionChanges(before.sections, after.sections),
  ];
  if (before.name !== after.name) changes.unshift(`renamed ${before.name} -> ${after.name}`);
  if (changes.length <= MOST_CHANGES) return changes;
  const left = changes.length - MOST_CHANGES;
  return [...changes.slice(0, MOST_CHANGES), `${left} more changes`];
}

/** The devices that a running guest got or lost, and disks that hold something else now; the rest is libvirt's to change. */
export function describeLiveChanges(before: DomainSummary, after: DomainSummary): string[] {
  return compare(before.devices, after.devices, (from, to) =>
    from.source === to.source ? undefined : sourceChange(from, to),
  )
    .filter(({ device }) => !isController(device))
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
  // As a rule a guest has all of its memory, and one line says it.
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

function deviceChanges(
  before: ReadonlyMap<string, DeviceSummary>,
  after: ReadonlyMap<string, DeviceSummary>,
): string[] {
  const changes = compare(before, after, (from, to) => {
    if (from.content === to.content) return undefined;
    return from.source === to.source ? `${to.label} changed` : sourceChange(from, to);
  });
  // libvirt adds a controller where a new device needs one.
  const byHand = changes.filter(({ device }) => !isController(device));
  return (byHand.length > 0 ? byHand : changes).map(({ words }) => words);
}

function isController({ label }: DeviceSummary): boolean {
  return label.startsWith('controller ');
}

function compare(
  before: ReadonlyMap<string, DeviceSummary>,
  after: ReadonlyMap<string, DeviceSummary>,
  describe: (from: DeviceSummary, to: DeviceSummary) => string | undefined,
): { device: DeviceSummary; words: string }[] {
  const changes: { device: DeviceSummary; words: string }[] = [];
  for (const device of after.values()) {
    const earlier = before.get(device.label);
    const words = earlier ? describe(earlier, device) : `${device.label} added`;
    if (words !== undefined) changes.push({ device, words });
  }
  for (const device of before.values()) {
    if (!after.has(device.label)) changes.push({ device, words: `${device.label} removed` });
  }
  return changes;
}

function sourceChange(from: DeviceSummary, to: DeviceSummary): string {
  return `${to.label}: ${from.source ?? 'empty'} -> ${to.source ?? 'empty'}`;
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

/** Whole, or to one place behind the point. */
function mebibytes(kibibytes: number): number {
  return Math.round((kibibytes / 1024) * 10) / 10;
}
