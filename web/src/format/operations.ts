import type { OperationDto } from '../api/types';

const VERBS: Record<string, string> = {
  'instance.create': 'launch',
  'instance.start': 'start',
  'instance.stop': 'stop',
  'instance.restart': 'restart',
  'instance.pause': 'pause',
  'instance.resume': 'resume',
  'instance.delete': 'delete',
  'image.import': 'import',
};

/** What a person can do about a failure, by its kind. */
const ADVICE: Record<string, string> = {
  'instance.create': 'Delete the failed instance, put the cause right and launch it again.',
  'instance.stop': 'A guest that does not obey the power button can be stopped by force.',
  'image.import': 'Delete the failed image and import it again.',
};

/** "Could not start web-1", with the server's reason and what to do now. */
export function operationFailure(operation: OperationDto): { title: string; detail: string } {
  const verb = VERBS[operation.kind] ?? `finish ${operation.kind} of`;
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
