// @ts-check
import { readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';
import { COMMANDS, NODE, PROGRAM, normalizeModes, stageProgram, write } from './program-tree.mjs';
import { PACKAGES } from './stage.mjs';

/** The files of shells that load completions. */
const COMPLETIONS = {
  bash: 'usr/share/bash-completion/completions/picostk',
  zsh: 'usr/share/zsh/vendor-completions/_picostk',
  fish: 'usr/share/fish/vendor_completions.d/picostk.fish',
};

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
  stageProgram(tree);
  await stageSystemFiles(tree);
  const control = {
    Package: 'picostk',
    Version: version,
    Architecture: architecture,
    Maintainer: 'picostack <root@localhost>',
    'Installed-Size': Math.ceil(sizeOf(tree) / 1024),
    Depends:
      'adduser, init-system-helpers, libvirt-daemon-system, qemu-system-x86, qemu-utils, xz-utils, zstd, bzip2, libc6, libstdc++6',
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
 * @param {string} tree
 */
async function stageSystemFiles(tree) {
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
 * @param {string} folder
 * @returns {number} bytes
 */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
