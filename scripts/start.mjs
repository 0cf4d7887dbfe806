// @ts-check
// npm start: whatever is missing between a fresh clone and a running server, then the server.
import { nodeVersionProblem } from './setup/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}

// Imported late: an older Node must get as far as the message above.
const { prepare } = await import('./setup/prepare.mjs');
const { reportFailure } = await import('./shell/log.mjs');
const { inRoot } = await import('./shell/paths.mjs');
const { pathToFileURL } = await import('node:url');

try {
  await prepare({ testing: false });
  // In this process: a signal reaches the server itself, and there is one process to look after.
  await import(pathToFileURL(inRoot('dist/src/main.js')).href);
} catch (error) {
  reportFailure(error);
}
