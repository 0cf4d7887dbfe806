import type { OperationDto } from '../api/types';

interface Words {
  /** "Could not launch web-1" */
  verb: string;
  /** "Launching web-1" */
  doing: string;
}

/** The type demands a row for each kind that the API knows. */
const WORDS: Readonly<Record<OperationDto['kind'], Words>> = {
  'instance.create': { verb: 'launch', doing: 'Launching' },
  'instance.createMany': { verb: 'launch', doing: 'Launching' },
  // The resource is what is made, not what it is made of.
  'instance.clone': { verb: 'make the clone', doing: 'Making the clone' },
  'instance.rebuild': { verb: 'rebuild', doing: 'Rebuilding' },
  'instance.publish': { verb: 'publish', doing: 'Publishing' },
  'instance.grow': { verb: 'grow the disk of', doing: 'Growing the disk of' },
  'instance.resize': { verb: 'change the flavour of', doing: 'Changing the flavour of' },
  'instance.rename': { verb: 'rename', doing: 'Renaming' },
  'instance.redefine': { verb: 'define', doing: 'Defining' },
  'instance.start': { verb: 'start', doing: 'Starting' },
  'instance.stop': { verb: 'stop', doing: 'Stopping' },
  'instance.restart': { verb: 'restart', doing: 'Restarting' },
  'instance.pause': { verb: 'pause', doing: 'Pausing' },
  'instance.resume': { verb: 'resume', doing: 'Resuming' },
  'instance.discardSavedState': {
    verb: 'discard the saved state of',
    doing: 'Discarding the saved state of',
  },
  'instance.delete': { verb: 'delete', doing: 'Deleting' },
  'instance.release': { verb: 'release', doing: 'Releasing' },
  'image.import': { verb: 'import', doing: 'Importing' },
};

/** The words of a kind; undefined for one that a newer server tells of. */
function wordsOf(kind: string): Words | undefined {
  const words: Readonly<Record<string, Words>> = WORDS;
  return words[kind];
}

/** "Launching web-1" */
export function operationTitle({ kind, resource }: OperationDto): string {
  return `${wordsOf(kind)?.doing ?? kind} ${resource.name}`;
}

/** What it does now: its step, or that it waits for its turn. */
export function operationStep({ status, step }: OperationDto): string {
  return status === 'queued' ? 'Waits for its turn' : (step ?? '');
}

/** The longest under way first: what was asked for last is at the end. */
export function sortOperations(operations: OperationDto[]): OperationDto[] {
  return operations.toSorted(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
  );
}

/** What a person can do about a failure, by its kind. */
const ADVICE: Record<string, string> = {
  'instance.create': 'Delete the failed instance, put the cause right and launch it again.',
  'instance.stop': 'A guest that does not obey the power button can be stopped by force.',
  'image.import': 'Delete the failed image and import it again.',
};

/** "Could not start web-1", with the server's reason and what to do now. */
export function operationFailure(operation: OperationDto): { title: string; detail: string } {
  const verb = wordsOf(operation.kind)?.verb ?? `finish ${operation.kind} of`;
  const name = operation.resource.name;
  const reason = operation.error?.detail ?? 'The server gave no reason.';
  const advice = ADVICE[operation.kind];
  return {
    title: `Could not ${verb} ${name}`,
    detail: advice ? `${reason} ${advice}` : reason,
  };
}

/** 0.42 -> "42%"; empty while the server cannot tell. */
export function formatProgress(progress: number | null): string {
  return progress === null ? '' : `${Math.round(Math.min(1, Math.max(0, progress)) * 100)}%`;
}
