import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../auth/access.decorators.js';
import type { Actor } from '../../auth/actor.js';
import { ApiProblems } from '../../common/http/api-responses.js';
import { AnswersOperation } from '../../operations/answers-operation.js';
import type { OperationDto } from '../../operations/dto.js';
import {
  CloneInstanceDto,
  PublishInstanceDto,
  RebuildInstanceDto,
} from '../dto/copy-instance.dto.js';
import { InstanceCopies } from './instance-copies.js';

const INVALID = '`invalidInput`: a field is wrong.';
const FORBIDDEN = '`forbidden`: needs the role operator.';
const ILLEGAL =
  '`illegalState`: not possible in its state; `legal` lists what is. `domainBusy`: another job holds the domain; `libvirtFailed`: libvirt or QEMU refused it; `copyFailed`: QEMU gave the copying up.';
const DISK =
  '`diskMissing`: its disk is gone; `diskElsewhere`: its domain has another disk than picostack made.';
const UNAVAILABLE = '`libvirtUnavailable`: libvirt is out of reach.';
const FULL = '`insufficientStorage`: the storage pool has no room for what would be copied.';

@ApiTags('instances')
@Controller('instances/:id')
export class InstanceCopiesController {
  constructor(private readonly copies: InstanceCopies) {}

  @Post('clone')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Make a new instance whose disk is a copy of its disk',
    description:
      'Legal while it runs, is paused, stopped or crashed; a guest that runs goes on. The clone has its size, its description and its tags, a MAC address and host ports of its own, and is the resource of the operation. Only the disk that picostack made is copied.',
  })
  @ApiProblems({
    400: INVALID,
    403: FORBIDDEN,
    404: '`instanceNotFound`',
    409: `\`nameTaken\`, \`portTaken\`, \`noFreePort\`, \`imageNotReady\`, \`imageFileMissing\`; ${ILLEGAL} \`notLinked\`: it is no clone of an image, so that there is nothing to share; \`guestWentOff\`: it went off in the middle; \`changedMeanwhile\`; \`cancelled\`; ${DISK}`,
    503: UNAVAILABLE,
    507: FULL,
  })
  clone(
    @Param('id') id: string,
    @Body() dto: CloneInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.copies.clone(id, dto, actor.name);
  }

  @Post('rebuild')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Give it a new disk from its image, or from another one',
    description:
      'Legal while it is stopped or crashed. All that is on the disk goes; its name, MAC address, ports and size stay, and what was changed in its domain by hand. The new disk is as large as the old one at least.',
  })
  @ApiProblems({
    400: `${INVALID}, or it was made from no image, and none is given.`,
    403: FORBIDDEN,
    404: '`instanceNotFound`, `imageNotFound`',
    409: `\`imageNotReady\`, \`imageFileMissing\`; ${ILLEGAL} \`snapshotsWouldGo\`: \`snapshots\`, \`checkpoints\` and saved memory belong to the old disk; \`startedMeanwhile\`, \`changedMeanwhile\`; \`cancelled\`; ${DISK}`,
    503: UNAVAILABLE,
    507: FULL,
  })
  rebuild(
    @Param('id') id: string,
    @Body() dto: RebuildInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.copies.rebuild(id, dto, actor.name);
  }

  @Post('publish')
  @AnswersOperation()
  @ApiOperation({
    summary: 'Make a new image from its disk',
    description:
      'Legal while it runs, is paused, stopped or crashed; a guest that runs goes on. The image stands alone, and takes the default ports, the user and the memory need over from the image of the instance. Only the disk that picostack made is copied.',
  })
  @ApiProblems({
    400: INVALID,
    403: FORBIDDEN,
    404: '`instanceNotFound`',
    409: `\`nameTaken\`; ${ILLEGAL} \`guestWentOff\`: it went off in the middle; \`cancelled\`; ${DISK}`,
    503: UNAVAILABLE,
    507: FULL,
  })
  publish(
    @Param('id') id: string,
    @Body() dto: PublishInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.copies.publish(id, dto, actor.name);
  }
}
