import { dirname } from 'node:path';
import { formatBytes } from '@picostack/api-client/formats';
import type { LibvirtContents, PoolReport } from '../../../common/libvirt-report.js';
import { type Check, type Outcome, joined, ok, problem, skipped, warning } from '../check.js';
import type { Facts } from '../facts.js';
import { type Machine, quoted } from '../machine.js';
import { withLibvirt } from './libvirt.js';

const LEAST_FREE_BYTES = 1024 ** 3;
const LEAST_FREE_RATIO = 0.05;
/** The newest messages in a log. */
const LOG_END_BYTES = 512 * 1024;
const LOGS = [
  '/var/log/audit/audit.log',
  '/var/log/kern.log',
  '/var/log/syslog',
  '/var/log/messages',
];
const DENIED =
  /apparmor="DENIED".*profile="(libvirt-[0-9a-f-]{36}|virt-aa-helper|libvirtd|virtqemud)".*name="([^"]*)"/;
/** A label that confined guests and libvirt may use for a folder of disks. */
const POOL_LABEL =
  /:(virt_image_t|virt_var_lib_t|virt_home_t|svirt_home_t|data_home_t|nfs_t|cifs_t|fusefs_t):/;

export const STORAGE_CHECKS: readonly Check[] = [
  {
    id: 'pools',
    group: 'Storage',
    title: 'The storage pools are active, and start with libvirt',
    symptom:
      'Images and instances cannot be created after a reboot of the host, or a guest does not start: "storage pool is not active".',
    reason:
      'A pool was stopped, or is not set to start with libvirt. The server starts its pools when it needs them, but guests that libvirt itself starts at boot are earlier.',
    mend: ['`virsh pool-start NAME`', '`virsh pool-autostart NAME`'],
    run: (facts) =>
      withLibvirt(facts, ({ pools, uri }) => {
        const virsh = `virsh --connect ${quoted(uri)}`;
        return joined(
          facts.poolNames.map((name) => {
            const pool = pools.find((each) => each.name === name);
            if (!pool) return ok(`${name} does not exist yet; the server creates it`);
            if (!pool.isActive) {
              return problem(
                `${name} is not active`,
                'Disks in it cannot be used.',
                `${virsh} pool-start ${quoted(name)}`,
              );
            }
            if (pool.startsAtBoot) return ok(`${name} is active`);
            return warning(
              `${name} does not start with libvirt`,
              'After a reboot, guests that libvirt starts itself do not find their disks.',
              `${virsh} pool-autostart ${quoted(name)}`,
            );
          }),
          skipped('there are none'),
        );
      }),
  },
  {
    id: 'pool-space',
    group: 'Storage',
    title: 'The storage pools have free space',
    symptom: 'Guests are paused with an I/O error, and uploads fail with "no space left".',
    reason:
      'Thin disks grow while guests write. When the filesystem of the pool is full, QEMU pauses the guest that writes.',
    mend: [
      '`picostk image list`, `picostk list`: delete what is not needed (`picostk image delete`, `picostk delete`).',
      'Enlarge the filesystem, then `picostk resume NAME` the paused guests.',
    ],
    run: (facts) =>
      withLibvirt(facts, (contents) =>
        joined(
          ownPools(facts, contents).map(({ name, path, availableBytes, capacityBytes }) => {
            const found = `${name}: ${formatBytes(availableBytes)} free of ${formatBytes(capacityBytes)} in ${path}`;
            // A pool that is not active has no size.
            if (capacityBytes === 0) return skipped(`${name} is not active`);
            if (availableBytes < LEAST_FREE_BYTES) {
              return problem(
                found,
                'When it is full, guests that write are paused.',
                'picostk image list; then delete what is not needed: picostk image delete NAME',
              );
            }
            if (availableBytes >= capacityBytes * LEAST_FREE_RATIO) return ok(found);
            return warning(
              found,
              'Less than 5 % is free. When it is full, guests that write are paused.',
              'picostk image list; then delete what is not needed: picostk image delete NAME',
            );
          }),
          skipped('picostack has no pools yet'),
        ),
      ),
  },
  {
    id: 'pool-folder',
    group: 'Storage',
    title: 'QEMU can reach the folders of the pools',
    symptom:
      'A guest does not start: "Could not open ...: Permission denied", although the file belongs to QEMU.',
    reason:
      'The folder of the pool is missing; or QEMU, which runs as a user of its own, may not enter one of the folders above it, such as /root or a home folder.',
    mend: [
      '`sudo chmod o+x FOLDER` on the folder that is named, or `setfacl -m u:libvirt-qemu:x FOLDER`.',
      'Use a folder below /var/lib/libvirt/images: `poolDir` in the settings file, before the pools are created.',
    ],
    run: (facts) => {
      const { machine } = facts;
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      return withLibvirt(facts, (contents) =>
        joined(
          ownPools(facts, contents).map((pool) => checkFolder(machine, pool, contents)),
          skipped('picostack has no pools yet'),
        ),
      );
    },
  },
  {
    id: 'apparmor',
    group: 'Storage',
    title: 'AppArmor denies nothing to libvirt and its guests',
    symptom:
      'A guest does not start: "Permission denied", although the modes of the files are right.',
    reason:
      "libvirt writes a profile for each guest with the help of virt-aa-helper. That program may not read every folder, and a file with an unusual path is not in the guest's profile.",
    mend: [
      'Add a rule to `/etc/apparmor.d/local/abstractions/libvirt-qemu`, such as `/srv/guests/** rwk,`.',
      'virt-aa-helper: a rule `/srv/guests/** r,` in `/etc/apparmor.d/local/usr.lib.libvirt.virt-aa-helper`.',
      'Then `sudo systemctl reload apparmor`, and start the guest again.',
    ],
    run: async ({ machine }) => {
      if (machine.read('/sys/module/apparmor/parameters/enabled')?.trim() !== 'Y') {
        return skipped('AppArmor is not enabled here');
      }
      const log = await kernelLog(machine);
      if (log === undefined) return skipped('this user may not read the log of the kernel');
      const denials = log.split('\n').filter((line) => DENIED.test(line));
      const last = DENIED.exec(denials.at(-1) ?? '');
      if (!last) return ok('no denials in the log');
      const [, profile = '', file = ''] = last;
      const isHelper = profile === 'virt-aa-helper';
      return warning(
        `${denials.length} denials, the last of ${file} for ${profile}`,
        'Guests with that file do not start, or cannot use it.',
        `echo ${quoted(`${dirname(file)}/** ${isHelper ? 'r' : 'rwk'},`)} | sudo tee -a ${
          isHelper
            ? '/etc/apparmor.d/local/usr.lib.libvirt.virt-aa-helper'
            : '/etc/apparmor.d/local/abstractions/libvirt-qemu'
        }; sudo systemctl reload apparmor`,
      );
    },
  },
  {
    id: 'selinux',
    group: 'Storage',
    title: 'The folders of the pools have a label for guests',
    symptom:
      'On Fedora and Red Hat a guest does not start: "Permission denied", although the modes are right.',
    reason:
      'SELinux is enforcing, and the folder of the pool has a label that guests may not use, such as that of a home folder.',
    mend: [
      '`sudo semanage fcontext -a -t virt_image_t "/srv/guests(/.*)?" && sudo restorecon -R /srv/guests`',
      '`sudo ausearch -m avc -ts recent` shows what was denied.',
    ],
    run: (facts) => {
      const { machine } = facts;
      if (machine.read('/sys/fs/selinux/enforce')?.trim() !== '1') {
        return skipped('SELinux is not enforcing here');
      }
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      return withLibvirt(facts, async (contents) => {
        const pools = ownPools(facts, contents);
        const outcomes = pools.map(async ({ name, path }): Promise<Outcome> => {
          const label = (await machine.run('stat', ['--format=%C', path]))?.out.trim() ?? '';
          if (!label.includes(':')) return skipped(`${name}: the label of ${path} cannot be read`);
          if (POOL_LABEL.test(label)) return ok(`${name}: ${label}`);
          return problem(
            `${name}: ${path} has the label ${label}`,
            'SELinux does not let guests open disks there.',
            `sudo semanage fcontext -a -t virt_image_t ${quoted(`${path}(/.*)?`)} && sudo restorecon -R ${quoted(path)}`,
          );
        });
        return joined(await Promise.all(outcomes), skipped('picostack has no pools yet'));
      });
    },
  },
];

function ownPools(facts: Facts, { pools }: LibvirtContents): readonly PoolReport[] {
  return pools.filter(({ name }) => facts.poolNames.includes(name));
}

function checkFolder(
  machine: Machine,
  { name, path }: PoolReport,
  contents: LibvirtContents,
): Outcome {
  const { qemuUser } = contents;
  const folders = parentsOf(path);
  // Without the right to enter a parent, a folder looks as if it were missing.
  const hidden = folders.find((folder) => machine.exists(folder) && !machine.may(folder, 'enter'));
  if (!machine.exists(path)) {
    if (hidden !== undefined) return skipped(`${name}: this user may not look into ${hidden}`);
    // The folders are on the host, which the container may not see.
    if (machine.isContainer) {
      return skipped(`${name}: the folder ${path} is not in this container`);
    }
    return problem(
      `${name}: the folder ${path} is missing`,
      'Its images and disks are not there. Perhaps a filesystem is not mounted.',
      `mount -a; or, for an empty pool: ${machine.asRoot(`mkdir -p ${quoted(path)}`)}`,
    );
  }
  if (!qemuUser) return ok(`${name}: ${path}`);
  for (const folder of folders) {
    const found = machine.stat(folder);
    if (!found || mayEnter(found, qemuUser)) continue;
    const user = machine.nameOf('user', qemuUser.userId);
    return problem(
      `${name}: QEMU (user ${user}) may not enter ${folder}, and so not reach ${path}`,
      'Guests with disks there do not start.',
      machine.asRoot(`chmod o+x ${quoted(folder)}`),
    );
  }
  return ok(`${name}: ${path}`);
}

/** A folder with an access list shows the rights of the mask as those of its group; then the group counts. */
function mayEnter(
  { uid, gid, mode }: { readonly uid: number; readonly gid: number; readonly mode: number },
  user: { readonly userId: number; readonly groupId: number },
): boolean {
  if (user.userId === 0) return true;
  if (uid === user.userId) return (mode & 0o100) !== 0;
  return (mode & (gid === user.groupId ? 0o010 : 0o001)) !== 0;
}

/** The folder and all folders above it, the highest first. */
function parentsOf(path: string): string[] {
  const folders = [path];
  for (let folder = path; folder !== dirname(folder);) {
    folder = dirname(folder);
    folders.unshift(folder);
  }
  return folders;
}

async function kernelLog(machine: Machine): Promise<string | undefined> {
  for (const file of LOGS) {
    const text = machine.readEnd(file, LOG_END_BYTES);
    if (text !== undefined) return text;
  }
  const journal = await machine.run('journalctl', [
    '--dmesg',
    '--quiet',
    '--no-pager',
    '--lines=5000',
  ]);
  if (journal?.code === 0) return journal.out;
  const ring = await machine.run('dmesg', []);
  return ring?.code === 0 ? ring.out : undefined;
}
