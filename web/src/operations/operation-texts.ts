import type { OperationDto } from '../api/types';

interface OperationTexts {
  /** "Could not launch web-1" */
  verb: string;
  /** "Launching web-1" */
  progressive: string;
}

/** The texts of each kind of operation; the type requires all kinds of the API. */
const TEXTS: Readonly<Record<OperationDto['kind'], OperationTexts>> = {
  'instance.create': { verb: 'launch', progressive: 'Launching' },
  'instance.createMany': { verb: 'launch', progressive: 'Launching' },
  // The resource is the clone, not the instance that is cloned.
  'instance.clone': { verb: 'create the clone', progressive: 'Creating the clone' },
  'instance.rebuild': { verb: 'rebuild', progressive: 'Rebuilding' },
  'instance.detach': { verb: 'detach', progressive: 'Detaching' },
  'instance.publish': { verb: 'publish', progressive: 'Publishing' },
  'instance.grow': { verb: 'grow the disk of', progressive: 'Growing the disk of' },
  'instance.resize': { verb: 'change the flavour of', progressive: 'Changing the flavour of' },
  'instance.rename': { verb: 'rename', progressive: 'Renaming' },
  'instance.redefine': { verb: 'define', progressive: 'Defining' },
  'instance.start': { verb: 'start', progressive: 'Starting' },
  'instance.stop': { verb: 'stop', progressive: 'Stopping' },
  'instance.restart': { verb: 'restart', progressive: 'Restarting' },
  'instance.pause': { verb: 'pause', progressive: 'Pausing' },
  'instance.resume': { verb: 'resume', progressive: 'Resuming' },
  'instance.discardSavedState': {
    verb: 'discard the saved state of',
    progressive: 'Discarding the saved state of',
  },
  'instance.delete': { verb: 'delete', progressive: 'Deleting' },
  'instance.release': { verb: 'release', progressive: 'Releasing' },
  'image.import': { verb: 'import', progressive: 'Importing' },
  'image.build': { verb: 'build', progressive: 'Building' },
  'image.verify': { verb: 'verify', progressive: 'Verifying' },
  'image.retire': { verb: 'delete', progressive: 'Deleting' },
};

/** Return the texts of a kind; undefined for a kind that only a newer server knows. */
function textsOf(kind: string): OperationTexts | undefined {
  const texts: Readonly<Record<string, OperationTexts>> = TEXTS;
  return texts[kind];
}

/** "Launching web-1" */
export function operationTitle({ kind, resource }: OperationDto): string {
  return `${textsOf(kind)?.progressive ?? kind} ${resource.name}`;
}

/** Return the current step of an operation, or that it is queued. */
export function operationStep({ status, step }: OperationDto): string {
  return status === 'queued' ? 'Queued' : (step ?? '');
}

/** Sort operations by creation, the oldest first. */
export function sortOperations(operations: OperationDto[]): OperationDto[] {
  return operations.toSorted(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
  );
}

/** What the user can do about a failure, by the kind of the operation. */
const ADVICE: Record<string, string> = {
  'instance.create': 'Delete the failed instance, fix the cause, and launch it again.',
  'instance.stop': 'If the guest ignores the power button, use Force stop.',
  'image.import': 'Delete the failed image and import it again.',
};

/** Describe a failure: "Could not start web-1", the server's reason, and what to do. */
export function operationFailure(operation: OperationDto): { title: string; detail: string } {
  const verb = textsOf(operation.kind)?.verb ?? `finish ${operation.kind} of`;
  const name = operation.resource.name;
  const reason = operation.error?.detail ?? 'The server gave no reason.';
  const advice = ADVICE[operation.kind];
  return {
    title: `Could not ${verb} ${name}`,
    detail: advice ? `${reason} ${advice}` : reason,
  };
}

/** 0.42 -> "42%"; empty if the progress is unknown. */
export function formatProgress(progress: number | null): string {
  return progress === null ? '' : `${Math.round(Math.min(1, Math.max(0, progress)) * 100)}%`;
}
