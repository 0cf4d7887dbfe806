import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { HostModule } from '../host/host.module.js';
import { InstanceEntity } from '../instances/records/instance.entity.js';
import { LibvirtModule } from '../libvirt/index.js';
import { OperationEntity } from '../operations/operation.entity.js';
import { DomainStatsReader } from './domain-stats.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';

@Module({
  imports: [
    AuthModule,
    HostModule,
    LibvirtModule,
    TypeOrmModule.forFeature([InstanceEntity, OperationEntity]),
  ],
  controllers: [MetricsController],
  providers: [DomainStatsReader, MetricsService],
})
export class MetricsModule implements NestModule {
  constructor(private readonly metrics: MetricsService) {}

  /** Measure all requests, those of the page too. */
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(this.metrics.middleware).forRoutes('{*path}');
  }
}
