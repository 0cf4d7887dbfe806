import { runBundle } from '../common/run-bundle.js';

// The program that the server starts for each build of an image, with an IPC channel.
if (!runBundle('image-build')) await import('./build-run.js');
