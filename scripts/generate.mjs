// @ts-check
// npm run generate: the OpenAPI document from the server, and the client's types from that.
import { build } from './build/build.mjs';
import { generate } from './check/generated.mjs';
import { prepareDependencies } from './setup/prepare.mjs';
import { reportFailure, say } from './shell/log.mjs';
import { inRoot } from './shell/paths.mjs';

try {
  await prepareDependencies();
  // The command is built on the types that are about to change, so it may not compile just now;
  // tsc writes the server all the same.
  await build().catch(() => say('note', 'not all of it builds; describing what does'));
  await generate(inRoot());
  say('written', 'packages/api-client/openapi.json, packages/api-client/src/schema.gen.ts');
} catch (error) {
  reportFailure(error);
}
