import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access.decorators.js';
import type { Actor } from '../../auth/actor.js';
import { ApiProblems } from '../../common/http/api-responses.js';
import { AnswersOperation } from '../../operations/answers-operation.js';
import type { OperationDto } from '../../operations/dto.js';
import {
  GrowInstanceDto,
  RenameInstanceDto,
  ResizeInstanceDto,
} from '../dto/change-instance.dto.js';
import { InstanceChanges } from './instance-changes.js';

const INVALID = '`invalidInput`: a field is wrong';
const ILLEGAL =
  '`illegalState`: not possible in its state; `legal` lists what is. `noDefinition`: its domain was undefined while it runs; `domainBusy`: another job holds the domain; `libvirtFailed`: libvirt refused it.';
const NO_GROWTH =
  '`diskHasSnapshots`: QEMU cannot resize it with them; `diskNotAttached`, `diskMissing`: the domain does not use it, or it is gone.';
const PROBLEMS = {
  400: `${INVALID}.`,
  403: '`forbidden`: needs the role operator.',
  404: '`instanceNotFound`',
  409: '`libvirtFailed`',
  503: '`libvirtUnavailable`: libvirt is out of reach.',
};

@ApiTags('instances')
@Controller('instances')
export class InstanceChangesController {
  constructor(private readonly changes: InstanceChanges) {}

  @Post(':id/rename')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Give it another name',
    description:
      'Legal while it is stopped or crashed. Its domain, and the host name that its guest is offered, are renamed with it.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or it is its name already.`,
    409: `${ILLEGAL} \`nameTaken\`; \`savedState\`: its memory is saved to disk; \`hasSnapshots\`: libvirt does not rename a domain with snapshots or checkpoints; \`renamedOutside\`: its domain was renamed just now.`,
  })
  rename(
    @Param('id') id: string,
    @Body() dto: RenameInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.changes.rename(id, dto.name, actor.name);
  }

  @Post(':id/resize')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Give it the size of another flavour',
    description:
      'Legal where its domain has a definition, and no saved memory. Its definition is changed as a whole, and the CPU topology and a single NUMA cell with it; where the XML of an operator leaves more than one way, it is refused with the reason. A guest that runs gets at once what QEMU can give it; the rest is its `pendingSize` until its next start. A flavour with a size for the disk makes a smaller disk larger; an adopted instance keeps its disks.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or the flavour's disk is larger than any may be.`,
    404: '`instanceNotFound`, `flavourNotFound`',
    409: `${ILLEGAL} \`savedState\`; \`cannotResize\`: what its XML says of its size leaves no one way; \`diskNotLarger\`: its disk is larger than the flavour's; \`changedMeanwhile\`: work that was asked for earlier, or an operator, gave it another size; ${NO_GROWTH}`,
    507: '`insufficientStorage`',
  })
  resize(
    @Param('id') id: string,
    @Body() dto: ResizeInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.changes.resize(id, dto.flavour, actor.name);
  }

  @Post(':id/grow')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Make its disk larger',
    description:
      'Legal while it is stopped, crashed, running or paused. A guest that runs sees the larger disk at once; the file systems in it are its own to grow.',
  })
  @ApiProblems({
    ...PROBLEMS,
    400: `${INVALID}, or larger than any disk may be.`,
    409: `${ILLEGAL} \`diskNotLarger\`: its disk is as large already; ${NO_GROWTH}`,
    507: '`insufficientStorage`',
  })
  grow(
    @Param('id') id: string,
    @Body() dto: GrowInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.changes.grow(id, dto.diskGiB, actor.name);
  }
}
