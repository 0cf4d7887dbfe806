import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import {
  type Domain,
  LibvirtService,
  VIR_DOMAIN_DISK_ERROR_NO_SPACE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_SAVED,
  VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../../libvirt/index.js';
import { obstacleToResize } from '../../domain-xml/resize.js';
import type { DomainFacts } from '../model/domain-facts.js';
import { type DomainSurvey, surveyDomains } from './domain-survey.js';
import { NO_SPACE_REASON, SAVED_REASON, fromDomainState } from '../model/domain-state.js';
import type { StateAndReason } from '../model/states.js';

const MISSING: StateAndReason = {
  state: 'missing',
  reason: 'its domain was undefined outside of picostack',
};

/** A domain that is there. */
export interface ObservedDomain {
  readonly domain: Domain;
  /** The XML that it starts with next; undefined where it was undefined while it runs, and goes when it ends. */
  readonly definition: string | undefined;
  /** The XML of the guest that runs, and which run it is; undefined where it is off. */
  readonly running: { readonly runId: number; readonly xml: string } | undefined;
  readonly autostart: boolean;
  /** Parents before their children. */
  readonly snapshotNames: readonly string[];
  readonly checkpointCount: number;
  /** Whether its memory is kept on the host's disk. */
  readonly isSaved: boolean;
  /** Why its size cannot be changed, from its definition. */
  readonly sizeObstacle: string | null;
}

/** What libvirt knows of the domain of an instance. */
export interface DomainLook {
  readonly actual: StateAndReason;
  /** What decides about the actions; null where there is no domain. */
  readonly facts: DomainFacts | null;
  readonly observed: ObservedDomain | undefined;
}

/** Reads single domains, whole: their state and why, and what they are defined with. */
@Injectable()
export class DomainReader {
  /** What was seen last, by the domain's UUID: a later look compares with it. */
  private readonly last = new Map<string, ObservedDomain>();

  constructor(private readonly libvirt: LibvirtService) {}

  async read(id: string): Promise<DomainLook> {
    try {
      return await this.libvirt.withDomain(id, 'read the domain', async (domain) => {
        const raw = await readState(domain);
        const observed = await readStanding(domain, this.last.get(id));
        this.last.set(id, observed);
        return { actual: explain(raw, observed), facts: factsOf(raw, observed), observed };
      });
    } catch (error) {
      if (!isLibvirtError(error, VIR_ERR_NO_DOMAIN)) throw error;
      this.last.delete(id);
      return { actual: MISSING, facts: null, observed: undefined };
    }
  }

  /** What libvirt's lists tell of all domains now, for {@link hasChanged}. */
  survey(): Promise<DomainSurvey> {
    return this.libvirt.call('look at the domains', surveyDomains);
  }

  /**
   * Whether a domain is defined otherwise than when it was read last, or has got or lost a snapshot, autostart, or what
   * was saved of it. Cheaper than {@link read}; one that was missing then is told of by libvirt's own event.
   */
  async hasChanged(id: string, survey: DomainSurvey): Promise<boolean> {
    const seen = this.last.get(id);
    if (!seen) return false;
    const { domain, definition, snapshotNames } = seen;
    if (
      survey.persistent.has(id) !== (definition !== undefined) ||
      survey.autostarted.has(id) !== seen.autostart ||
      survey.saved.has(id) !== seen.isSaved ||
      survey.snapshotted.has(id) !== snapshotNames.length > 0
    ) {
      return true;
    }
    try {
      return await this.libvirt.call('look at the domain', async () => {
        if (snapshotNames.length > 0) {
          if (!isDeepStrictEqual(await readSnapshotNames(domain), snapshotNames)) return true;
        }
        if (definition === undefined) return false;
        return (await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE)) !== definition;
      });
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_NO_DOMAIN)) return true;
      throw error;
    }
  }

  forget(id: string): void {
    this.last.delete(id);
  }
}

interface RawState {
  readonly state: number;
  readonly reason: number;
  readonly isOutOfSpace: boolean;
}

async function readState(domain: Domain): Promise<RawState> {
  const { state, reason } = await domain.getState();
  const isStuck = state === VIR_DOMAIN_PAUSED && reason === VIR_DOMAIN_PAUSED_IOERROR;
  return { state, reason, isOutOfSpace: isStuck && (await hasFullDisk(domain)) };
}

async function hasFullDisk(domain: Domain): Promise<boolean> {
  const errors = await whereItRuns(domain.getDiskErrors());
  return (errors ?? []).some(({ error }) => error === VIR_DOMAIN_DISK_ERROR_NO_SPACE);
}

async function readStanding(
  domain: Domain,
  seen: ObservedDomain | undefined,
): Promise<ObservedDomain> {
  const defined = await readDefined(domain);
  const xml = domain.id >= 0 ? await domain.getXMLDesc(0) : undefined;
  const { definition } = defined;
  const isKnown = seen !== undefined && seen.definition === definition;
  return {
    domain,
    ...defined,
    running: runOf(xml),
    sizeObstacle: isKnown
      ? seen.sizeObstacle
      : (definition !== undefined && obstacleToResize(definition)) || null,
  };
}

/**
 * The run that an XML is of. The XML of a guest that ended after it was looked up is its definition, without an id: it
 * would be taken for a running guest that somebody has taken everything from.
 */
function runOf(xml: string | undefined): ObservedDomain['running'] {
  const id = xml && /<domain\b[^>]*\sid=['"](\d+)['"]/.exec(xml)?.[1];
  return xml !== undefined && id ? { runId: Number(id), xml } : undefined;
}

function factsOf({ state, reason }: RawState, observed: ObservedDomain): DomainFacts {
  const { definition, isSaved, snapshotNames, checkpointCount, sizeObstacle } = observed;
  return {
    state,
    reason,
    isActive: state !== VIR_DOMAIN_SHUTOFF,
    isPersistent: definition !== undefined,
    hasSavedState: isSaved,
    snapshotCount: snapshotNames.length,
    checkpointCount,
    sizeObstacle,
  };
}

/**
 * One call after the other: libvirtd serves five of a client's calls at once, and a domain that it is about to end
 * keeps all of them waiting.
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
    isSaved: await domain.hasManagedSaveImage(),
  };
}

async function readSnapshotNames(domain: Domain): Promise<string[]> {
  const snapshots = await domain.listAllSnapshots(VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL);
  return snapshots.map(({ name }) => name);
}

function explain(
  { state, reason, isOutOfSpace }: RawState,
  observed: ObservedDomain,
): StateAndReason {
  const shown = fromDomainState(state, reason);
  if (isOutOfSpace) return { ...shown, reason: NO_SPACE_REASON };
  if (state === VIR_DOMAIN_SHUTOFF && observed.isSaved) return { ...shown, reason: SAVED_REASON };
  if (state === VIR_DOMAIN_SHUTOFF && reason === VIR_DOMAIN_SHUTOFF_SAVED) {
    return { ...shown, reason: 'what was saved of it is gone' };
  }
  if (shown.state === 'running' && observed.definition === undefined) {
    return { ...shown, reason: 'undefined while it runs: it is gone when it stops' };
  }
  return shown;
}

/** The guest may end between two calls. */
async function whereItRuns<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isLibvirtError(error, VIR_ERR_OPERATION_INVALID)) return undefined;
    throw error;
  }
}
