import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { loadSettings } from './config/settings.js';
import { DataFolderLock } from './database/data-folder-lock.js';
import { dataSourceOptions } from './database/data-source-options.js';

const { dataDir } = loadSettings();
// A running server would continue with another schema than it knows.
const lock = DataFolderLock.take(dataDir, null);
process.once('exit', () => lock.release());

/** The records for TypeORM's command line: `npx typeorm -d dist/src/data-source.js migration:show`. */
export default new DataSource(dataSourceOptions(dataDir));
