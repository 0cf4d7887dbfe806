import { Injectable } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../auth/access/principal.js';
import { InstancesService } from '../instances/instances.service.js';
import type { ConsoleKind, ConsoleTicketDto, ConsoleViewerListDto } from './dto.js';
import { ConsoleTickets, TICKET_LIFE_MS } from './viewers/console-tickets.js';
import { ConsoleViewers, ticketOf } from './viewers/console-viewers.js';
import { VncConnections } from './vnc/vnc-connections.js';
import { VncConsole } from './vnc/vnc-console.js';

/** Who asks for a console. */
interface ConsoleRequest {
  readonly principal: Principal;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Opens consoles of guests. */
@Injectable()
export class ConsolesService {
  constructor(
    private readonly instances: InstancesService,
    private readonly tickets: ConsoleTickets,
    private readonly open: ConsoleViewers,
    private readonly connections: VncConnections,
    private readonly vnc: VncConsole,
  ) {}

  /** @throws NotFoundError, ConflictError if the guest has no such console now, ThrottledError */
  async issueTicket(
    idOrName: string,
    kind: ConsoleKind,
    principal: Principal,
  ): Promise<ConsoleTicketDto> {
    const { id, name } = await this.instances.get(idOrName);
    await this.connections.requireDisplay(id, name);
    return {
      kind,
      ticket: this.tickets.issue(principal, id, kind),
      path: `/api/v1/instances/${id}/console/${kind}`,
      expiresAt: new Date(Date.now() + TICKET_LIFE_MS).toISOString(),
    };
  }

  async viewers(idOrName: string): Promise<ConsoleViewerListDto> {
    const { id } = await this.instances.get(idOrName);
    return { items: this.open.of(id) };
  }

  /** Make the connection of a request a console. @throws ForbiddenError, UpgradeRequiredError, ThrottledError */
  async connect(
    idOrName: string,
    kind: ConsoleKind,
    { principal, request, response }: ConsoleRequest,
  ): Promise<void> {
    this.open.requireRoom(request);
    const { id, name } = await this.instances.get(idOrName);
    this.tickets.redeem(ticketOf(request), principal, id, kind);
    const wanted = { request, response, principal, instanceId: id, kind };
    const viewer = await this.open.accept(wanted);
    await this.vnc.serve(viewer, id, name);
  }
}
