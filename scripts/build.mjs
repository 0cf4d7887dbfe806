// @ts-check
// npm run build: builds the packages, the server, the command and the page where they changed.
import { build } from './build/build.mjs';
import { reportFailure } from './shell/log.mjs';

await build().catch(reportFailure);
