import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../common/errors.js';
import type { DomainSize } from '../../domain-xml/domain-size.js';
import { EventsService } from '../../events/events.service.js';
import type { WorkflowStep } from '../../operations/workflow.js';
import { DiskGrowth } from '../disks/disk-growth.js';
import { DomainSizes } from '../domain/domain-sizes.js';
import type { InstanceSize } from '../model/instance-size.js';
import { InstanceMetadata } from '../records/instance-metadata.js';
import { InstanceOperations } from './instance-operations.js';

/** What of the record is changed. */
export interface RecordedSize extends InstanceSize {
  readonly flavourId: string | null;
}

/** A size for another. */
export interface ResizeInput {
  readonly id: string;
  readonly name: string;
  readonly flavourName: string;
  readonly wanted: RecordedSize;
  /** What is put back where it fails. */
  readonly former: {
    readonly record: RecordedSize;
    readonly domain: DomainSize;
    /** The domain's definition. */
    readonly xml: string;
  };
  /** The size that the disk grows to; null where it stays as it is. */
  readonly diskBytes: number | null;
}

/** Gives an instance the size of another flavour: in its definition, and in the guest as far as that is possible now. */
@Injectable()
export class ResizeInstanceWorkflow {
  constructor(
    private readonly metadata: InstanceMetadata,
    private readonly sizes: DomainSizes,
    private readonly growth: DiskGrowth,
    private readonly events: EventsService,
    work: InstanceOperations,
  ) {
    work.register<ResizeInput>({
      kind: 'instance.resize',
      around: ({ id }, actor, run) => work.around([id], undefined, actor, run),
      steps: ({ diskBytes }) => this.steps(diskBytes),
    });
  }

  private steps(diskBytes: number | null): WorkflowStep<ResizeInput>[] {
    const { sizes, growth } = this;
    return [
      {
        name: 'checking for room',
        run: async (input) => {
          await this.requireUnchanged(input);
          await sizes.plan(input, input.wanted);
          if (diskBytes !== null) await growth.requireRoom(input.id, diskBytes);
        },
      },
      {
        name: 'changing the definition',
        run: (input) => sizes.define(input, input.wanted),
        undo: (input) => sizes.restore(input, input.former.xml),
      },
      {
        name: 'writing the record',
        run: ({ id, wanted }) => this.write(id, wanted),
        undo: ({ id, former }) => this.write(id, former.record),
      },
      ...(diskBytes === null
        ? []
        : [
            {
              name: 'growing the disk',
              run: ({ id }: ResizeInput) => growth.grow(id, diskBytes),
              // It does not shrink again; what it has is what is recorded.
              undo: ({ id }: ResizeInput) => growth.note(id),
            },
          ]),
      {
        name: 'changing the guest',
        onlyForwards: true,
        run: ({ id, name, wanted }) => sizes.apply({ id, name }, wanted),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: ({ id, name, flavourName, wanted }, { actor }) =>
          this.events.record({
            kind: 'instance.changed',
            resource: { type: 'instance', id, name },
            actor,
            details: { flavour: flavourName, memoryMiB: wanted.memoryMiB, vcpus: wanted.vcpus },
          }),
      },
    ];
  }

  /** What is put back where it fails must be what it had. */
  private async requireUnchanged({ id, name, former }: ResizeInput): Promise<void> {
    if (isDeepStrictEqual(await this.sizes.readDefined(id), former.domain)) return;
    throw new ConflictError(
      'changedMeanwhile',
      `"${name}" got another size in the meantime. Ask again.`,
    );
  }

  private async write(id: string, { flavourId, memoryMiB, vcpus }: RecordedSize): Promise<void> {
    await this.metadata.change(id, { flavourId, memoryMiB, vcpus });
  }
}
