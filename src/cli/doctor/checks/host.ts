import { join } from 'node:path';
import { DATABASE_FILE } from '../../../config/folders.js';
import { type Check, ok, problem, skipped, warning } from '../check.js';
import type { Machine } from '../machine.js';
import { isOlder } from '../versions.js';

const OLDEST_NODE: readonly [number, number] = [20, 19];
/** The first picostack with this check is newer than that. */
const OLDEST_YEAR = 2024;
const FUTURE_LIMIT_MS = 10 * 60_000;
/** The server has a connection for each client, and some files for itself. */
const LEAST_OPEN_FILES = 1024;

export const HOST_CHECKS: readonly Check[] = [
  {
    id: 'node',
    group: 'This host',
    title: 'Node.js is new enough',
    symptom: 'The command or the server ends with a syntax error, or "is not a function".',
    reason: `picostack needs Node.js ${OLDEST_NODE.join('.')} or newer.`,
    mend: [
      'Install a newer Node.js: https://nodejs.org/en/download, or the package of the distribution.',
    ],
    remote: true,
    run: ({ machine: { nodeVersion } }) => {
      if (!isOlder(nodeVersion, OLDEST_NODE)) return ok(nodeVersion);
      return problem(
        `Node.js ${nodeVersion}`,
        `picostack needs Node.js ${OLDEST_NODE.join('.')} or newer.`,
        'Install a newer Node.js: https://nodejs.org/en/download',
      );
    },
  },
  {
    id: 'decompressors',
    group: 'This host',
    title: 'Compressed images can be decompressed',
    symptom: 'An import fails with "Cannot run xz", zstd or bzip2 (`decompressorMissing`).',
    reason: 'The server runs these programs on compressed images; gzip needs none.',
    mend: [
      '`sudo picostk init host`',
      'Debian: `apt install xz-utils zstd bzip2`',
      'In a container: build its image again, from a base with apt or with these programs',
    ],
    run: ({ machine }) => {
      const missing = ['xz', 'zstd', 'bzip2'].filter((name) => !machine.findProgram(name));
      if (missing.length === 0) return ok('xz, zstd and bzip2 are installed');
      return warning(
        `not installed: ${missing.join(', ')}`,
        'Images that are compressed in this way cannot be imported.',
        machine.asRoot('picostk init host'),
      );
    },
  },
  {
    id: 'clock',
    group: 'This host',
    title: 'The clock is right',
    symptom:
      'Sign-in ends at once, certificates are "not yet valid", events are in the wrong order.',
    reason:
      'The clock of the host was not set after a start without a network or a battery, or is not synchronized.',
    mend: [
      '`sudo timedatectl set-ntp true`',
      'Without systemd: `sudo date --set="2026-01-31 12:00"`',
    ],
    run: async ({ machine, dataDir }) => {
      const { now } = machine;
      const setClock = machine.hasSystemd
        ? machine.asRoot('timedatectl set-ntp true')
        : machine.asRoot('date --set="YEAR-MONTH-DAY HOUR:MINUTE"');
      const meaning = 'Sessions, certificates and the order of events depend on it.';
      if (now.getUTCFullYear() < OLDEST_YEAR) {
        return problem(`the clock says ${now.toISOString()}`, meaning, setClock);
      }
      const changedMs = [DATABASE_FILE, `${DATABASE_FILE}-wal`]
        .map((name) => machine.stat(join(dataDir, name))?.mtimeMs ?? 0)
        .reduce((a, b) => Math.max(a, b), 0);
      if (changedMs > now.getTime() + FUTURE_LIMIT_MS) {
        return problem(
          `the clock says ${now.toISOString()}, but the database was changed at ${new Date(changedMs).toISOString()}`,
          meaning,
          setClock,
        );
      }
      if (!machine.hasSystemd) return ok(now.toISOString());
      const state = await machine.run('timedatectl', [
        'show',
        '--property=NTPSynchronized',
        '--value',
      ]);
      if (state?.code !== 0 || state.out.trim() !== 'no') return ok(now.toISOString());
      return warning('the clock is not synchronized', 'It drifts. ' + meaning, setClock);
    },
  },
  {
    id: 'open-files',
    group: 'This host',
    title: 'Enough files may be open',
    symptom: 'With many open pages or consoles, requests fail with "too many open files".',
    reason:
      'The limit of open files of the server is low. systemd and the kernel have higher defaults.',
    mend: [
      '`LimitNOFILE=65536` in the unit (`systemctl edit picostk.service`); in a shell: `ulimit -n 65536`.',
    ],
    run: ({ machine, dataDir }) => {
      const pid = serverPid(machine, dataDir) ?? 'self';
      const limit = /^Max open files\s+(\d+|unlimited)/m.exec(
        machine.read(`/proc/${pid}/limits`) ?? '',
      )?.[1];
      if (limit === undefined) return skipped('the limits cannot be read');
      const who = pid === 'self' ? 'this shell' : `the server (pid ${pid})`;
      const found = `${limit} for ${who}`;
      if (limit === 'unlimited' || Number(limit) >= LEAST_OPEN_FILES) return ok(found);
      return warning(
        found,
        'With many clients, the server cannot accept further connections.',
        pid === 'self'
          ? 'ulimit -n 65536'
          : 'sudo systemctl edit picostk.service: [Service] LimitNOFILE=65536; then restart it',
      );
    },
  },
  {
    id: 'locale',
    group: 'This host',
    title: 'The terminal shows UTF-8',
    symptom: 'Tables and names show "â€¦" or "?" instead of characters.',
    reason: 'The locale of the shell is not UTF-8; the output of picostk is.',
    mend: ['`export LC_ALL=C.UTF-8`'],
    remote: true,
    run: ({ machine: { env } }) => {
      const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
      if (/utf-?8/i.test(locale)) return ok(locale);
      // Programs and services without a locale do not show anything to a person.
      if (!env['TERM'] || env['TERM'] === 'dumb') return skipped('there is no terminal');
      // Without any locale, the terminal decides; almost all of today's use UTF-8.
      if (locale === '' || /^(C|POSIX)$/.test(locale))
        return ok(`${locale || 'none set'}: as the terminal does`);
      return warning(
        `the locale is ${locale}`,
        'Characters beyond ASCII are shown wrongly.',
        'export LC_ALL=C.UTF-8',
      );
    },
  },
];

function serverPid(machine: Machine, dataDir: string): number | undefined {
  try {
    const holder: unknown = JSON.parse(machine.read(join(dataDir, 'run', 'server.json')) ?? '');
    if (typeof holder !== 'object' || holder === null || !('pid' in holder)) return undefined;
    return typeof holder.pid === 'number' && machine.exists(`/proc/${holder.pid}`)
      ? holder.pid
      : undefined;
  } catch {
    return undefined;
  }
}
