import { Injectable } from '@nestjs/common';
import { formatBytes } from '@picostack/api-client/formats';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../common/errors.js';
import type { DomainSize } from '../../domain-xml/domain-size.js';
import { EventsService } from '../../events/events.service.js';
import type { FlavourDto } from '../../flavours/dto.js';
import { FlavoursService } from '../../flavours/flavours.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { DiskGrowth, GIB } from '../disks/disk-growth.js';
import { DomainResize } from '../domain/domain-resize.js';
import { InstancesService } from '../instances.service.js';
import type { InstanceSize } from '../model/instance-size.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The fields of the record that change. */
interface RecordedSize extends InstanceSize {
  readonly flavourId: string | null;
}

/** The recorded input: the new size, and what an undo restores. */
export interface ResizeInput {
  readonly id: string;
  readonly name: string;
  readonly flavourName: string;
  readonly wanted: RecordedSize;
  readonly former: {
    readonly record: RecordedSize;
    readonly domain: DomainSize;
    /** The definition of the domain. */
    readonly xml: string;
  };
  /** The size that the disk grows to; null if it does not change. */
  readonly diskBytes: number | null;
}

/** Resize an instance to another flavour: in its definition, and as far as possible in its running guest. */
@Injectable()
@WorkflowFor(['instance.resize'])
export class ResizeInstance implements InstanceWorkflow<ResizeInput> {
  constructor(
    private readonly instances: InstancesService,
    private readonly flavours: FlavoursService,
    private readonly metadata: InstanceMetadata,
    private readonly sizes: DomainResize,
    private readonly growth: DiskGrowth,
    private readonly events: EventsService,
    private readonly operations: InstanceOperations,
  ) {}

  /** @throws NotFoundError, IllegalStateError, InvalidInputError, ConflictError `cannotResize` or `diskNotLarger` */
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
    return this.operations.start(this, 'instance.resize', [instance], { actor, input });
  }

  around({ id }: ResizeInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [id], actor, runSteps);
  }

  steps({ id, diskBytes }: ResizeInput): WorkflowStep<ResizeInput>[] {
    const growDisk =
      diskBytes === null
        ? []
        : [
            {
              name: 'growing the disk',
              run: () => this.growth.grow(id, diskBytes),
              // A disk cannot shrink, so the undo records the size that it has.
              undo: () => this.growth.recordSize(id),
            },
          ];
    return [
      {
        name: 'checking free space',
        run: async (input) => {
          await this.requireUnchanged(input);
          await this.sizes.plan(input, input.wanted);
          if (diskBytes !== null) await this.growth.requireSpace(id, diskBytes);
        },
      },
      {
        name: 'changing the definition',
        run: (input) => this.sizes.define(input, input.wanted),
        undo: (input) => this.sizes.restore(input, input.former.xml),
      },
      {
        name: 'changing the record',
        run: ({ wanted }) => this.changeRecord(id, wanted),
        undo: ({ former }) => this.changeRecord(id, former.record),
      },
      ...growDisk,
      {
        name: 'changing the running guest',
        onlyForwards: true,
        run: ({ name, wanted }) => this.sizes.apply({ id, name }, wanted),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: ({ name, flavourName, wanted }, { actor }) =>
          this.events.record({
            kind: 'instance.changed',
            resource: { type: 'instance', id, name },
            actor,
            details: { flavour: flavourName, memoryMiB: wanted.memoryMiB, vcpus: wanted.vcpus },
          }),
      },
    ];
  }

  /** The size that the disk grows to with the flavour; null if it does not change. Foreign disks never change. */
  private async diskBytesFor(
    instance: InstanceEntity,
    { name, diskGiB }: FlavourDto,
  ): Promise<number | null> {
    if (diskGiB === null || instance.diskVolume === null) return null;
    this.growth.requireAllowed(diskGiB, 'flavour');
    const diskBytes = diskGiB * GIB;
    const formerBytes = await this.growth.sizeOf(instance);
    if (diskBytes === formerBytes) return null;
    if (diskBytes > formerBytes) return diskBytes;
    throw new ConflictError(
      'diskNotLarger',
      `The disk of "${instance.name}" has ${formatBytes(formerBytes)}, but the flavour "${name}" has only ${diskGiB} GiB, and a disk cannot shrink. Choose a flavour with a larger disk, or one without a disk size.`,
      { diskSizeBytes: formerBytes },
    );
  }

  /** An undo restores the former size, so it must still be the actual one. */
  private async requireUnchanged({ id, name, former }: ResizeInput): Promise<void> {
    if (isDeepStrictEqual(await this.sizes.readDefined(id), former.domain)) return;
    throw new ConflictError(
      'changedMeanwhile',
      `The size of "${name}" changed after the request. Repeat the request.`,
    );
  }

  private async changeRecord(
    id: string,
    { flavourId, memoryMiB, vcpus }: RecordedSize,
  ): Promise<void> {
    await this.metadata.change(id, { flavourId, memoryMiB, vcpus });
  }
}
