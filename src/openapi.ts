import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from './config/settings.js';
import { Logger } from './common/logger.js';
import { createApp } from './create-app.js';
import { buildApiDocument } from './openapi-document.js';

/** Print the OpenAPI document: `node dist/src/openapi.js`. It needs neither libvirt nor an existing database. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'picostack-openapi-'));
  try {
    const app = await createApp(
      loadSettings({ PICOSTACK_DATA_DIR: dataDir }),
      undefined,
      new Logger('silent'),
    );
    process.stdout.write(`${JSON.stringify(buildApiDocument(app), null, 2)}\n`);
    await app.close();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
