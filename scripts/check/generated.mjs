// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StepError } from '../shell/log.mjs';
import { inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';

const DOCUMENT = 'packages/api-client/openapi.json';
const TYPES = 'packages/api-client/src/schema.gen.ts';
const LIBVIRT_METHODS = 'packages/node-libvirt/src/client/objects.gen.ts';

const HEADER = `// The types of picostack's REST API.
// Generated from ${DOCUMENT} by \`npm run generate\`. Do not edit.

`;

/**
 * Writes the generated files below a folder: the methods of node-libvirt, the OpenAPI document of the built server,
 * and the client's types from that document.
 * @param {string} root the checkout, or an empty folder to compare with it
 * @returns {Promise<void>}
 */
export async function generate(root) {
  const document = await runStep(
    'describing the API',
    [process.execPath, '--disable-warning=ExperimentalWarning', inRoot('dist/src/openapi.js')],
    { advice: 'run `npm run build` first; the server must load.' },
  );
  write(root, DOCUMENT, document);

  // Imported late: scripts that import this file also run before the npm packages are installed.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const types = astToString(await openapiTS(JSON.parse(document)));
  write(root, TYPES, HEADER + types);

  const { methodsSource } =
    await import('../../packages/node-libvirt/scripts/generate-methods.mjs');
  write(root, LIBVIRT_METHODS, await methodsSource());
}

/**
 * @returns {Promise<string>} what to show
 * @throws {StepError} when a committed file is not what would be generated now
 */
export async function checkGenerated() {
  const fresh = mkdtempSync(path.join(tmpdir(), 'picostack-generated-'));
  try {
    await generate(fresh);
    const stale = [DOCUMENT, TYPES, LIBVIRT_METHODS].filter(
      (file) => read(inRoot(file)) !== read(path.join(fresh, file)),
    );
    if (stale.length > 0) {
      throw new StepError('generated files are out of date', {
        output: stale.join('\n'),
        advice: 'run `npm run generate` and commit the result.',
      });
    }
    return '';
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} text
 */
function write(root, file, text) {
  const absolute = path.join(root, file);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
}

/**
 * @param {string} file
 * @returns {string | null}
 */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
