import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { formatBytes } from '@picostack/api-client/formats';
import { PROGRAM_FOLDER } from '../../../common/program-folder.js';
import {
  DATABASE_FILE,
  ignoredSettingsFiles,
  SERVICE_USER,
  settingsFile,
} from '../../../config/folders.js';
import { isLoopback } from '../../../common/http/host-name.js';
import { type Check, type Outcome, ok, problem, skipped, warning } from '../check.js';
import { listeningSockets, ownerOf } from '../listening-sockets.js';
import { quoted } from '../machine.js';

const LEAST_FREE_BYTES = 1024 ** 3;
const LEAST_FREE_INODES = 1_000;
/** A server cuts it to 8 MiB when it is idle. */
const LARGE_LOG_BYTES = 256 * 1024 ** 2;
/** The filesystems that the server refuses, see `database/local-filesystem.ts`. */
const NETWORK_FILESYSTEMS = /^(nfs4?|cifs|smb3?|9p|ceph|afs|lustre|gpfs)$/;
/** The server cannot tell them from filesystems on a local disk. */
const SHARED_FILESYSTEMS = /^(virtiofs|fuse\.(sshfs|glusterfs|s3fs|ceph))$/;

export const SETTINGS_AND_DATA_CHECKS: readonly Check[] = [
  {
    id: 'settings',
    group: 'Settings and data',
    title: 'The settings are valid',
    symptom: 'The server does not start, and names a setting; or a reload keeps the old settings.',
    reason: 'The settings file or a PICOSTACK_ variable has a value or a name that is not valid.',
    mend: [
      '`picostk config check` names the file and the line; `picostk config show` lists all settings.',
    ],
    run: (facts) => {
      if (facts.settingsError === undefined)
        return ok(`from ${settingsFile(facts.machine.env)} and the environment`);
      return problem(
        facts.settingsError.replaceAll(/\s*\n\s*/g, ' '),
        'The server does not start with them.',
        'Correct them, then run: picostk config check',
      );
    },
  },
  {
    id: 'settings-file',
    group: 'Settings and data',
    title: 'One settings file, which only its owner can change',
    symptom: 'Changes of the settings have no effect, or appear without anyone having made them.',
    reason:
      'Two settings files exist and only the first is read; or other users may write the file, and so change where the server listens and which folders it reads.',
    mend: [
      '`chmod go-w FILE`',
      'Remove the file that is not read; `picostk config show` names both.',
    ],
    run: ({ machine }) => {
      const file = settingsFile(machine.env);
      const found = machine.stat(file);
      if (!found?.isFile()) return skipped(`there is no ${file}`);
      if ((found.mode & 0o022) !== 0) {
        return problem(
          `${file} can be written by other users`,
          'They can change every setting of the server.',
          machine.asRoot(`chmod go-w ${quoted(file)}`),
        );
      }
      const [ignored] = ignoredSettingsFiles(machine.env);
      if (ignored === undefined) return ok(file);
      return warning(
        `${ignored} is not read, because ${file} exists`,
        'Settings in it have no effect.',
        `Move its settings to ${file}, then: rm ${quoted(ignored)}`,
      );
    },
  },
  {
    id: 'allowed-hosts',
    group: 'Settings and data',
    title: 'Clients may call the server by its name',
    symptom: 'The page shows "The host ... is not allowed" when it is opened by a name.',
    reason:
      'The server accepts only its own address and the names in `allowedHosts`, so that a hostile web site cannot reach it through DNS.',
    mend: ['Add the name to `allowedHosts`: `PICOSTACK_ALLOWED_HOSTS=cloud.example`.'],
    run: ({ settings }) => {
      if (!settings) return skipped('the settings are invalid');
      const { listenAddress, allowedHosts } = settings;
      if (isThisHost(listenAddress))
        return ok(`only this host reaches the server (${listenAddress})`);
      if (allowedHosts.length > 0) return ok(allowedHosts.join(', '));
      return warning(
        `the server listens on ${listenAddress}, and allowedHosts is empty`,
        'Clients can call it by its IP address, but not by a name.',
        'Set allowedHosts to the names of this host: PICOSTACK_ALLOWED_HOSTS=NAME',
      );
    },
  },
  {
    id: 'trusted-proxies',
    group: 'Settings and data',
    title: 'Only reverse proxies are trusted',
    symptom: 'The log and the limits of sign-in attempts show addresses that clients have made up.',
    reason:
      'A client in `trustedProxies` decides with X-Forwarded-For which address the server sees. A network that contains all clients lets everybody do that.',
    mend: [
      'Set `trustedProxies` to the address of the proxy: `PICOSTACK_TRUSTED_PROXIES=127.0.0.1`.',
    ],
    run: ({ settings }) => {
      if (!settings) return skipped('the settings are invalid');
      const { trustedProxies } = settings;
      const wide = trustedProxies.filter((network) => /\/[0-7]$/.test(network));
      if (wide.length === 0) return ok(trustedProxies.join(', ') || 'none');
      return problem(
        `trustedProxies contains ${wide.join(', ')}`,
        'Every client can pretend to have another address.',
        'Set trustedProxies to the address of the proxy: PICOSTACK_TRUSTED_PROXIES=127.0.0.1',
      );
    },
  },
  {
    id: 'listen-port',
    group: 'Settings and data',
    title: 'The port of the server is free for it',
    symptom: 'The server ends at the start with "address already in use" or "permission denied".',
    reason: 'Another program listens on the port; or the port is below 1024, which needs a right.',
    mend: ['Stop the other program, or set another `listen`: `PICOSTACK_LISTEN=127.0.0.1:8081`.'],
    run: async (facts) => {
      const { machine, settings } = facts;
      if (!settings) return skipped('the settings are invalid');
      const { listenAddress, listenPort } = settings;
      const address = `${listenAddress}:${listenPort}`;
      if ((await facts.server).state === 'reached') return ok('the server is running');
      if (listenPort === 0) return ok('any free port');
      const socket = listeningSockets(machine).find(
        ({ port, address: used }) =>
          port === listenPort &&
          (used === '*' || isWildcard(listenAddress) || used === listenAddress),
      );
      if (socket) {
        return problem(
          `${ownerOf(machine, socket) ?? 'another program'} listens on ${address}`,
          'The server cannot start.',
          'Stop that program, or set another port: PICOSTACK_LISTEN=127.0.0.1:8081',
        );
      }
      if (!isWildcard(listenAddress) && !hasAddress(listenAddress)) {
        return problem(
          `this host does not have the address ${listenAddress}`,
          'The server cannot start.',
          'Set another address: PICOSTACK_LISTEN=127.0.0.1:8080',
        );
      }
      const firstOpen = Number(
        machine.read('/proc/sys/net/ipv4/ip_unprivileged_port_start') ?? 1024,
      );
      if (!machine.isRoot && listenPort < firstOpen) {
        return problem(
          `port ${listenPort} is below ${firstOpen}, and this user is not root`,
          'The server cannot start.',
          'Listen on a higher port behind a reverse proxy (docs/proxy): PICOSTACK_LISTEN=127.0.0.1:8080',
        );
      }
      return ok(`${address} is free`);
    },
  },
  {
    id: 'data-folder',
    group: 'Settings and data',
    title: 'The data folder can be used',
    symptom: 'The server ends at the start with "Cannot use the data folder".',
    reason: 'The folder is missing a right for the user of the server, or other users may read it.',
    mend: ['`sudo chown -R pstk:pstk /var/lib/picostack && sudo chmod 700 /var/lib/picostack`'],
    run: ({ machine, dataDir }) => {
      const found = machine.stat(dataDir);
      if (!found) {
        if (!machine.may(firstParent(machine, dataDir), 'enter'))
          return skipped(`this user may not look at ${dataDir}`);
        return ok(`${dataDir} does not exist yet; the first start creates it`);
      }
      if (!found.isDirectory()) {
        return problem(
          `${dataDir} is not a folder`,
          'The server cannot start.',
          `Move it, or set another PICOSTACK_DATA_DIR.`,
        );
      }
      if ((found.mode & 0o077) !== 0) {
        return warning(
          `${dataDir} can be read or entered by other users`,
          'It contains the database and tokens of this server.',
          machine.asRoot(`chmod 700 ${quoted(dataDir)}`),
        );
      }
      if (machine.isRoot || found.uid === machine.user.uid) return ok(dataDir);
      return skipped(`${dataDir} belongs to ${machine.nameOf('user', found.uid)}`);
    },
  },
  {
    id: 'data-folder-owner',
    group: 'Settings and data',
    title: 'The files of the server belong to one user',
    symptom:
      'The service ends at the start with "this user may not write", since someone ran the server as root.',
    reason:
      'A server that root started in the folder of the service has left files that the service cannot write.',
    mend: ['`sudo chown -R pstk:pstk /var/lib/picostack`'],
    run: ({ machine, dataDir }) => {
      const folder = machine.stat(dataDir);
      if (!folder) return skipped(`there is no ${dataDir}`);
      const names = [
        ...machine.list(dataDir),
        ...machine.list(join(dataDir, 'run')).map((name) => join('run', name)),
      ];
      if (names.length === 0 && !machine.may(dataDir, 'read'))
        return skipped(`this user may not read ${dataDir}`);
      const others = names.filter((name) => {
        const file = machine.stat(join(dataDir, name));
        return file !== undefined && file.uid !== folder.uid;
      });
      const owner = machine.nameOf('user', folder.uid);
      const [first] = others;
      if (first === undefined) return ok(`all belong to ${owner}`);
      const user = machine.nameOf('user', machine.stat(join(dataDir, first))?.uid ?? 0);
      return problem(
        `${first}${others.length > 1 ? ` and ${others.length - 1} more` : ''} in ${dataDir} belongs to ${user}, the folder to ${owner}`,
        `A server that runs as ${owner} cannot write there.`,
        machine.asRoot(`chown -R ${quoted(owner)} ${quoted(dataDir)}`),
      );
    },
  },
  {
    id: 'data-folder-filesystem',
    group: 'Settings and data',
    title: 'The data folder is on a local, writable filesystem',
    symptom:
      'The server refuses to start: "The data folder is on a network filesystem"; or the database gets damaged.',
    reason:
      'SQLite needs locks and shared memory, which network filesystems do not have. A filesystem with errors is mounted read-only.',
    mend: [
      'Set `dataDir` to a folder on a local disk.',
      'Read-only after errors: `dmesg | tail`, then check the filesystem, and `mount -o remount,rw FOLDER`.',
    ],
    run: ({ machine, dataDir }) => {
      const mount = mountOf(machine.read('/proc/self/mounts') ?? '', dataDir);
      if (!mount) return skipped('/proc/self/mounts cannot be read');
      if (NETWORK_FILESYSTEMS.test(mount.type)) {
        return problem(
          `${dataDir} is on ${mount.folder} (${mount.type}), a network filesystem`,
          'SQLite can damage the database there; the server refuses to start.',
          'Move the folder to a local disk, and set PICOSTACK_DATA_DIR.',
        );
      }
      if (SHARED_FILESYSTEMS.test(mount.type)) {
        return warning(
          `${dataDir} is on ${mount.folder} (${mount.type}), a filesystem of another machine`,
          'The locks of SQLite may not work there; then the database gets damaged.',
          'Move the folder to a local disk, and set PICOSTACK_DATA_DIR.',
        );
      }
      if (mount.options.includes('ro')) {
        return problem(
          `${dataDir} is on ${mount.folder}, which is mounted read-only`,
          'The server cannot record anything.',
          machine.asRoot(`mount -o remount,rw ${quoted(mount.folder)}`),
        );
      }
      return ok(`${mount.type} on ${mount.folder}`);
    },
  },
  {
    id: 'data-folder-space',
    group: 'Settings and data',
    title: 'The data folder has free space',
    symptom: 'Changes fail with "the disk is full", and the server is not ready.',
    reason: 'The filesystem of the data folder has no free space or no free inodes.',
    mend: ['`df -h FOLDER`, `df -i FOLDER`, `du -xh --max-depth=2 / | sort -h | tail`'],
    run: ({ machine, dataDir }) => {
      const folder = firstParent(machine, dataDir);
      const free = machine.freeSpace(folder);
      if (!free) return skipped(`this user may not look at ${folder}`);
      if (free.inodes < LEAST_FREE_INODES) {
        return problem(
          `${free.inodes} inodes free at ${folder}`,
          'No new files can be written, although there is space.',
          `df -i ${quoted(folder)}; then delete files that are not needed.`,
        );
      }
      const found = `${formatBytes(free.bytes)} free at ${folder}`;
      if (free.bytes >= LEAST_FREE_BYTES) return ok(found);
      return problem(
        found,
        'The database cannot grow: changes fail when the space ends.',
        `du -xh --max-depth=2 ${quoted(folder)} | sort -h | tail`,
      );
    },
  },
  {
    id: 'native-module',
    group: 'Settings and data',
    title: 'The SQLite module fits this Node',
    symptom: 'The server does not start after an upgrade of Node: "better-sqlite3 does not load".',
    reason: 'The package with native code is built for one version of Node.',
    mend: ['`cd PICOSTACK && npm rebuild better-sqlite3`, in the folder that the error names.'],
    run: async (facts) => {
      const { error } = await facts.database;
      if (error?.code !== 'nativeModule') return ok(`loads in Node ${facts.machine.nodeVersion}`);
      return problem(
        error.message,
        'The server cannot open its database.',
        `cd ${quoted(PROGRAM_FOLDER)} && npm rebuild better-sqlite3`,
      );
    },
  },
  {
    id: 'database',
    group: 'Settings and data',
    title: 'This version can use the database',
    symptom: 'The server does not start: the database is newer, damaged, or cannot be opened.',
    reason:
      'A newer picostack has migrated the database, and an older one runs now; or the file is damaged, for example by a plain copy of a running database.',
    mend: [
      'Newer: start the newer picostack, or restore an older copy with `picostk-nest dbrestore FILE`.',
      'Damaged: restore a copy; without one, move the file away, start the server, and run `picostk recover`.',
    ],
    run: async (facts): Promise<Outcome> => {
      const file = join(facts.dataDir, DATABASE_FILE);
      const { error, pending } = await facts.database;
      if (error?.code === 'nativeModule') return skipped('see native-module');
      const found = facts.machine.stat(file);
      if (!error && !found) return ok('there is none yet; the first start creates it');
      if (!error) return ok(pending > 0 ? `${file}; the next start migrates it` : file);
      if (!facts.machine.isRoot && !facts.machine.may(file, 'read')) {
        return skipped(`this user may not read ${file}`);
      }
      if (facts.settingsError !== undefined) return skipped('the settings are invalid');
      if (error.code === 'late') {
        return warning(
          error.message,
          'It was not checked: this host is busy, or its disk does not respond.',
          'picostk doctor database',
        );
      }
      return problem(
        error.message,
        'The server cannot start with it. Guests that run continue to run.',
        error.code === 'databaseNewer'
          ? `ls ${quoted(join(facts.dataDir, 'backups'))}; then: picostk-nest dbrestore FILE`
          : 'picostk-nest dbrestore FILE   (without a copy: move the file away, then "picostk recover")',
      );
    },
  },
  {
    id: 'database-log',
    group: 'Settings and data',
    title: 'The write-ahead log of the database is small',
    symptom: 'The data folder grows, and the server becomes slow.',
    reason:
      'A program keeps the database open for reading, such as a copy or `sqlite3`, so that SQLite cannot merge its log.',
    mend: [
      '`fuser -v FOLDER/picostack.sqlite` lists the programs. End the one that is not the server.',
    ],
    run: ({ machine, dataDir }) => {
      const file = join(dataDir, `${DATABASE_FILE}-wal`);
      const found = machine.stat(file);
      if (!found) return ok('there is none');
      if (found.size < LARGE_LOG_BYTES) return ok(formatBytes(found.size));
      return warning(
        `${file} has ${formatBytes(found.size)}`,
        'It takes space, and makes every read slower.',
        machine.asRoot(`fuser -v ${quoted(join(dataDir, DATABASE_FILE))}`),
      );
    },
  },
  {
    id: 'service',
    group: 'Settings and data',
    title: 'The service starts at boot',
    symptom: 'After a reboot of the host no server runs, and autostart instances are not back.',
    reason: 'The service is not enabled, or it has failed.',
    mend: [
      '`sudo picostk init service`',
      'Failed: `journalctl -u picostk.service -n 50`, correct the cause, then `systemctl restart picostk.service`.',
    ],
    run: async ({ machine }) => {
      if (!machine.hasSystemd) {
        if (!machine.exists('/etc/init.d/pstk'))
          return skipped('there is no boot service, and systemd does not run here');
        const starts = ['2', '3', '4', '5'].some((level) =>
          machine.list(`/etc/rc${level}.d`).some((name) => /^S\d\dpstk$/.test(name)),
        );
        if (starts) return ok('/etc/init.d/pstk');
        return warning(
          '/etc/init.d/pstk is not started at boot',
          'After a reboot of this host no server runs.',
          machine.asRoot('update-rc.d pstk defaults'),
        );
      }
      const answer = await machine.run('systemctl', [
        'show',
        'picostk.service',
        '--property=LoadState,ActiveState,UnitFileState',
      ]);
      const state = new Map(
        (answer?.out ?? '').split('\n').map((line) => {
          const [name = '', value = ''] = line.split('=');
          return [name, value] as const;
        }),
      );
      if (state.get('LoadState') !== 'loaded') return skipped('there is no picostk.service');
      const active = state.get('ActiveState') ?? '';
      const enabled = state.get('UnitFileState') ?? '';
      if (active === 'failed') {
        return problem(
          'picostk.service has failed',
          'No server runs. Guests that run continue to run.',
          'journalctl -u picostk.service -n 50; then: sudo systemctl restart picostk.service',
        );
      }
      if (enabled !== 'enabled') {
        return warning(
          `picostk.service is ${enabled || 'not enabled'}`,
          'After a reboot of this host no server runs.',
          machine.asRoot('systemctl enable picostk.service'),
        );
      }
      return ok(`picostk.service is enabled and ${active}`);
    },
  },
  {
    id: 'linger',
    group: 'Settings and data',
    title: "A user's own guests survive the logout",
    symptom: 'All guests of qemu:///session are gone after the user has logged out.',
    reason: "systemd ends the processes of a user at the last logout, unless the user 'lingers'.",
    mend: [
      '`sudo loginctl enable-linger USER`',
      'Or use the libvirt of the system: `sudo picostk init host`.',
    ],
    run: async (facts) => {
      const { machine } = facts;
      if (!machine.hasSystemd) return skipped('systemd does not run here');
      const { name, uid } = machine.user;
      if (uid === 0 || name === SERVICE_USER) return skipped('this is a user of the system');
      const { uri } = await facts.libvirt;
      if (!uri.includes('/session')) return skipped(`the guests are in ${uri}`);
      if (machine.exists(`/var/lib/systemd/linger/${name}`)) return ok(`${name} lingers`);
      return warning(
        `the user ${name} does not linger`,
        'The guests and the server of this user end at the last logout.',
        `sudo loginctl enable-linger ${quoted(name)}`,
      );
    },
  },
];

function isThisHost(address: string): boolean {
  return address === 'localhost' || isLoopback(address);
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function hasAddress(address: string): boolean {
  if (isThisHost(address)) return true;
  return Object.values(networkInterfaces()).some((all) =>
    all?.some((each) => each.address === address),
  );
}

/** The folder, or its nearest parent that exists. */
function firstParent(machine: { exists(path: string): boolean }, path: string): string {
  let folder = path;
  while (!machine.exists(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** The last mount of the longest matching folder in the format of fstab(5). */
function mountOf(
  mounts: string,
  path: string,
):
  | { readonly folder: string; readonly type: string; readonly options: readonly string[] }
  | undefined {
  let best: { folder: string; type: string; options: string[] } | undefined;
  for (const line of mounts.split('\n')) {
    const [, rawFolder = '', type = '', options = ''] = line.split(' ');
    const folder = rawFolder.replaceAll(/\\(\d{3})/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 8)),
    );
    const contains =
      path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
    if (folder && contains && folder.length >= (best?.folder.length ?? 0)) {
      best = { folder, type, options: options.split(',') };
    }
  }
  return best;
}
