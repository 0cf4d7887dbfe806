// @unraid/libvirt, as one side of the comparison.
// Usage: node unraid-libvirt.mjs TEST_URI FILE_OF_THE_MODULE
import { pathToFileURL } from 'node:url';
import { serve } from './serve.mjs';

const [, , uri, file] = process.argv;
const { Hypervisor } = await import(pathToFileURL(file).href);
const hypervisor = new Hypervisor({ uri });
await hypervisor.connectOpen();
const domain = await hypervisor.domainLookupByName('d0');

const call = {
  domainGetInfo: () => hypervisor.domainGetInfo(domain),
  connectGetHostname: () => hypervisor.connectGetHostname(),
};

serve({
  async serial({ calls, name }) {
    for (let i = 0; i < calls; i++) await call[name]();
  },
  async pipelined({ calls, name }) {
    await Promise.all(Array.from({ length: calls }, call[name]));
  },
});
