import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InterruptedOperations } from './interrupted-operations.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { OperationEntity } from './operation.entity.js';
import { OperationsController } from './operations.controller.js';
import { OperationsService } from './operations.service.js';
import { WorkflowRegistry } from './workflow-registry.js';
import { WorkflowRunner } from './workflow-runner.js';

/** Long-running operations. Global: every feature starts its own here. */
@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([OperationEntity])],
  controllers: [OperationsController],
  providers: [
    InterruptedOperations,
    OperationQueue,
    OperationRecords,
    OperationsService,
    WorkflowRegistry,
    WorkflowRunner,
  ],
  exports: [InterruptedOperations, OperationsService],
})
export class OperationsModule {}
