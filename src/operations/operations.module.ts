import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OperationEntity } from './operation.entity.js';
import { OperationsController } from './operations.controller.js';
import { OperationsService } from './operations.service.js';

/** Global: every feature with long work starts it here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OperationEntity])],
  controllers: [OperationsController],
  providers: [OperationsService],
  exports: [OperationsService],
})
export class OperationsModule {}
