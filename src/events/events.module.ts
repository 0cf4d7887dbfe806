import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventEntity } from './event.entity.js';
import { EventPruner } from './event-pruner.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';

/** Global: all features record events. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([EventEntity])],
  controllers: [EventsController],
  providers: [EventsService, EventPruner],
  exports: [EventsService],
})
export class EventsModule {}
