import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { createDataSource } from './database-access.js';
import { DatabaseHealth } from './database-health.js';
import { IdleCheckpoint } from './idle-checkpoint.js';
import { dataSourceOptions } from './data-source-options.js';

/** The connection to the database; migrations run before the first query. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [SETTINGS],
      useFactory: (settings: Settings) => ({
        ...dataSourceOptions(settings.dataDir),
        autoLoadEntities: true,
        migrationsRun: true,
        // A database that does not open will not open after three seconds either.
        retryAttempts: 0,
      }),
      dataSourceFactory: (options?: DataSourceOptions) => {
        if (!options) throw new Error('The database has no options.');
        return Promise.resolve(createDataSource(options));
      },
    }),
  ],
  providers: [DatabaseHealth, IdleCheckpoint],
  exports: [DatabaseHealth],
})
export class DatabaseModule {}
