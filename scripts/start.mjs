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
const nodeModule = await import('node:module');

try {
  await prepare('run');
  // Node 22 and later keep what they compiled; most of a start is reading JavaScript.
  if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function') {
    nodeModule.enableCompileCache(inRoot('node_modules/.cache/node'));
  }
  // In this process: a signal reaches the server itself, and there is one process to look after.
  await import(pathToFileURL(inRoot('dist/src/main.js')).href);
} catch (error) {
  reportFailure(error);
}
