#!/usr/bin/env node
import { runBundle } from '../common/run-bundle.js';

// The command: `picostk`. The server runs in this process, so that signals reach it directly.
const [command, ...options] = process.argv.slice(2);
if (command === 'serve' && options.length === 0) await import('../main.js');
else if (!runBundle('picostk')) await import('./run.js');
