import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Connection } from 'node-libvirt';
import { PrivateLibvirtd } from './private-libvirtd.js';
import { TestServer } from './test-server.js';

/** A server on a private libvirtd, whose libvirt calls a test can make fail (see `fail-libvirt-call.mjs`). */
export class FaultyServer {
  private constructor(
    readonly libvirtd: PrivateLibvirtd,
    readonly server: TestServer,
    /** The test's own connection to the same libvirtd; its calls do not fail. */
    readonly connection: Connection,
    /** The folder of the files that request failures. */
    readonly faults: string,
  ) {}

  static async start(): Promise<FaultyServer> {
    const libvirtd = await PrivateLibvirtd.start();
    const server = await TestServer.prepare({ env: { PICOSTACK_LIBVIRT_URI: libvirtd.uri } });
    const faults = join(server.folder, 'faults');
    await mkdir(faults);
    await server.start({
      NODE_OPTIONS: `--import=${resolve('test/support/fail-libvirt-call.mjs')}`,
      FAULT_DIR: faults,
    });
    return new FaultyServer(libvirtd, server, await Connection.open(libvirtd.uri), faults);
  }

  async dispose(): Promise<void> {
    await this.connection.close();
    await this.server.dispose();
    await this.libvirtd.dispose();
  }
}
