import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { OperationKind } from './dto.js';
import { type Workflow, WorkflowFor } from './workflow.js';

/** The workflows of the server, by operation kind. */
@Injectable()
export class WorkflowRegistry implements OnModuleInit {
  private readonly workflows = new Map<OperationKind, Workflow<object>>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Find every provider that is decorated with {@link WorkflowFor}. @throws Error if two have the same kind */
  onModuleInit(): void {
    for (const provider of this.discovery.getProviders({ metadataKey: WorkflowFor.KEY })) {
      const kinds = this.discovery.getMetadataByDecorator(WorkflowFor, provider) ?? [];
      const workflow: Workflow<object> = provider.instance;
      for (const kind of kinds) this.add(kind, workflow);
    }
  }

  /** @throws Error if the kind already has a workflow */
  add<Input extends object>(kind: OperationKind, workflow: Workflow<Input>): void {
    const other = this.workflows.get(kind);
    if (other) {
      throw new Error(
        `Two workflows are registered for the operation kind "${kind}": ${other.constructor.name} and ${workflow.constructor.name}.`,
      );
    }
    // Each workflow gets only inputs that were recorded for its own kinds.
    this.workflows.set(kind, workflow);
  }

  /** @throws Error if the kind has no workflow */
  get(kind: OperationKind): Workflow<object> {
    const workflow = this.workflows.get(kind);
    if (!workflow) throw new Error(`No workflow is registered for the operation kind "${kind}".`);
    return workflow;
  }
}
