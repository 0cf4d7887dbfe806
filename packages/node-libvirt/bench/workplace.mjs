import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../dist/index.js';

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

  /** libvirt's test driver reads its whole world from a file: many domains without touching the host. */
  testUri(domains) {
    const file = join(this.#folder, 'node.xml');
    writeFileSync(file, `<node>${Array.from({ length: domains }, testDomain).join('')}</node>`);
    // By name of the transport: libvirt's own library would run the driver inside of the client.
    return `test+unix://${file}`;
  }

  /** A volume to upload into, and a file that fills it. */
  async uploadTarget(uri, mebibytes) {
    const file = join(this.#folder, 'source');
    writeFileSync(file, Buffer.alloc(mebibytes * 1024 * 1024, 'picostack'));
    const connection = await Connection.open(uri);
    this.#undo.push(() => connection.close());
    const pool = await connection.storagePoolCreateXML(
      `<pool type='dir'><name>libvirt-bench-${process.pid}</name>` +
        `<target><path>${this.#folder}</path></target></pool>`,
    );
    this.#undo.push(() => pool.destroy());
    const volume = await pool.storageVolCreateXML(
      `<volume><name>target</name><capacity unit='MiB'>${mebibytes}</capacity><allocation>0</allocation></volume>`,
    );
    this.#undo.push(() => volume.delete());
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
