import { beforeEach, expect, it } from 'vitest';
import { LibvirtUnavailableError } from '../../common/errors.js';
import { VIR_DOMAIN_RUNNING, VIR_DOMAIN_SHUTOFF } from '../../libvirt/index.js';
import type { InstanceRecords } from '../records/instance-records.js';
import type { DomainOverview, DomainReader } from './domain-reader.js';
import { FirstReading, type InstanceSummary, isStoppedAsRecorded } from './first-reading.js';
import type { InstanceSync } from './instance-sync.js';

const SHUT_DOWN_BY_GUEST = 1;
const UNKNOWN_REASON = 0;

function recorded(id: string): InstanceSummary {
  return {
    id,
    name: `name-of-${id}`,
    state: 'stopped',
    autostart: false,
    pendingSize: null,
    facts: {
      state: VIR_DOMAIN_SHUTOFF,
      reason: SHUT_DOWN_BY_GUEST,
      isActive: false,
      isPersistent: true,
      hasSavedState: false,
      snapshotCount: 0,
      checkpointCount: 0,
      sizeObstacle: null,
    },
  };
}

function overviewOf(ids: readonly string[]) {
  return {
    autostarted: new Set<string>(),
    saved: new Set<string>(),
    withSnapshots: new Set<string>(),
    persistent: new Set(ids),
    states: new Map(
      ids.map((id) => [
        id,
        { name: `name-of-${id}`, state: Number(VIR_DOMAIN_SHUTOFF), reason: SHUT_DOWN_BY_GUEST },
      ]),
    ),
  };
}

let overview: ReturnType<typeof overviewOf>;
let domain: { name: string; state: number; reason: number };
beforeEach(() => {
  overview = overviewOf(['a']);
  domain = { name: 'name-of-a', state: VIR_DOMAIN_SHUTOFF, reason: SHUT_DOWN_BY_GUEST };
  overview.states.set('a', domain);
});

it('recognizes an instance that is stopped as recorded', () => {
  expect(isStoppedAsRecorded(recorded('a'), overview)).toBe(true);
});

it('ignores that libvirt forgot the reason', () => {
  domain.reason = UNKNOWN_REASON;
  expect(isStoppedAsRecorded(recorded('a'), overview)).toBe(true);
});

it.each<[string, (instance: InstanceSummary) => void]>([
  ['runs', () => (domain.state = VIR_DOMAIN_RUNNING)],
  ['was stopped in another way', () => (domain.reason = 2)],
  ['has another name', () => (domain.name = 'other')],
  ['has no domain', () => overview.states.clear()],
  ['has no definition any more', () => overview.persistent.clear()],
  ['starts with the host', () => overview.autostarted.add('a')],
  ['has a saved state', () => overview.saved.add('a')],
  ['has a snapshot', () => overview.withSnapshots.add('a')],
  ['was never read', (instance) => Object.assign(instance, { facts: null })],
  ['was running', (instance) => Object.assign(instance, { state: 'running' })],
  ['was starting', (instance) => Object.assign(instance, { state: 'launched' })],
  ['was missing', (instance) => Object.assign(instance, { state: 'missing' })],
  ['started with the host', (instance) => Object.assign(instance, { autostart: true })],
  [
    'had another size to get',
    (instance) => Object.assign(instance, { pendingSize: { memoryMiB: 1, vcpus: 1 } }),
  ],
  [
    'had a saved state',
    (instance) => instance.facts && Object.assign(instance.facts, { hasSavedState: true }),
  ],
  [
    'had snapshots',
    (instance) => instance.facts && Object.assign(instance.facts, { snapshotCount: 2 }),
  ],
  [
    'was transient',
    (instance) => instance.facts && Object.assign(instance.facts, { isPersistent: false }),
  ],
])('recognizes an instance that %s as different', (_, change) => {
  const instance = recorded('a');
  change(instance);
  expect(isStoppedAsRecorded(instance, overview)).toBe(false);
});

/** A first reading of instances; `fail` makes a refresh fail. */
function reading(instances: readonly InstanceSummary[], all: DomainOverview) {
  const refreshed: string[] = [];
  const failures = new Map<string, Error>();
  const parts = {
    records: { summaries: () => Promise.resolve(instances) },
    reader: {
      forgetAll: () => undefined,
      readOverview: () => Promise.resolve(all),
      readIds: () => refreshed,
    },
    sync: {
      refresh: (id: string) => {
        const failure = failures.get(id);
        if (failure) return Promise.reject(failure);
        refreshed.push(id);
        return Promise.resolve(true);
      },
    },
  };
  const first = new FirstReading(
    parts.records as unknown as InstanceRecords,
    parts.reader as unknown as DomainReader,
    parts.sync as unknown as InstanceSync,
  );
  return { first, refreshed, failures };
}

it('reads what differs at once, however many, and the others later', async () => {
  const ids = Array.from({ length: 130 }, (_, index) => `i${index}`);
  const all = overviewOf(ids);
  const running = ids.slice(60);
  for (const id of running) {
    all.states.set(id, { name: `name-of-${id}`, state: VIR_DOMAIN_RUNNING, reason: 1 });
  }
  const { first, refreshed } = reading(ids.map(recorded), all);
  await first.start();
  expect(refreshed).toEqual(running);
  // An event, meanwhile.
  refreshed.push('i0');
  expect(await first.readMore(10)).toBe(true);
  expect(refreshed.slice(70)).toEqual(['i0', ...ids.slice(1, 10)]);
  expect(await first.readMore(50)).toBe(false);
  expect(new Set(refreshed)).toEqual(new Set(ids));
  expect(refreshed).toHaveLength(ids.length);
});

it('reads a few at once', async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `i${index}`);
  const { first, refreshed } = reading(ids.map(recorded), overviewOf(ids));
  await first.start();
  expect(refreshed).toEqual(ids);
  expect(await first.readMore(10)).toBe(false);
});

it('continues after a domain that cannot be read', async () => {
  const { first, refreshed, failures } = reading(['a', 'b'].map(recorded), overviewOf(['a', 'b']));
  failures.set('a', new Error('broken'));
  await first.start();
  expect(refreshed).toEqual(['b']);
});

it('fails if libvirt is lost', async () => {
  const { first, failures } = reading(['a', 'b'].map(recorded), overviewOf(['a', 'b']));
  failures.set('a', new LibvirtUnavailableError('qemu:///system'));
  await expect(first.start()).rejects.toThrow(LibvirtUnavailableError);
});
