import { Injectable, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { type Workflow, WorkflowFor } from './workflow.js';
import { WorkflowRegistry } from './workflow-registry.js';

@Injectable()
@WorkflowFor(['instance.create', 'instance.createMany'])
class Create implements Workflow<object> {
  steps = () => [];
}

@Injectable()
@WorkflowFor(['instance.createMany'])
class CreateTwice implements Workflow<object> {
  steps = () => [];
}

/** The workflows are providers of another module than the registry, as in the server. */
async function start(...workflows: Type[]): Promise<WorkflowRegistry> {
  @Module({ providers: workflows })
  class Feature {}
  const app = await Test.createTestingModule({
    imports: [DiscoveryModule, Feature],
    providers: [WorkflowRegistry],
  }).compile();
  await app.init();
  return app.get(WorkflowRegistry);
}

describe('the registry of workflows', () => {
  it('finds the decorated providers of all modules, for each of their kinds', async () => {
    const registry = await start(Create);
    expect(registry.get('instance.create')).toBeInstanceOf(Create);
    expect(registry.get('instance.createMany')).toBe(registry.get('instance.create'));
  });

  it('refuses to start with two workflows of one kind, and names both', async () => {
    await expect(start(Create, CreateTwice)).rejects.toThrow(
      'Two workflows are registered for the operation kind "instance.createMany": Create and CreateTwice.',
    );
  });

  it('has no workflow for a kind that no provider is decorated with', async () => {
    const registry = await start(Create);
    expect(() => registry.get('instance.rename')).toThrow(
      'No workflow is registered for the operation kind "instance.rename".',
    );
  });
});
