import { runBundle } from './common/run-bundle.js';

// The entry of the server: `node dist/src/main.js`.
if (!runBundle('server')) await import('./server.js');
