// @ts-check
// npm run generate: writes the OpenAPI document from the server, the client's types from the document, and the
// methods of node-libvirt from the protocol table.
import { build } from './build/build.mjs';
import { generate } from './check/generated.mjs';
import { prepareDependencies } from './setup/prepare.mjs';
import { reportFailure, say } from './shell/log.mjs';
import { inRoot } from './shell/paths.mjs';

try {
  await prepareDependencies();
  // The command uses the types that are about to change and may not compile yet. tsc writes the
  // server anyway.
  await build().catch(() => say('note', 'the build has errors; generating from what was built'));
  await generate(inRoot());
  say('written', 'the OpenAPI document, its types, and the methods of node-libvirt');
} catch (error) {
  reportFailure(error);
}
