// @ts-check
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';
import { PACKAGES, stage } from './stage.mjs';

/** The files of shells that load completions. */
const COMPLETIONS = {
  bash: 'usr/share/bash-completion/completions/picostk',
  zsh: 'usr/share/zsh/vendor-completions/_picostk',
  fish: 'usr/share/fish/vendor_completions.d/picostk.fish',
};

/** Where the package installs the program. */
const PROGRAM = '/usr/lib/picostk';
const NODE = `${PROGRAM}/bin/node`;
/** The package with native code, and what it loads. Its sources and its installer stay out. */
const NATIVE = {
  'better-sqlite3': ['package.json', 'LICENSE', 'lib', 'build/Release/better_sqlite3.node'],
  bindings: ['package.json', 'LICENSE.md', 'bindings.js'],
  'file-uri-to-path': ['package.json', 'LICENSE', 'index.js'],
};
const COMMANDS = { picostk: 'dist/src/cli/main.js', 'picostk-nest': 'dist/src/nest/main.js' };

/**
 * Builds the Debian package from a built checkout. It contains the Node that runs this script: the native module fits only
 * that one, and Debian 12 has an older Node.
 * @returns {Promise<string>} its path
 */
export async function packDeb() {
  const { version, description } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const architecture = (await runStep('asking dpkg', ['dpkg', '--print-architecture'])).trim();
  const tree = path.join(PACKAGES, 'deb');
  rmSync(tree, { recursive: true, force: true });
  stage(path.join(tree, PROGRAM));
  stageNative(path.join(tree, PROGRAM));
  await stageSystemFiles(tree);
  const control = {
    Package: 'picostk',
    Version: version,
    Architecture: architecture,
    Maintainer: 'picostack <root@localhost>',
    'Installed-Size': Math.ceil(sizeOf(tree) / 1024),
    Depends:
      'adduser, init-system-helpers, libvirt-daemon-system, qemu-system-x86, qemu-utils, libc6, libstdc++6',
    Recommends: 'dnsmasq-base, polkitd',
    Section: 'admin',
    Priority: 'optional',
    Description: `${description}\n The server, its web page, and the commands picostk and picostk-nest.`,
  };
  const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`);
  write(path.join(tree, 'DEBIAN/control'), lines.join(''));
  write(path.join(tree, 'DEBIAN/conffiles'), '/etc/picostack/picostack.yaml\n/etc/init.d/pstk\n');
  for (const script of ['postinst', 'prerm', 'postrm']) {
    write(
      path.join(tree, 'DEBIAN', script),
      readFileSync(inRoot('packaging/debian', script), 'utf8'),
      0o755,
    );
  }
  normalizeModes(path.join(tree, 'usr'));
  normalizeModes(path.join(tree, 'etc'));
  const file = path.join(PACKAGES, `picostk_${version}_${architecture}.deb`);
  // The time of the commit instead of now: the same commit makes the same file.
  const time = (await runStep('asking git', ['git', 'log', '-1', '--format=%ct'])).trim();
  await runStep('packing', ['dpkg-deb', '--root-owner-group', '-Zxz', '--build', tree, file], {
    env: { SOURCE_DATE_EPOCH: time },
  });
  return file;
}

/**
 * @param {string} program
 */
function stageNative(program) {
  for (const [name, files] of Object.entries(NATIVE)) {
    for (const file of files) {
      cpSync(inRoot('node_modules', name, file), path.join(program, 'node_modules', name, file), {
        recursive: true,
      });
    }
  }
  cpSync(process.execPath, path.join(program, 'bin/node'));
  // Node's own license, where its installation has it.
  const license = path.resolve(process.execPath, '../../LICENSE');
  if (existsSync(license)) cpSync(license, path.join(program, 'bin/LICENSE'));
}

/**
 * @param {string} tree
 */
async function stageSystemFiles(tree) {
  for (const [name, entry] of Object.entries(COMMANDS)) {
    const text = `#!/bin/sh\nexec ${NODE} ${PROGRAM}/${entry} "$@"\n`;
    write(path.join(tree, 'usr/bin', name), text, 0o755);
  }
  const units = path.join(tree, 'usr/lib/systemd/system');
  write(path.join(units, 'picostk.service'), withPaths('packaging/systemd/picostk.service'));
  // Otherwise systemd would make a second service of /etc/init.d/pstk.
  symlinkSync('picostk.service', path.join(units, 'pstk.service'));
  write(path.join(tree, 'etc/init.d/pstk'), withPaths('packaging/sysv/pstk'), 0o755);
  const { sampleSettingsFile } = await import(
    pathToFileURL(inRoot('dist/src/config/sample-file.js')).href
  );
  write(path.join(tree, 'etc/picostack/picostack.yaml'), sampleSettingsFile());
  for (const [shell, file] of Object.entries(COMPLETIONS)) {
    const command = [process.execPath, inRoot(COMMANDS.picostk), 'completion', shell];
    write(path.join(tree, file), await runStep(`writing the completion of ${shell}`, command));
  }
  for (const page of readdirSync(inRoot('docs/man'))) {
    const folder = path.join(tree, 'usr/share/man', `man${page.split('.').at(-1)}`);
    // Without a time, so that the same commit makes the same file.
    write(
      path.join(folder, `${page}.gz`),
      gzipSync(readFileSync(inRoot('docs/man', page)), { level: 9 }),
    );
  }
  const docs = path.join(tree, 'usr/share/doc/picostk');
  write(path.join(docs, 'copyright'), readFileSync(inRoot('LICENSE'), 'utf8'));
  write(path.join(docs, 'README.md'), readFileSync(inRoot('README.md'), 'utf8'));
}

/**
 * @param {string} template
 * @returns {string}
 */
function withPaths(template) {
  return readFileSync(inRoot(template), 'utf8')
    .replaceAll('@NODE@', NODE)
    .replaceAll('@ROOT@', PROGRAM);
}

/**
 * @param {string} file
 * @param {string | Uint8Array} text
 * @param {number} [mode]
 */
function write(file, text, mode = 0o644) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

/**
 * Removes what the umask and the checkout have set: all may read, and only root may write.
 * @param {string} folder
 */
function normalizeModes(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      chmodSync(file, 0o755);
      normalizeModes(file);
    } else if (entry.isFile()) {
      chmodSync(file, statSync(file).mode & 0o111 ? 0o755 : 0o644);
    }
  }
  chmodSync(folder, 0o755);
}

/**
 * @param {string} folder
 * @returns {number} bytes
 */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
