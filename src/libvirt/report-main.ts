import { reportLibvirt } from './report.js';

// The program `node dist/src/libvirt/report-main.js MILLISECONDS URI...`, which `picostk doctor` runs.
const [timeoutMs, ...uris] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await reportLibvirt(uris, Number(timeoutMs))));
