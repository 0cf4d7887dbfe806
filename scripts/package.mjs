// @ts-check
// npm run package [-- --deb]: builds the npm package build/picostk-VERSION.tgz from the checkout, or the Debian package
// build/picostk_VERSION_ARCHITECTURE.deb. The same commit always makes the same file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build/build.mjs';
import { packDeb } from './package/deb.mjs';
import { packNpm } from './package/npm.mjs';
import { reportFailure, say } from './shell/log.mjs';

try {
  await build();
  const file = await (process.argv.includes('--deb') ? packDeb() : packNpm());
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  say('written', path.relative(process.cwd(), file));
  say('sha256', digest);
} catch (error) {
  reportFailure(error);
}
