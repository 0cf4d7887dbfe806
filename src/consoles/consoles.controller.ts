import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, Roles } from '../auth/access/access.decorators.js';
import type { Principal } from '../auth/access/principal.js';
import { ApiProblems } from '../common/http/api-responses.js';
import { ConsolesService } from './consoles.service.js';
import { ConsoleTicketDto, ConsoleViewerListDto, OpenConsoleDto } from './dto.js';

/** Consoles of guests: tickets, and the WebSockets that they open. */
@ApiTags('consoles')
@Controller('instances/:id')
export class ConsolesController {
  constructor(private readonly consoles: ConsolesService) {}

  @Post('console')
  @HttpCode(201)
  @Roles('operator')
  @ApiOperation({
    summary: 'Get a ticket for a console',
    description:
      'It opens the WebSocket at `path` once, within 30 s, for the session or token that asked for it. Offer the protocols ' +
      '`picostack.console.v1` and `ticket.TICKET`.',
  })
  @ApiResponse({ status: 201, type: ConsoleTicketDto })
  @ApiProblems({
    403: '`forbidden`: needs the role operator.',
    404: '`instanceNotFound`',
    409: '`notRunning`: only a running guest has a console. `noVncDisplay`: the domain has no VNC display.',
    429: '`throttled`: too many tickets wait to be used.',
    503: '`libvirtUnavailable`',
  })
  open(
    @Param('id') id: string,
    @Body() { kind }: OpenConsoleDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ConsoleTicketDto> {
    return this.consoles.issueTicket(id, kind, principal);
  }

  @Get('console')
  @ApiOperation({ summary: 'List who has consoles of an instance open' })
  @ApiOkResponse({ type: ConsoleViewerListDto })
  @ApiProblems({ 404: '`instanceNotFound`' })
  viewers(@Param('id') id: string): Promise<ConsoleViewerListDto> {
    return this.consoles.viewers(id);
  }

  @Get('console/vnc')
  @Roles('operator')
  @ApiOperation({
    summary: 'Open the screen as a WebSocket',
    description:
      'Binary messages carry the VNC protocol (RFB 3.8, without a password). The server closes the connection with 4000 when the ' +
      'guest stops, 4001 when the session or token ends or the role changes, and 4002 when the screen cannot be reached.',
  })
  @ApiHeader({
    name: 'Sec-WebSocket-Protocol',
    required: true,
    example: 'picostack.console.v1, ticket.kD3v9f',
  })
  @ApiResponse({ status: 101, description: 'The connection is a WebSocket.' })
  @ApiProblems({
    403: '`forbidden`: needs the role operator. `consoleTicketInvalid`. `crossSiteRequest`.',
    404: '`instanceNotFound`',
    426: '`upgradeRequired`: this is not a WebSocket request.',
    429: '`throttled`: too many consoles are open.',
  })
  vnc(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.consoles.connect(id, 'vnc', { principal, request, response });
  }
}
