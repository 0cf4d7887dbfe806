import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../auth/access.decorators.js';
import type { Actor } from '../auth/actor.js';
import { ApiProblems } from '../common/http/api-responses.js';
import { AnswersOperation } from '../operations/answers-operation.js';
import type { OperationDto } from '../operations/dto.js';
import { RenameInstanceDto } from './changes.dto.js';
import { InstanceChanges } from './instance-changes.js';

const INVALID = '`invalidInput`: a field is wrong';
const ILLEGAL = '`illegalState`: not possible in its state; `legal` lists what is.';
const PROBLEMS = {
  400: `${INVALID}.`,
  403: '`forbidden`: needs the role operator.',
  404: '`instanceNotFound`',
  500: '`libvirtFailed`',
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
    409: `${ILLEGAL} \`nameTaken\`; \`savedState\`: its state is saved to disk under its name.`,
  })
  rename(
    @Param('id') id: string,
    @Body() dto: RenameInstanceDto,
    @CurrentActor() actor: Actor,
  ): Promise<OperationDto> {
    return this.changes.rename(id, dto.name, actor.name);
  }
}
