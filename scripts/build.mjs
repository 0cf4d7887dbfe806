// @ts-check
// npm run build: the packages, the server, the command and the page, as far as they changed.
import { build } from './build/build.mjs';
import { reportFailure } from './shell/log.mjs';

await build().catch(reportFailure);
