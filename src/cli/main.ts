#!/usr/bin/env node
import { runBundle } from '../common/run-bundle.js';

// The command: `picostk`.
if (!runBundle('picostk')) await import('./run.js');
