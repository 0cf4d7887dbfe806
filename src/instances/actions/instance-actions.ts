import { Injectable } from '@nestjs/common';
import type { OperationDto } from '../../operations/dto.js';
import type { CreateInstanceDto } from '../dto/create-instance.dto.js';
import type { DeleteInstanceQueryDto, StopInstanceDto } from '../dto/instance.dto.js';
import { InstanceLifecycle } from './instance-lifecycle.js';
import { InstancePower } from '../domain/instance-power.js';
import { InstanceStart } from '../domain/instance-start.js';
import { InstanceOperations } from './instance-operations.js';
import { InstancesService } from '../instances.service.js';
import { requireUnlocked } from '../model/states.js';
import { wantedNames } from '../model/name-pattern.js';

/** What people ask of instances: checked against the state they are in, then set to work. */
@Injectable()
export class InstanceActions {
  constructor(
    private readonly instances: InstancesService,
    private readonly lifecycle: InstanceLifecycle,
    private readonly starter: InstanceStart,
    private readonly power: InstancePower,
    private readonly work: InstanceOperations,
  ) {}

  async create(dto: CreateInstanceDto, actor: string): Promise<OperationDto> {
    this.instances.requireConnected();
    const names = wantedNames(dto);
    await this.instances.requireNamesFree(names);
    return this.lifecycle.create(dto, names, actor);
  }

  async start(id: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('start', id);
    return this.work.run(
      instance,
      { kind: 'instance.start', intent: 'launched', actor },
      async (progress) => {
        progress.step('starting');
        await this.starter.start(instance);
      },
    );
  }

  async stop(id: string, options: StopInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('stop', id);
    if (!options.force) requireUnlocked(instance.facts, instance.name);
    const urgent = options.force ?? false;
    return this.work.run(
      instance,
      { kind: 'instance.stop', intent: 'terminating', actor, urgent },
      async (progress) => {
        progress.step(options.force ? 'forcing off' : 'waiting for the guest to shut down');
        await this.power.stop(instance, options);
      },
    );
  }

  async restart(id: string, options: StopInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('restart', id);
    return this.work.run(
      instance,
      { kind: 'instance.restart', intent: 'terminating', actor },
      async (progress) => {
        progress.step('waiting for the guest to shut down');
        await this.power.stop(instance, options);
        progress.step('starting', 0.7);
        await this.starter.launch(instance, actor);
      },
    );
  }

  async pause(id: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('pause', id);
    return this.work.run(instance, { kind: 'instance.pause', actor }, () =>
      this.power.pause(instance),
    );
  }

  async resume(id: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('resume', id);
    return this.work.run(instance, { kind: 'instance.resume', actor }, () =>
      this.power.resume(instance),
    );
  }

  async discardSavedState(id: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('discardSavedState', id);
    return this.work.run(instance, { kind: 'instance.discardSavedState', actor }, () =>
      this.power.discardSavedState(instance),
    );
  }

  async remove(id: string, how: DeleteInstanceQueryDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('delete', id, { force: how.force === 'true' });
    return this.lifecycle.remove(instance, actor, how.keepDisk === 'true');
  }
}
