#!/usr/bin/env node
import { runBundle } from '../common/run-bundle.js';

// The command of administrators: `picostk-nest`.
if (!runBundle('picostk-nest')) await import('./run.js');
