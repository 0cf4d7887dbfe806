import { describe, expect, it } from 'vitest';

import type { OperationDto } from '../api/types';
import { formatProgress, operationStep, operationTitle, sortOperations } from './operation-texts';

function operation(change: Partial<OperationDto> = {}): OperationDto {
  return {
    id: 'a',
    kind: 'instance.grow',
    resource: { type: 'instance', id: 'i', name: 'web-1' },
    status: 'running',
    progress: null,
    step: 'resize the disk',
    transfer: null,
    canCancel: false,
    error: null,
    actor: 'admin',
    createdAt: '2026-05-10T12:00:00Z',
    startedAt: null,
    finishedAt: null,
    ...change,
  };
}

describe('operation texts', () => {
  it('name the action and the resource', () => {
    expect(operationTitle(operation())).toBe('Growing the disk of web-1');
    expect(operationStep(operation())).toBe('resize the disk');
    expect(operationStep(operation({ status: 'queued', step: null }))).toBe('Queued');
  });

  it('sort operations by creation', () => {
    const later = operation({ id: 'b', createdAt: '2026-05-10T12:00:01Z' });
    expect(sortOperations([later, operation()]).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('formatProgress', () => {
  it.each([
    [null, ''],
    [0, '0%'],
    [0.404, '40%'],
    [1.2, '100%'],
  ])('%s -> %j', (progress, text) => {
    expect(formatProgress(progress)).toBe(text);
  });
});
