import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '../dist/index.js';

const NOBODY = 65_534;
const START_LIMIT_MS = 60_000;

function testDomain(_, i) {
  return `<domain type='test'><name>d${i}</name><memory>8192</memory><os><type>hvm</type></os></domain>`;
}

/** The files, volumes and processes of a run, all of which end with it. */
export class Workplace {
  #undo = [];
  #cleaned;
  // In memory where the host offers that: the clients are to be measured, not the disk.
  #folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'libvirt-bench-'));

  constructor() {
    this.#undo.push(() => rmSync(this.#folder, { recursive: true, force: true }));
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => void this.cleanUp().finally(() => process.exit(130)));
    }
  }

  /** Takes a contestant in: it is stopped at the end. */
  enter(contestant) {
    this.#undo.push(() => contestant.stop());
    return contestant;
  }

  /**
   * Starts a daemon of our own: nobody else's calls are measured with ours, and it has our priority.
   * Root's would be the system's, of which there can be only one, so it is a session's of nobody.
   */
  async startDaemon() {
    const isRoot = process.getuid() === 0;
    if (isRoot) chownSync(this.#folder, NOBODY, NOBODY);
    const child = spawn('libvirtd', [], {
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
      env: {
        PATH: `/usr/local/sbin:/usr/sbin:${process.env.PATH ?? ''}`,
        HOME: this.#folder,
        XDG_RUNTIME_DIR: this.#folder,
      },
      cwd: this.#folder,
      stdio: 'ignore',
    });
    await once(child, 'spawn');
    this.#undo.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    });
    await this.#untilAnswers(child);
  }

  async #untilAnswers(child) {
    const limit = performance.now() + START_LIMIT_MS;
    for (;;) {
      try {
        await (await Connection.open(this.qemuUri)).close();
        return;
      } catch (error) {
        if (child.exitCode !== null || performance.now() > limit) throw error;
      }
      await sleep(100);
    }
  }

  get #socket() {
    return join(this.#folder, 'libvirt', 'libvirt-sock');
  }

  /** The QEMU driver of the daemon. */
  get qemuUri() {
    return `qemu+unix:///session?socket=${this.#socket}`;
  }

  /**
   * The test driver, which reads its whole world from a file: many domains without touching the host.
   * Through the daemon, by name of the transport: libvirt's own library would run it in the client.
   */
  testUri(domains) {
    const file = join(this.#folder, 'node.xml');
    writeFileSync(file, `<node>${Array.from({ length: domains }, testDomain).join('')}</node>`);
    return `test+unix://${file}?socket=${this.#socket}`;
  }

  /** A volume to upload into, and a file that fills it. */
  async uploadTarget(mebibytes) {
    const file = join(this.#folder, 'source');
    writeFileSync(file, Buffer.alloc(mebibytes * 1024 * 1024, 'picostack'));
    const connection = await Connection.open(this.qemuUri);
    const pool = await connection.storagePoolCreateXML(
      `<pool type='dir'><name>bench</name><target><path>${this.#folder}</path></target></pool>`,
    );
    const volume = await pool.storageVolCreateXML(
      `<volume><name>target</name><capacity unit='MiB'>${mebibytes}</capacity><allocation>0</allocation></volume>`,
    );
    await connection.close();
    return { pool: pool.name, volume: volume.name, file };
  }

  /** Undoes everything, the latest first; whoever asks again waits for the same. */
  cleanUp() {
    this.#cleaned ??= this.#undoAll();
    return this.#cleaned;
  }

  /** What fails does not keep the rest from being undone. */
  async #undoAll() {
    for (const undo of this.#undo.splice(0).toReversed()) {
      try {
        await undo();
      } catch (error) {
        console.error('cleaning up:', error);
      }
    }
  }
}
