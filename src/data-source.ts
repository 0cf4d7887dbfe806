import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { loadSettings } from './config/settings.js';
import { dataSourceOptions } from './database/data-source-options.js';

/** The records as TypeORM's own command line opens them: `npx typeorm -d dist/src/data-source.js migration:show`. */
export default new DataSource(dataSourceOptions(loadSettings().dataDir));
