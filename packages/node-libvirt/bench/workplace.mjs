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

/** The files, volumes and processes of a run; cleanUp() removes all of them. */
export class Workplace {
  #undo = [];
  #cleaned;
  // In memory where possible, to measure the clients and not the disk.
  #folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'libvirt-bench-'));

  constructor() {
    this.#undo.push(() => rmSync(this.#folder, { recursive: true, force: true }));
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => void this.cleanUp().finally(() => process.exit(130)));
    }
  }

  /** Register a contestant, to stop it at the end. */
  enter(contestant) {
    this.#undo.push(() => contestant.stop());
    return contestant;
  }

  /**
   * Start a private daemon, which serves no other clients and has our priority. A daemon of root would be
   * the system's, and a host has only one of those. So it is a session daemon of the user nobody.
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

  /** The URI of the daemon's QEMU driver. */
  get qemuUri() {
    return `qemu+unix:///session?socket=${this.#socket}`;
  }

  /**
   * Return a URI of the test driver with many domains from a file. It names the transport, because
   * libvirt's C library would otherwise run this driver in the client.
   */
  testUri(domains) {
    const file = join(this.#folder, 'node.xml');
    writeFileSync(file, `<node>${Array.from({ length: domains }, testDomain).join('')}</node>`);
    return `test+unix://${file}?socket=${this.#socket}`;
  }

  /** Create a volume to upload to, and a file of the same size. */
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

  /** Undo everything, the latest first. Later calls wait for the first one. */
  cleanUp() {
    this.#cleaned ??= this.#undoAll();
    return this.#cleaned;
  }

  /** Undo each step, even if another one fails. */
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
