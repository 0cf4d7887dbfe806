import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { ConsolesModule } from './consoles/consoles.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { FlavoursModule } from './flavours/flavours.module.js';
import { HealthController } from './health.controller.js';
import { HostModule } from './host/host.module.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { ImagesModule } from './images/images.module.js';
import { InstancesModule } from './instances/instances.module.js';
import { LibvirtModule } from './libvirt/libvirt.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { NetworksModule } from './networks/networks.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { RecoverModule } from './recover/recover.module.js';
import { StorageModule } from './storage/storage.module.js';

/** The root module. */
@Module({
  imports: [
    DatabaseModule,
    LibvirtModule,
    EventsModule,
    OperationsModule,
    AuthModule,
    IdempotencyModule,
    HostModule,
    StorageModule,
    FlavoursModule,
    CatalogueModule,
    ImagesModule,
    NetworksModule,
    InstancesModule,
    ConsolesModule,
    MetricsModule,
    RecoverModule,
  ],
  controllers: [HealthController],
})
export class AppModule {
  /** Create the root module with these settings. */
  static with(settings: Settings): DynamicModule {
    const self: Type = AppModule;
    return { module: self, imports: [ConfigModule.with(settings)] };
  }
}
