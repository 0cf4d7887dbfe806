/** What libvirt says of a domain, as far as it decides what can be done with it. */
export interface DomainFacts {
  /** virDomainState */
  readonly state: number;
  /** The reason that belongs to the state. */
  readonly reason: number;
  /** It has a QEMU process: it runs, is paused, sleeps, or crashed and was preserved. */
  readonly isActive: boolean;
  /** It has a definition; one without is gone when its QEMU ends. */
  readonly isPersistent: boolean;
  /** Its memory is in a managed save image, and the next start resumes it. */
  readonly hasSavedState: boolean;
  readonly snapshotCount: number;
  readonly checkpointCount: number;
  /** Why its memory and processors cannot be changed, from its XML; null where they can. */
  readonly sizeObstacle: string | null;
}
