// @ts-check
// npm start: sets up what a fresh clone is missing, then runs the server.
import { nodeVersionProblem } from './setup/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}

// Imported late, so that an older Node still prints the message above.
const { prepare } = await import('./setup/prepare.mjs');
const { reportFailure } = await import('./shell/log.mjs');
const { inRoot } = await import('./shell/paths.mjs');
const { pathToFileURL } = await import('node:url');

try {
  await prepare('run');
  // The server runs in this process, so that signals reach it directly.
  await import(pathToFileURL(inRoot('dist/src/main.js')).href);
} catch (error) {
  reportFailure(error);
}
