import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrivateLibvirtd } from './private-libvirtd.js';
import { TestServer } from './test-server.js';
import { registerTiny } from './tiny-image.js';

/** A stopped server with many stopped instances, on a libvirtd of its own. */
export class ManyInstances implements AsyncDisposable {
  private constructor(
    readonly libvirtd: PrivateLibvirtd,
    readonly server: TestServer,
  ) {}

  /**
   * Create one instance, and copy its domain, its record and its volume: creating them all through the API would take
   * minutes. Nobody writes to the volumes, so they share one file.
   */
  static async make(count: number): Promise<ManyInstances> {
    const libvirtd = await PrivateLibvirtd.start();
    const { nodeOptions, environment } = serviceStart();
    const env = { ...environment, PICOSTACK_LIBVIRT_URI: libvirtd.uri };
    const server = await TestServer.prepare({ env, nodeOptions });
    const made = new ManyInstances(libvirtd, server);
    try {
      await server.start();
      await server.ready();
      if (count > 0) {
        await registerTiny(server.api);
        const model = { name: 'vm-0000', image: 'tiny', flavour: 'tiny', ports: [], start: false };
        await server.api.finish('POST', '/instances', model);
      }
      await server.stop();
      if (count > 1) await made.copyModel(count - 1);
      return made;
    } catch (error) {
      await made.dispose();
      throw error;
    }
  }

  /** The process id of libvirtd on the host; it runs in a namespace of its own. */
  get libvirtdPid(): number {
    const [pid] = descendants(this.libvirtd.pid).filter((each) => commandOf(each) === 'libvirtd');
    if (pid === undefined) throw new Error('The private libvirtd does not run');
    return pid;
  }

  async dispose(): Promise<void> {
    await this.server.dispose();
    await this.libvirtd.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  private async copyModel(copies: number): Promise<void> {
    const database = new Database(join(this.server.dataDir, 'picostack.sqlite'));
    try {
      const model = database.prepare<[], ModelRow>('SELECT * FROM instance').get();
      if (!model) throw new Error('The model was not created');
      const columns = Object.keys(model);
      const insert = database.prepare(
        `INSERT INTO instance (${columns.map((name) => `"${name}"`).join(', ')})
         VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
      );
      const rows = Array.from({ length: copies }, (_, index) => copyOf(model, index + 1));
      database.transaction(() => rows.forEach((row) => insert.run(row)))();
      await this.makeVolumes(model, rows);
      await this.defineAll(rows);
    } finally {
      database.close();
    }
  }

  private async makeVolumes(model: ModelRow, rows: readonly ModelRow[]): Promise<void> {
    const pool = join(this.server.folder, 'pools', 'disks');
    for (const { diskVolume } of rows) {
      await link(join(pool, model.diskVolume), join(pool, diskVolume));
    }
    await this.libvirtd.virsh('pool-refresh', this.server.disksPool);
  }

  private async defineAll(rows: readonly ModelRow[]): Promise<void> {
    const folder = join(this.server.folder, 'xml');
    await mkdir(folder);
    for (const { name, definition } of rows) await writeFile(join(folder, name), definition);
    // One virsh for all: each would take longer to start than to define.
    for (let first = 0; first < rows.length; first += 200) {
      const some = rows.slice(first, first + 200);
      await this.libvirtd.virsh(some.map(({ name }) => `define ${join(folder, name)}`).join('; '));
    }
  }
}

/** How the boot service starts Node. */
function serviceStart(): { nodeOptions: string[]; environment: Record<string, string> } {
  const unit = readFileSync('packaging/systemd/picostk.service', 'utf8');
  const options = /^ExecStart=@NODE@ (.*) @ROOT@/m.exec(unit)?.[1];
  const settings = /^Environment=(.*)$/m.exec(unit)?.[1];
  if (options === undefined || settings === undefined) throw new Error(`Not as expected:\n${unit}`);
  const pairs = settings.split(' ').map((pair) => pair.split('='));
  return { nodeOptions: options.split(' '), environment: Object.fromEntries(pairs) };
}

interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly mac: string;
  readonly diskVolume: string;
  readonly definition: string;
}

function copyOf(model: ModelRow, number: number): ModelRow {
  const id = randomUUID();
  const name = `vm-${String(number).padStart(4, '0')}`;
  const mac = `52:54:00:ff:${hex(number >> 8)}:${hex(number & 0xff)}`;
  const definition = model.definition
    .replaceAll(model.id, id)
    .replaceAll(model.name, name)
    .replaceAll(model.mac, mac);
  return { ...model, id, name, mac, definition, diskVolume: `${id}.qcow2` };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function descendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
  );
  return children
    .filter(Boolean)
    .flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}
