import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FlavourEntity } from './flavour.entity.js';
import { FlavoursController } from './flavours.controller.js';
import { FlavoursService } from './flavours.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([FlavourEntity])],
  controllers: [FlavoursController],
  providers: [FlavoursService],
  exports: [FlavoursService],
})
export class FlavoursModule {}
