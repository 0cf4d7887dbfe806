import { ProgressLine, describeTransfer } from '../terminal/progress-line.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Api, Operation } from './api.js';
import { ProblemError } from './problem-error.js';

const WAIT_SECONDS = 2;
const FINISHED: readonly Operation['status'][] = ['succeeded', 'failed', 'cancelled'];

/**
 * Wait for the end of an operation, and show its progress.
 * @throws ProblemError with the operation's error code if it failed
 */
export async function waitForOperation(
  api: Api,
  terminal: Terminal,
  started: Operation,
): Promise<Operation> {
  using line = new ProgressLine(terminal);
  let operation = started;
  while (!FINISHED.includes(operation.status)) {
    line.showBoth(...describe(operation));
    operation = await api.result(
      api.client.GET('/api/v1/operations/{id}', {
        params: { path: { id: operation.id }, header: { Prefer: `wait=${WAIT_SECONDS}` } },
      }),
    );
  }
  if (operation.status === 'succeeded') return operation;
  const { code, detail } = operation.error ?? {
    code: 'operationCancelled',
    detail: `${operation.kind} of ${operation.resource.name} was cancelled.`,
  };
  throw new ProblemError(500, code, detail);
}

/** The name, which may be cut, and the state. */
function describe({ kind, resource, step, progress, transfer }: Operation): [string, string] {
  const share = progress === null ? '' : ` ${Math.floor(progress * 100)}%`;
  if (transfer) {
    // Without a length, nobody knows the share.
    const known = transfer.totalBytes === null ? '' : share;
    return [resource.name, `: ${step}${known}  ${describeTransfer(transfer)}`];
  }
  return [`${kind} ${resource.name}`, `${step ? `: ${step}` : ''}${share} ...`];
}
