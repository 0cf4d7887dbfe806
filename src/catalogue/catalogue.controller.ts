import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { ListQueryDto } from '../common/http/list-query.js';
import { CatalogueService } from './catalogue.service.js';
import { CatalogueEntryDto } from './dto.js';

@ApiTags('catalogue')
@Controller('catalogue')
export class CatalogueController {
  constructor(private readonly catalogue: CatalogueService) {}

  @Get()
  @ApiOperation({ summary: 'List the cloud images that can be imported by name' })
  @ApiPage(CatalogueEntryDto)
  @ApiProblems({ 400: '`invalidInput`: a query parameter is wrong.' })
  list(@Query() query: ListQueryDto) {
    return this.catalogue.list(query);
  }

  @Get(':name')
  @ApiOperation({ summary: 'Get a cloud image of the catalogue by name' })
  @ApiOkResponse({ type: CatalogueEntryDto })
  @ApiProblems({ 404: '`catalogueEntryNotFound`' })
  get(@Param('name') name: string): CatalogueEntryDto {
    return this.catalogue.get(name);
  }
}
