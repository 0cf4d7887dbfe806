import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentActor } from '../auth/access/access.decorators.js';
import type { Actor } from '../auth/access/actor.js';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { type ETagRule, HasETag } from '../common/http/etag.js';
import { ListQueryDto } from '../common/http/list-query.js';
import { CreateFlavourDto, FlavourDto, UpdateFlavourDto } from './dto.js';
import { FlavoursService } from './flavours.service.js';

const ETAG: ETagRule<FlavourDto> = {
  type: 'flavour',
  service: FlavoursService,
  leftOut: [],
};

@ApiTags('flavours')
@Controller('flavours')
export class FlavoursController {
  constructor(private readonly flavours: FlavoursService) {}

  @Get()
  @ApiOperation({ summary: 'List the flavours' })
  @ApiPage(FlavourDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.' })
  list(@Query() query: ListQueryDto) {
    return this.flavours.list(query);
  }

  @Post()
  @ApiOperation({ summary: 'Create a flavour' })
  @ApiCreatedResponse({ type: FlavourDto })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: '`forbidden`: needs the role operator.',
    409: '`nameTaken`',
  })
  create(@Body() dto: CreateFlavourDto, @CurrentActor() actor: Actor): Promise<FlavourDto> {
    return this.flavours.create(dto, actor.name);
  }

  @Get(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'Get a flavour by id or name' })
  @ApiOkResponse({ type: FlavourDto })
  @ApiProblems({ 404: '`flavourNotFound`' })
  get(@Param('id') id: string): Promise<FlavourDto> {
    return this.flavours.get(id);
  }

  @Patch(':id')
  @HasETag(ETAG)
  @ApiOperation({ summary: 'Change a flavour; existing instances keep their sizes' })
  @ApiOkResponse({ type: FlavourDto })
  @ApiProblems({
    400: '`invalidInput`: a field is wrong.',
    403: '`forbidden`: needs the role operator.',
    404: '`flavourNotFound`',
    409: '`nameTaken`',
  })
  update(
    @Param('id') id: string,
    @Body() dto: UpdateFlavourDto,
    @CurrentActor() actor: Actor,
  ): Promise<FlavourDto> {
    return this.flavours.update(id, dto, actor.name);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a flavour without instances' })
  @ApiNoContentResponse({ description: 'The flavour is deleted.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`flavourNotFound`',
    409: '`flavourInUse`: it has instances.',
  })
  remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.flavours.remove(id, actor.name);
  }
}
