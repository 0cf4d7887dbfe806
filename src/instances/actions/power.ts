import { Injectable } from '@nestjs/common';
import type { OperationDto } from '../../operations/dto.js';
import { InstancePower } from '../domain/instance-power.js';
import { InstanceStart } from '../domain/instance-start.js';
import type { StopInstanceDto } from '../dto/instance.dto.js';
import { InstancesService } from '../instances.service.js';
import { requireNoJob } from '../model/legal-actions.js';
import { InstanceOperations } from './instance-operations.js';

/**
 * Start, stop, restart, pause and resume instances, and discard saved memory. These operations are not workflows: if the
 * server ends, nothing is left to undo, and libvirt knows the state of the guest.
 */
@Injectable()
export class PowerActions {
  constructor(
    private readonly instances: InstancesService,
    private readonly starter: InstanceStart,
    private readonly power: InstancePower,
    private readonly operations: InstanceOperations,
  ) {}

  async start(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('start', idOrName);
    const request = { kind: 'instance.start', intent: 'launched', actor } as const;
    return this.operations.run(instance, request, async (context) => {
      context.step('starting');
      await this.starter.start(instance);
    });
  }

  async stop(idOrName: string, options: StopInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('stop', idOrName);
    const urgent = options.force ?? false;
    if (!urgent) requireNoJob(instance.facts, instance.name);
    const request = { kind: 'instance.stop', intent: 'terminating', actor, urgent } as const;
    return this.operations.run(instance, request, async (context) => {
      context.step(urgent ? 'forcing off' : 'waiting for the guest to shut down');
      await this.power.stop(instance, options);
    });
  }

  async restart(idOrName: string, options: StopInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('restart', idOrName);
    const request = { kind: 'instance.restart', intent: 'terminating', actor } as const;
    return this.operations.run(instance, request, async (context) => {
      context.step('waiting for the guest to shut down');
      await this.power.stop(instance, options);
      context.step('starting', 0.7);
      await this.starter.launch(instance, actor);
    });
  }

  async pause(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('pause', idOrName);
    const request = { kind: 'instance.pause', actor } as const;
    return this.operations.run(instance, request, () => this.power.pause(instance));
  }

  async resume(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('resume', idOrName);
    const request = { kind: 'instance.resume', actor } as const;
    return this.operations.run(instance, request, () => this.power.resume(instance));
  }

  async discardSavedState(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('discardSavedState', idOrName);
    const request = { kind: 'instance.discardSavedState', actor } as const;
    return this.operations.run(instance, request, () => this.power.discardSavedState(instance));
  }
}
