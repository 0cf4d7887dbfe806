// @ts-check
// Bundles the compiled server and the compiled command into one file each: most of the time of a start is spent on
// finding and reading some 2,000 modules, of which a third is never used. ADR 017 has the figures.
import path from 'node:path';
import { rolldown } from 'rolldown';
import { inRoot } from '../shell/paths.mjs';

/** The entries in `dist/src`, by the name of the bundle. `src/common/run-bundle.ts` runs the bundles. */
const ENTRIES = {
  server: 'server.js',
  picostk: 'cli/run.js',
  'picostk-nest': 'nest/run.js',
  'libvirt-report': 'libvirt/report-run.js',
  'image-build': 'image-builds/build-run.js',
};

/** Native code, files that are read at run time, and node-libvirt, which other programs share with the server. */
const EXTERNAL = [
  /^better-sqlite3$/,
  /^swagger-ui-dist(\/|$)/,
  /^@picostack\/tiny-image(\/|$)/,
  /^node-libvirt(\/|$)/,
];

/** @typedef {import('rolldown').Plugin} Plugin */

/**
 * Nest loads some packages with a `require` that bundlers do not see. They would be loaded twice: from the bundle and
 * from node_modules.
 * @type {Plugin}
 */
const visibleRequires = {
  name: 'visible-requires',
  transform: {
    filter: { id: /node_modules\/@nestjs\/(mapped-types|typeorm)\// },
    handler(code) {
      const hidden = 'const require = createRequire(import.meta.url);';
      // Not removed, so that the positions in the source map stay.
      return code.includes(hidden) ? { code: code.replace(hidden, ''), map: null } : undefined;
    },
  },
};

const OTHER_DRIVER = /^\.\/(?!better-sqlite3\/)[\w-]+\/(\w+Driver)$/;
const NO_DRIVER = 'no-driver:';

/**
 * TypeORM imports the drivers of all databases.
 * @type {Plugin}
 */
const withoutOtherDrivers = {
  name: 'without-other-drivers',
  resolveId: {
    filter: { id: OTHER_DRIVER },
    handler(id, importer) {
      const driver = OTHER_DRIVER.exec(id)?.[1];
      const isFactory = importer?.endsWith(path.join('typeorm', 'driver', 'DriverFactory.js'));
      return isFactory && driver !== undefined ? `\0${NO_DRIVER}${driver}` : undefined;
    },
  },
  load: {
    filter: { id: new RegExp(`^\0${NO_DRIVER}`) },
    handler(id) {
      const name = id.slice(NO_DRIVER.length + 1);
      return `exports.${name} = class { constructor() { throw new Error('The bundle does not contain TypeORM\\'s ${name}. Add it to scripts/build/bundle.mjs.'); } };`;
    },
  },
};

const PHONE_NUMBERS = 'libphonenumber-js/max';

/**
 * class-validator imports tables of the phone numbers of all countries, for a decorator that picostack does not use.
 * @type {Plugin}
 */
const withoutPhoneNumbers = {
  name: 'without-phone-numbers',
  resolveId: {
    filter: { id: new RegExp(`^${PHONE_NUMBERS}$`) },
    handler: () => `\0${PHONE_NUMBERS}`,
  },
  load: {
    filter: { id: new RegExp(`^\0${PHONE_NUMBERS}$`) },
    handler: () => 'module.exports = {};',
  },
};

/**
 * @param {string} name
 * @param {string} entry
 */
async function bundle(name, entry) {
  const build = await rolldown({
    input: { [name]: inRoot('dist/src', entry) },
    cwd: inRoot(),
    platform: 'node',
    external: EXTERNAL,
    plugins: [visibleRequires, withoutOtherDrivers, withoutPhoneNumbers],
    onLog(level, log) {
      // Optional packages of Nest and TypeORM, which are not installed.
      if (log.code === 'UNRESOLVED_IMPORT' && log.message.includes('node_modules/')) return;
      throw new Error(`${level}: ${log.message}`);
    },
  });
  await build.write({
    dir: inRoot('dist/bundle'),
    entryFileNames: '[name].cjs',
    // V8's code cache is available for scripts, not for ES modules.
    format: 'cjs',
    codeSplitting: false,
    // A script cannot import.
    dynamicImportInCjs: false,
    // Text of one byte a character takes half of the memory.
    charset: 'ascii',
    // Nest and TypeORM use the names of classes.
    keepNames: true,
    comments: { legal: true, annotation: false, jsdoc: false },
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await build.close();
}

await Promise.all(Object.entries(ENTRIES).map(([name, entry]) => bundle(name, entry)));
