import { Module } from '@nestjs/common';
import { InstancesModule } from '../instances/instances.module.js';
import { ConsolesController } from './consoles.controller.js';
import { ConsolesService } from './consoles.service.js';
import { ScreenshotsController } from './screen/screenshots.controller.js';
import { ScreenshotsService } from './screen/screenshots.service.js';
import { ConsoleTickets } from './viewers/console-tickets.js';
import { ConsoleViewers } from './viewers/console-viewers.js';
import { VncConnections } from './vnc/vnc-connections.js';
import { VncConsole } from './vnc/vnc-console.js';

/** Consoles of guests, and pictures of their screens. */
@Module({
  imports: [InstancesModule],
  controllers: [ConsolesController, ScreenshotsController],
  providers: [
    ConsolesService,
    { provide: ConsoleTickets, useFactory: () => new ConsoleTickets() },
    ConsoleViewers,
    VncConnections,
    VncConsole,
    ScreenshotsService,
  ],
})
export class ConsolesModule {}
