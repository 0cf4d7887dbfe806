import { reportLibvirt } from './report.js';

const [timeoutMs, ...uris] = process.argv.slice(2);
void reportLibvirt(uris, Number(timeoutMs)).then((report) =>
  process.stdout.write(JSON.stringify(report)),
);
