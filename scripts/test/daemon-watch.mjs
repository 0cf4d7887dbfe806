// @ts-check
import { readFileSync } from 'node:fs';
import { ensureSystemDaemon } from '../setup/libvirt-daemon.mjs';
import { systemDaemonAnswers } from '../setup/libvirt-uri.mjs';
import { lastLines, say } from '../shell/log.mjs';

const LOG = '/var/log/libvirt/libvirtd.log';

/**
 * Makes sure that each tier of tests has a running libvirt daemon. A daemon that ended during a tier would otherwise
 * fail every test of the next tiers and hide the test that ended it.
 */
export class DaemonWatch {
  /** @param {boolean} expected whether the system libvirt daemon responded before the first tier */
  constructor(expected) {
    this.expected = expected;
  }

  static async begin() {
    return new DaemonWatch(await systemDaemonAnswers());
  }

  /**
   * Restarts the daemon if it ended, and prints the end of its log.
   * @param {string} tier that has just run
   */
  async afterTier(tier) {
    if (!this.expected || (await systemDaemonAnswers())) return;
    say('note', `the libvirt daemon ended during the ${tier} tier; the end of ${LOG}:`);
    process.stdout.write(`${lastLines(readLog(), 20)}\n`);
    await ensureSystemDaemon();
  }
}

function readLog() {
  try {
    return readFileSync(LOG, 'utf8');
  } catch {
    return '(it cannot be read)';
  }
}
