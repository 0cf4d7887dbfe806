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
const nodeModule = await import('node:module');

try {
  await prepare('run');
  // Node 22 and later cache compiled code. Most of the start-up time is spent on reading JavaScript.
  if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function') {
    nodeModule.enableCompileCache(inRoot('node_modules/.cache/node'));
  }
  // The server runs in this process, so that signals reach it directly.
  await import(pathToFileURL(inRoot('dist/src/main.js')).href);
} catch (error) {
  reportFailure(error);
}
