import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiPage, ApiProblems } from '../common/http/api-responses.js';
import { EventDto, ListEventsQueryDto } from './dto.js';
import { serveEventStream } from './event-stream.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  @ApiOperation({
    summary: 'List past events, or follow the live stream',
    description:
      'By default the response is a page of the log, newest first. ' +
      'With `Accept: text/event-stream` it is a server-sent event stream: first `ready`, then `change` (an event, with its ' +
      'id), and `operation`, `image`, `instance` and `domain` (notifications, which have no id and are not stored). A ' +
      'reader that resumes with `Last-Event-ID` gets all events after that one; `0` means all stored events. `gap` means ' +
      'that events are no longer in the log, or that the id is not from this log: read everything again. The filters ' +
      'apply to both: a stream with a filter contains the matching events and no notifications. `limit`, `offset` and ' +
      '`sort` only apply to the page. By default events are stored for 90 days.',
  })
  @ApiProduces('application/json', 'text/event-stream')
  @ApiPage(EventDto)
  @ApiProblems({
    400: '`invalidInput`: a query parameter is wrong.',
    403: '`forbidden`: a foreign origin.',
  })
  async read(
    @Query() query: ListEventsQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') {
      await serveEventStream(this.events, query, request, response);
    } else {
      response.json(await this.events.list(query));
    }
  }
}
