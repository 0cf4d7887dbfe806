/** What libvirt reports about a domain, as far as it decides which actions are legal. */
export interface DomainFacts {
  /** virDomainState */
  readonly state: number;
  /** The reason for the state; its meaning depends on the state. */
  readonly reason: number;
  /** Whether there is a QEMU process: the guest is running, paused, suspended, or crashed and preserved. */
  readonly isActive: boolean;
  /** Whether the domain has a definition. Without one it disappears when its QEMU process ends. */
  readonly isPersistent: boolean;
  /** Whether there is a managed save image, which the next start resumes. */
  readonly hasSavedState: boolean;
  readonly snapshotCount: number;
  readonly checkpointCount: number;
  /** Why memory and CPUs cannot be changed, from the XML; null if they can. */
  readonly sizeObstacle: string | null;
}
