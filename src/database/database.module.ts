import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { dataSourceOptions } from './data-source-options.js';

/** The connection to the records; migrations run before the first query. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [SETTINGS],
      useFactory: (settings: Settings) => ({
        ...dataSourceOptions(settings.dataDir),
        autoLoadEntities: true,
        migrationsRun: true,
        // A database that does not open will not open in three seconds either.
        retryAttempts: 0,
      }),
    }),
  ],
})
export class DatabaseModule {}
