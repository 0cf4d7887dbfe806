import { runBundle } from '../common/run-bundle.js';

// The program `node dist/src/libvirt/report-main.js MILLISECONDS URI...`, which `picostk doctor` runs.
if (!runBundle('libvirt-report')) await import('./report-run.js');
