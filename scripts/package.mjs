// @ts-check
// npm run package [-- --deb | --container]: builds the npm package build/picostk-VERSION.tgz from the checkout, the Debian
// package build/picostk_VERSION_ARCHITECTURE.deb, or the folder build/container, of which `podman build` makes the container
// image. The same commit always makes the same file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build/build.mjs';
import { packContainer } from './package/container.mjs';
import { packDeb } from './package/deb.mjs';
import { packNpm } from './package/npm.mjs';
import { reportFailure, say } from './shell/log.mjs';

try {
  await build();
  if (process.argv.includes('--container')) {
    const context = path.relative(process.cwd(), packContainer());
    say('written', context);
    say('next', `podman build --tag picostk ${context}   (or docker build)`);
  } else {
    const file = await (process.argv.includes('--deb') ? packDeb() : packNpm());
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    say('written', path.relative(process.cwd(), file));
    say('sha256', digest);
  }
} catch (error) {
  reportFailure(error);
}
