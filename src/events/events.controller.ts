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
    summary: 'What happened: a page of the log, or a live stream',
    description:
      'With `Accept: text/event-stream` the answer is a server-sent event stream: first `ready`, then `change` ' +
      '(an event, with its id), and `operation`, `image`, `instance` and `domain` (passing news, without id, not ' +
      'stored). A reader that resumes with `Last-Event-ID` is sent everything behind that event, however much it is; ' +
      '`0` means all that is kept. `gap` says that events behind it are not in the log any more, or that the id is ' +
      'not one of this log: read everything again. Otherwise a page of the log, newest first. The filters hold for both: ' +
      'a stream with a filter carries the events that fit it, and no passing news; `limit`, `offset` and `sort` are ' +
      'for the page alone. Events are kept for 90 days unless the settings say otherwise.',
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
