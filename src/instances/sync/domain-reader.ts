import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { readDomainSize } from '../../domain-xml/domain-size.js';
import { obstacleToResize } from '../../domain-xml/resize.js';
import {
  type Connection,
  type Domain,
  LibvirtService,
  VIR_CONNECT_LIST_DOMAINS_AUTOSTART,
  VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT,
  VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE,
  VIR_CONNECT_LIST_DOMAINS_PERSISTENT,
  VIR_DOMAIN_DISK_ERROR_NO_SPACE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_SAVED,
  VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL,
  VIR_DOMAIN_STATS_STATE,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
  orUndefined,
} from '../../libvirt/index.js';
import type { DomainFacts } from '../model/domain-facts.js';
import { NO_SPACE_REASON, SAVED_REASON, fromDomainState } from '../model/domain-state.js';
import { type InstanceSize, pendingSize } from '../model/instance-size.js';
import type { StateAndReason } from '../model/states.js';

const MISSING: StateAndReason = {
  state: 'missing',
  reason: 'its domain was undefined outside of picostack',
};

/** A domain as it was read. */
export interface ObservedDomain {
  readonly domain: Domain;
  /** The XML for the next start; undefined if the domain is transient. */
  readonly definition: string | undefined;
  /** The XML of the running guest, and libvirt's id of this run; undefined if the guest is off. */
  readonly running: { readonly runId: number; readonly xml: string } | undefined;
  readonly autostart: boolean;
  /** Parents before their children. */
  readonly snapshotNames: readonly string[];
  readonly checkpointCount: number;
  /** Whether there is a managed save image. */
  readonly hasSavedState: boolean;
  /** Why memory and CPUs cannot be changed, from the definition; null if they can. */
  readonly sizeObstacle: string | null;
}

/** What libvirt reports about the domain of an instance. */
export interface DomainReading {
  readonly actual: StateAndReason;
  /** What decides which actions are legal; null if there is no domain. */
  readonly facts: DomainFacts | null;
  readonly observed: ObservedDomain | undefined;
}

/** Ids of domains, from lists that libvirt filters itself. */
export interface DomainLists {
  readonly autostarted: ReadonlySet<string>;
  /** Domains with a managed save image. */
  readonly saved: ReadonlySet<string>;
  readonly withSnapshots: ReadonlySet<string>;
}

/** All domains, from a few bulk calls. */
export interface DomainOverview extends DomainLists {
  readonly states: ReadonlyMap<
    string,
    { readonly name: string; readonly state: number; readonly reason: number }
  >;
  /** Domains with a definition. */
  readonly persistent: ReadonlySet<string>;
}

/** What later checks compare with: an XML is large, so only its hash is kept. */
interface LastReading {
  readonly domain: Domain;
  readonly definitionHash: string | undefined;
  readonly snapshotNames: readonly string[];
  readonly autostart: boolean;
  readonly hasSavedState: boolean;
  readonly sizeObstacle: string | null;
}

/** Read the state and the definition of domains. */
@Injectable()
export class DomainReader {
  /** The last reading of each domain, by UUID. */
  private readonly last = new Map<string, LastReading>();

  constructor(private readonly libvirt: LibvirtService) {}

  async read(id: string): Promise<DomainReading> {
    try {
      return await this.libvirt.withDomain(id, 'read the domain', async (domain) => {
        const raw = await readState(domain);
        const observed = await observe(domain, this.last.get(id));
        this.last.set(id, toLastReading(observed));
        return { actual: stateOf(raw, observed), facts: factsOf(raw, observed), observed };
      });
    } catch (error) {
      if (!isLibvirtError(error, VIR_ERR_NO_DOMAIN)) throw error;
      this.last.delete(id);
      return { actual: MISSING, facts: null, observed: undefined };
    }
  }

  /** The ids of the domains that were read, and not missing then: libvirt sends an event when one is defined again. */
  readIds(): string[] {
    return [...this.last.keys()];
  }

  /** Read libvirt's lists, for {@link differs}. */
  readLists(): Promise<DomainLists> {
    return this.libvirt.call('list the domains', readLists);
  }

  /** Read what libvirt tells about all domains at once. */
  readOverview(): Promise<DomainOverview> {
    return this.libvirt.call('list the domains', readOverview);
  }

  /** Whether libvirt's lists differ from the last reading of a domain. */
  differs(id: string, lists: DomainLists): boolean {
    const seen = this.last.get(id);
    return (
      seen !== undefined &&
      (lists.autostarted.has(id) !== seen.autostart ||
        lists.saved.has(id) !== seen.hasSavedState ||
        lists.withSnapshots.has(id) !== seen.snapshotNames.length > 0)
    );
  }

  /** Whether a domain has another definition or other snapshots than at the last reading. This costs less than {@link read}. */
  async hasChanged(id: string): Promise<boolean> {
    const seen = this.last.get(id);
    if (!seen) return false;
    const { domain, definitionHash, snapshotNames } = seen;
    try {
      return await this.libvirt.call('read the domain', async () => {
        if (snapshotNames.length > 0) {
          if (!isDeepStrictEqual(await readSnapshotNames(domain), snapshotNames)) return true;
        }
        if (definitionHash === undefined) return false;
        return hashOf(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE)) !== definitionHash;
      });
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return true;
      throw error;
    }
  }

  /** Drop the last reading of a domain. */
  forget(id: string): void {
    this.last.delete(id);
  }

  /** Drop all readings: the connection that they belong to has ended. */
  forgetAll(): void {
    this.last.clear();
  }
}

function toLastReading({ domain, definition, ...observed }: ObservedDomain): LastReading {
  const { snapshotNames, autostart, hasSavedState, sizeObstacle } = observed;
  const definitionHash = definition === undefined ? undefined : hashOf(definition);
  return { domain, definitionHash, snapshotNames, autostart, hasSavedState, sizeObstacle };
}

function hashOf(definition: string): string {
  return createHash('sha1').update(definition).digest('base64');
}

interface RawState {
  readonly state: number;
  readonly reason: number;
  readonly isOutOfSpace: boolean;
}

async function readState(domain: Domain): Promise<RawState> {
  const { state, reason } = await domain.getState();
  const hasIoError = state === VIR_DOMAIN_PAUSED && reason === VIR_DOMAIN_PAUSED_IOERROR;
  return { state, reason, isOutOfSpace: hasIoError && (await hasFullDisk(domain)) };
}

async function hasFullDisk(domain: Domain): Promise<boolean> {
  // The guest may end between two calls.
  const errors = await orUndefined(domain.getDiskErrors(), VIR_ERR_OPERATION_INVALID);
  return (errors ?? []).some(({ error }) => error === VIR_DOMAIN_DISK_ERROR_NO_SPACE);
}

async function observe(domain: Domain, last: LastReading | undefined): Promise<ObservedDomain> {
  const defined = await readDefined(domain);
  const xml = domain.id >= 0 ? await domain.getXMLDesc(0) : undefined;
  const { definition } = defined;
  const isSame = last && definition !== undefined && last.definitionHash === hashOf(definition);
  return {
    domain,
    ...defined,
    running: runOf(xml),
    sizeObstacle: isSame
      ? last.sizeObstacle
      : (definition !== undefined && obstacleToResize(definition)) || null,
  };
}

/**
 * The run that a live XML belongs to. If the guest ended after the lookup, libvirt returns its definition, which has no
 * id. Without this check it would look like a running guest that lost all its runtime devices.
 */
function runOf(xml: string | undefined): ObservedDomain['running'] {
  const id = xml && /<domain\b[^>]*\sid=['"](\d+)['"]/.exec(xml)?.[1];
  return xml !== undefined && id ? { runId: Number(id), xml } : undefined;
}

function factsOf({ state, reason }: RawState, observed: ObservedDomain): DomainFacts {
  const { definition, hasSavedState, snapshotNames, checkpointCount, sizeObstacle } = observed;
  return {
    state,
    reason,
    isActive: state !== VIR_DOMAIN_SHUTOFF,
    isPersistent: definition !== undefined,
    hasSavedState,
    snapshotCount: snapshotNames.length,
    checkpointCount,
    sizeObstacle,
  };
}

/**
 * Make one call after the other: libvirtd serves five calls of a client at a time, and a domain that is being destroyed
 * would block all of them.
 */
async function readDefined(
  domain: Domain,
): Promise<Omit<ObservedDomain, 'domain' | 'running' | 'sizeObstacle'>> {
  const isPersistent = await domain.isPersistent();
  return {
    definition: isPersistent ? await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE) : undefined,
    autostart: await domain.getAutostart(),
    snapshotNames: await readSnapshotNames(domain),
    checkpointCount: (await domain.listAllCheckpoints()).length,
    hasSavedState: await domain.hasManagedSaveImage(),
  };
}

async function readSnapshotNames(domain: Domain): Promise<string[]> {
  const snapshots = await domain.listAllSnapshots(VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL);
  return snapshots.map(({ name }) => name);
}

function stateOf(
  { state, reason, isOutOfSpace }: RawState,
  observed: ObservedDomain,
): StateAndReason {
  const shown = fromDomainState(state, reason);
  if (isOutOfSpace) return { ...shown, reason: NO_SPACE_REASON };
  if (state === VIR_DOMAIN_SHUTOFF && observed.hasSavedState)
    return { ...shown, reason: SAVED_REASON };
  if (state === VIR_DOMAIN_SHUTOFF && reason === VIR_DOMAIN_SHUTOFF_SAVED) {
    return { ...shown, reason: 'its saved state was deleted' };
  }
  if (shown.state === 'running' && observed.definition === undefined) {
    return { ...shown, reason: 'undefined while running: its domain disappears when it stops' };
  }
  return shown;
}

/** The size that a running guest gets at its next start; null if it has that size already, or the guest ended. */
export async function readPendingSize(domain: Domain): Promise<InstanceSize | null> {
  const sizes = Promise.all([domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE), domain.getInfo()]);
  const read = await orUndefined(sizes, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID);
  if (!read) return null;
  const [xml, present] = read;
  return pendingSize(readDomainSize(xml), present);
}

/** Read one list after the other: libvirtd serves five calls of a client at a time. */
async function readLists(connection: Connection): Promise<DomainLists> {
  return {
    autostarted: await idsOf(connection, VIR_CONNECT_LIST_DOMAINS_AUTOSTART),
    saved: await idsOf(connection, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE),
    withSnapshots: await idsOf(connection, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT),
  };
}

async function idsOf(connection: Connection, flag: number): Promise<ReadonlySet<string>> {
  return new Set((await connection.listAllDomains(flag)).map(({ uuid }) => uuid));
}

async function readOverview(connection: Connection): Promise<DomainOverview> {
  const stats = await connection.getAllDomainStats(VIR_DOMAIN_STATS_STATE);
  return {
    ...(await readLists(connection)),
    persistent: await idsOf(connection, VIR_CONNECT_LIST_DOMAINS_PERSISTENT),
    states: new Map(
      stats.map(({ domain: { uuid, name }, stats: values }) => [
        uuid,
        { name, state: Number(values['state.state']), reason: Number(values['state.reason']) },
      ]),
    ),
  };
}
