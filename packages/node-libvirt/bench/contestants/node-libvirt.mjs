// node-libvirt, as one side of the comparison. Usage: node node-libvirt.mjs TEST_URI QEMU_URI
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Connection } from '../../dist/index.js';
import { serve } from './serve.mjs';

const [, , testUri, qemuUri] = process.argv;
const connection = await Connection.open(testUri);
const first = await connection.domainLookupByName('d0');
const qemu = await Connection.open(qemuUri);

const call = {
  domainGetInfo: () => first.getInfo(),
  connectGetHostname: () => connection.getHostname(),
};

serve({
  async serial({ calls, name }) {
    for (let i = 0; i < calls; i++) await call[name]();
  },
  async pipelined({ calls, name }) {
    await Promise.all(Array.from({ length: calls }, call[name]));
  },
  async xml({ domains }) {
    const all = await connection.listAllDomains();
    const xml = await Promise.all(all.map((domain) => domain.getXMLDesc()));
    if (xml.length !== domains) throw new Error(`${xml.length} domains instead of ${domains}`);
  },
  async upload({ pool, volume, file, pieceKiB }) {
    const target = await (await qemu.storagePoolLookupByName(pool)).storageVolLookupByName(volume);
    const source = createReadStream(file, { highWaterMark: pieceKiB * 1024 });
    await pipeline(source, await target.upload());
  },
});
