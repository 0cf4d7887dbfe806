import {
  type Connection,
  VIR_CONNECT_LIST_DOMAINS_AUTOSTART,
  VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT,
  VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE,
  VIR_CONNECT_LIST_DOMAINS_PERSISTENT,
} from '../../libvirt/index.js';

/** What libvirt's lists tell of every domain in one call each, by the domains' UUIDs. */
export interface DomainSurvey {
  /** Those that have a definition. */
  readonly persistent: ReadonlySet<string>;
  readonly autostarted: ReadonlySet<string>;
  /** Those whose memory is kept on the host's disk. */
  readonly saved: ReadonlySet<string>;
  readonly snapshotted: ReadonlySet<string>;
}

/** Surveys the domains, one list after the other: libvirtd serves five of a client's calls at once. */
export async function surveyDomains(connection: Connection): Promise<DomainSurvey> {
  const list = async (flag: number): Promise<ReadonlySet<string>> =>
    new Set((await connection.listAllDomains(flag)).map(({ uuid }) => uuid));
  return {
    persistent: await list(VIR_CONNECT_LIST_DOMAINS_PERSISTENT),
    autostarted: await list(VIR_CONNECT_LIST_DOMAINS_AUTOSTART),
    saved: await list(VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE),
    snapshotted: await list(VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT),
  };
}
