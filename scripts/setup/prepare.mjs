// @ts-check
import { build } from '../build/build.mjs';
import { say } from '../shell/log.mjs';
import { ensureDependencies, requirementsToInstall } from './dependencies.mjs';
import { ensureHostPackages } from './host-packages.mjs';
import { ensureKvmDevice } from './kvm-device.mjs';
import { chooseLibvirt, systemDaemonAnswers } from './libvirt-uri.mjs';
import { ensureSystemDaemon } from './libvirt-daemon.mjs';
import { readOsRelease } from './os-release.mjs';
import { isRoot } from './privilege.mjs';
import { requirementsFor } from './requirements.mjs';

/**
 * Takes a fresh clone to a built checkout on a host that can run guests. Each step first checks
 * whether it is needed, so a host that is already set up takes a fraction of a second.
 * @param {import('./requirements.mjs').Purpose} purpose
 * @returns {Promise<void>}
 */
export async function prepare(purpose) {
  process.stdout.write(`picostack on ${readOsRelease().name}, Node ${process.versions.node}\n`);
  const libvirt = chooseLibvirt({
    uri: process.env['PICOSTACK_LIBVIRT_URI'],
    isRoot: isRoot(),
    systemAnswers: await systemDaemonAnswers(),
  });
  await ensureHostPackages([
    ...requirementsFor({
      localLibvirt: libvirt !== 'elsewhere',
      systemDaemon: libvirt === 'system',
      purpose,
    }),
    ...(await requirementsToInstall()),
  ]);
  if (libvirt === 'system') {
    await ensureKvmDevice();
    await ensureSystemDaemon();
  }
  if (libvirt === 'session')
    say('libvirt', "qemu:///session, this user's own; the server starts it");
  await ensureDependencies();
  await build();
}

/**
 * Installs only the npm packages, and the compiler that they need. Static checks need no more.
 * @returns {Promise<void>}
 */
export async function prepareDependencies() {
  await ensureHostPackages(await requirementsToInstall());
  await ensureDependencies();
}
