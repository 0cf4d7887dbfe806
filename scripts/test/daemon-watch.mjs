// @ts-check
import { readFileSync } from 'node:fs';
import { ensureSystemDaemon } from '../setup/libvirt-daemon.mjs';
import { systemDaemonAnswers } from '../setup/libvirt-uri.mjs';
import { lastLines, say } from '../shell/log.mjs';

const LOG = '/var/log/libvirt/libvirtd.log';

/**
 * Sees to it that each tier of tests finds a daemon: one that ended in the tier before would fail every test after it,
 * and nobody would see which test it was that it did not outlive.
 */
export class DaemonWatch {
  /** @param {boolean} expected whether root's libvirt daemon answered before the first tier */
  constructor(expected) {
    this.expected = expected;
  }

  static async begin() {
    return new DaemonWatch(await systemDaemonAnswers());
  }

  /**
   * Starts the daemon again where it ended, and shows the end of its log.
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
