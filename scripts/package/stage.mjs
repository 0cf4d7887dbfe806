// @ts-check
// Stages what a package of picostack contains, from a built checkout. The npm package, the Debian package and the container
// image are made of it.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { StepError } from '../shell/log.mjs';
import { inRoot } from '../shell/paths.mjs';

/** The folder of everything that packaging makes. */
export const PACKAGES = inRoot('build');

/** Of the compiled code, only the entries: they run the bundles. */
const FILES = [
  'dist/src/main.js',
  'dist/src/cli/main.js',
  'dist/src/nest/main.js',
  // `picostk doctor` runs it.
  'dist/src/libvirt/report-main.js',
  // The server runs it to build an image.
  'dist/src/image-builds/build-main.js',
  'dist/src/common/run-bundle.js',
  'dist/bundle/server.cjs',
  'dist/bundle/picostk.cjs',
  'dist/bundle/picostk-nest.cjs',
  'dist/bundle/libvirt-report.cjs',
  'dist/bundle/image-build.cjs',
  'web/dist',
  'templates',
  'catalogue',
  'packaging/systemd',
  'packaging/sysv',
  // `picostk init host` runs these.
  'scripts/shell',
  'scripts/setup/data-folder.mjs',
  'scripts/setup/host-packages.mjs',
  'scripts/setup/init-host.mjs',
  'scripts/setup/init-service.mjs',
  'scripts/setup/kvm-device.mjs',
  'scripts/setup/libvirt-daemon.mjs',
  'scripts/setup/libvirt-uri.mjs',
  'scripts/setup/os-release.mjs',
  'scripts/setup/package-managers.mjs',
  'scripts/setup/privilege.mjs',
  'scripts/setup/programs.mjs',
  'scripts/setup/requirements.mjs',
  'docs/man',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
];

/** Workspace packages that the bundles leave out, with the files that they need at run time. */
const WORKSPACE_PACKAGES = {
  'node-libvirt': ['package.json', 'dist', 'LICENSE'],
  'tiny-image': ['package.json', 'dist', 'guest'],
};

/** Of the package of the API documentation, the files that the server serves. Its dependency only counts installations. */
const SWAGGER_UI = [
  'LICENSE',
  'NOTICE',
  'absolute-path.js',
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.js',
  'package.json',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.css',
];

/** Packages of the registry that are installed with the package: native code is built for the Node that runs it. */
const DEPENDENCIES = ['better-sqlite3'];

/** Files of a build that a package does not need. */
const LEFT_OUT = /\.(map|d\.ts|tsbuildinfo)$|(^|\/)\.built-from$/;

/**
 * Stages the npm package `picostk`.
 * @param {string} folder is created, or emptied first
 * @throws {StepError} if the checkout is not built
 */
export function stage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copy(inRoot(file), path.join(folder, file));
  const bundled = Object.entries(WORKSPACE_PACKAGES).map(([name, files]) => {
    const source = inRoot('packages', name);
    const { name: packageName } = manifestOf(source);
    for (const file of files) {
      copy(path.join(source, file), path.join(folder, 'node_modules', packageName, file));
    }
    return packageName;
  });
  bundled.push(copySwaggerUi(folder));
  const manifest = `${JSON.stringify(packageManifest(bundled), null, 2)}\n`;
  writeFileSync(path.join(folder, 'package.json'), manifest);
}

/**
 * @param {string} folder
 * @returns {string} the name of the package
 */
function copySwaggerUi(folder) {
  const name = 'swagger-ui-dist';
  const target = path.join(folder, 'node_modules', name);
  for (const file of SWAGGER_UI) copy(inRoot('node_modules', name, file), path.join(target, file));
  const { dependencies: _, scripts: __, devDependencies: ___, ...manifest } = manifestOf(target);
  writeFileSync(path.join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return name;
}

/**
 * @param {readonly string[]} bundled names of packages that are part of this one
 * @returns {object} the package.json
 */
function packageManifest(bundled) {
  const { version, description, license, engines, bin } = manifestOf(inRoot());
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const locked = DEPENDENCIES.map((name) => [name, packages[`node_modules/${name}`].version]);
  return {
    name: 'picostk',
    version,
    description,
    license,
    type: 'module',
    engines,
    os: ['linux'],
    bin,
    man: readdirSync(inRoot('docs/man')).map((page) => `docs/man/${page}`),
    dependencies: {
      ...Object.fromEntries(locked),
      ...Object.fromEntries(bundled.map((name) => [name, '*'])),
    },
    bundleDependencies: bundled,
  };
}

/**
 * @param {string} folder
 * @returns {Record<string, any>}
 */
function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  if (!existsSync(from)) {
    throw new StepError(`staging: ${from} is missing`, { advice: 'run `npm run build` first.' });
  }
  cpSync(from, to, { recursive: true, filter: (source) => !LEFT_OUT.test(source) });
}
