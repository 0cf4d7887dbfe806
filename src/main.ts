import { runBundle } from './common/run-bundle.js';

// The entry of the server: `node dist/src/main.js`.

// SIGHUP reloads the settings. Without a handler it ends the process, so the first one is here, before the code is loaded.
process.on('SIGHUP', () => undefined);
if (!runBundle('server')) await import('./server.js');
