// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { StepError } from '../shell/log.mjs';
import { inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';

const DOCUMENT = 'packages/api-client/openapi.json';
const TYPES = 'packages/api-client/src/schema.gen.ts';
const LIMITS = 'packages/api-client/src/limits.gen.ts';
const SETTINGS = 'docs/settings.md';
const LIBVIRT_METHODS = 'packages/node-libvirt/src/client/objects.gen.ts';

const HEADER = `// The types of picostack's REST API.
// Generated from ${DOCUMENT} by \`npm run generate\`. Do not edit.

`;

/**
 * Writes the generated files below a folder: the methods of node-libvirt, the OpenAPI document of the built server,
 * the client's types and limits from that document, the table of settings, and the manual of the commands.
 * @param {string} root the checkout, or an empty folder to compare with it
 * @returns {Promise<string[]>} their paths
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
  write(root, LIMITS, limitsSource(JSON.parse(document)));

  const { methodsSource } =
    await import('../../packages/node-libvirt/scripts/generate-methods.mjs');
  write(root, LIBVIRT_METHODS, await methodsSource());
  write(root, SETTINGS, await withSettingsTable(readFileSync(inRoot(SETTINGS), 'utf8')));
  const pages = await manualFiles();
  for (const [file, text] of Object.entries(pages)) write(root, file, text);
  return [DOCUMENT, TYPES, LIMITS, LIBVIRT_METHODS, SETTINGS, ...Object.keys(pages)];
}

/** @returns {Promise<Record<string, string>>} the reference of commands and the manual pages, by path */
async function manualFiles() {
  const { manual } = await import(pathToFileURL(inRoot('dist/src/manual/manual.js')).href);
  const { format, resolveConfig } = await import('prettier');
  const entries = Object.entries(manual()).map(async ([file, text]) => {
    if (!file.endsWith('.md')) return [file, text];
    const options = { ...(await resolveConfig(inRoot(file))), filepath: file };
    return [file, await format(text, options)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Replaces the table of settings in their documentation.
 * @param {string} markdown
 * @returns {Promise<string>}
 */
async function withSettingsTable(markdown) {
  const { settingsReference } = await import(
    pathToFileURL(inRoot('dist/src/config/settings-reference.js')).href
  );
  const { format, resolveConfig } = await import('prettier');
  const file = inRoot(SETTINGS);
  const text = markdown.replace(/^\|[^]*?\n(?!\|)/m, () => `${settingsReference()}`);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/**
 * @returns {Promise<string>} what to show
 * @throws {StepError} when a committed file is not what would be generated now
 */
export async function checkGenerated() {
  const fresh = mkdtempSync(path.join(tmpdir(), 'picostack-generated-'));
  try {
    const files = await generate(fresh);
    const stale = files.filter((file) => read(inRoot(file)) !== read(path.join(fresh, file)));
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

/** The keywords of JSON Schema that limit the value of a field. */
const LIMIT_KEYWORDS = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'maxItems'];

/**
 * Writes the limits of request fields as a TypeScript constant, because the generated types do not have them.
 * @param {{ components: { schemas: Record<string, { properties?: Record<string, Record<string, unknown>> }> } }} document
 * @returns {string}
 */
function limitsSource({ components }) {
  const limits = Object.entries(components.schemas).flatMap(([schema, { properties = {} }]) => {
    const fields = Object.entries(properties).flatMap(([field, { items, ...value }]) =>
      [
        [field, limitsOf(value)],
        [`${field}[]`, limitsOf(Object(items))],
      ].filter(([, found]) => Object.keys(Object(found)).length > 0),
    );
    return fields.length > 0 ? [[schema, Object.fromEntries(fields)]] : [];
  });
  return `// The limits of request fields: LIMITS.RenameInstanceDto.name.maxLength; of the items of a list: 'tags[]'.
// Generated from ${DOCUMENT} by \`npm run generate\`. Do not edit.

export const LIMITS = ${JSON.stringify(Object.fromEntries(limits), null, 2)} as const;
`;
}

/**
 * @param {Record<string, unknown>} value the schema of a field
 * @returns {Record<string, unknown>}
 */
function limitsOf(value) {
  return Object.fromEntries(
    LIMIT_KEYWORDS.filter((keyword) => keyword in value).map((keyword) => [
      keyword,
      value[keyword],
    ]),
  );
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
