import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InterruptedOperations } from './interrupted-operations.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { OperationEntity } from './operation.entity.js';
import { OperationsController } from './operations.controller.js';
import { OperationsService } from './operations.service.js';
import { WorkflowRunner } from './workflow-runner.js';

/** Global: every feature with long work starts it here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OperationEntity])],
  controllers: [OperationsController],
  providers: [
    InterruptedOperations,
    OperationQueue,
    OperationRecords,
    OperationsService,
    WorkflowRunner,
  ],
  exports: [InterruptedOperations, OperationsService],
})
export class OperationsModule {}
