import { Injectable } from '@nestjs/common';
import { ConflictError, InvalidInputError } from '../../common/errors.js';
import type { FlavourDto } from '../../flavours/dto.js';
import { FlavoursService } from '../../flavours/flavours.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { DiskGrowth, GIB } from '../disks/disk-growth.js';
import { DomainSizes } from '../domain/domain-sizes.js';
import type { NameChange } from '../domain/domain-names.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceOperations } from './instance-operations.js';
import { InstancesService } from '../instances.service.js';
import type { GrowInput } from './grow-instance.workflow.js';
import type { ResizeInput } from './resize-instance.workflow.js';

/** What people change of instances that stand: checked against the state they are in, then set to work. */
@Injectable()
export class InstanceChanges {
  constructor(
    private readonly instances: InstancesService,
    private readonly work: InstanceOperations,
    private readonly flavours: FlavoursService,
    private readonly sizes: DomainSizes,
    private readonly growth: DiskGrowth,
  ) {}

  /** Gives an instance another name. @throws NotFoundError, IllegalStateError, NameTakenError, InvalidInputError */
  async rename(idOrName: string, to: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('rename', idOrName);
    const { id, name: from } = instance;
    if (to === from) {
      throw new InvalidInputError(`"${from}" is its name already. Choose another.`, [
        { field: 'name', message: 'is its name already' },
      ]);
    }
    await this.instances.requireNameFree(to);
    return this.work.startWorkflow<NameChange>('instance.rename', [instance], {
      actor,
      input: { id, from, to },
    });
  }

  /**
   * Gives an instance the size of another flavour.
   * @throws NotFoundError, IllegalStateError, ConflictError where its disk is larger than the flavour's
   */
  async resize(idOrName: string, flavourName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('resize', idOrName);
    const flavour = await this.flavours.get(flavourName);
    const { id, name, flavourId, memoryMiB, vcpus } = instance;
    const wanted = { flavourId: flavour.id, memoryMiB: flavour.memoryMiB, vcpus: flavour.vcpus };
    const { size, xml } = await this.sizes.plan(instance, wanted);
    const input: ResizeInput = {
      id,
      name,
      flavourName: flavour.name,
      wanted,
      former: { record: { flavourId, memoryMiB, vcpus }, domain: size, xml },
      diskBytes: await this.diskBytesFor(instance, flavour),
    };
    return this.work.startWorkflow<ResizeInput>('instance.resize', [instance], { actor, input });
  }

  /** Makes the disk larger. @throws NotFoundError, IllegalStateError, InvalidInputError, ConflictError `diskNotLarger` */
  async grow(idOrName: string, diskGiB: number, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('grow', idOrName);
    const { id, name } = instance;
    this.growth.requireAllowed(diskGiB, 'diskGiB');
    const formerBytes = await this.growth.sizeOf(instance);
    if (diskGiB * GIB <= formerBytes) {
      throw new ConflictError(
        'diskNotLarger',
        `The disk of "${name}" has ${gibibytes(formerBytes)} GiB; ${diskGiB} GiB is not more, and a disk never shrinks. Choose a larger size.`,
        { diskSizeBytes: formerBytes },
      );
    }
    const input: GrowInput = { id, name, formerBytes, toBytes: diskGiB * GIB };
    return this.work.startWorkflow<GrowInput>('instance.grow', [instance], { actor, input });
  }

  /** The size that the disk grows to with the flavour; null where it stays. A disk that is not ours is left alone. */
  private async diskBytesFor(
    instance: InstanceEntity,
    { name, diskGiB }: FlavourDto,
  ): Promise<number | null> {
    if (diskGiB === null || instance.diskVolume === null) return null;
    this.growth.requireAllowed(diskGiB, 'flavour');
    const formerBytes = await this.growth.sizeOf(instance);
    if (diskGiB * GIB >= formerBytes) return diskGiB * GIB > formerBytes ? diskGiB * GIB : null;
    throw new ConflictError(
      'diskNotLarger',
      `The disk of "${instance.name}" has ${gibibytes(formerBytes)} GiB, that of the flavour "${name}" ${diskGiB} GiB, and a disk never shrinks. Choose a flavour whose disk is as large, or one that leaves the disk as it is.`,
      { diskSizeBytes: formerBytes },
    );
  }
}

function gibibytes(bytes: number): string {
  return (bytes / GIB).toLocaleString('en', { maximumFractionDigits: 2 });
}
