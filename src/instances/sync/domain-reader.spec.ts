import { expect, it } from 'vitest';
import type { LibvirtService } from '../../libvirt/index.js';
import { DomainReader } from './domain-reader.js';

const BODY = "<name>web</name><devices><serial type='pty'><target port='0'/></serial></devices>";
const DEFINITION = `<domain type='qemu'>${BODY}</domain>`;

/** Read a domain that has the id 7 at the lookup, and this XML a moment later. */
function readWith(xml: string) {
  const domain = {
    id: 7,
    getState: () => Promise.resolve({ state: 1, reason: 1 }),
    isPersistent: () => Promise.resolve(true),
    getXMLDesc: (flags: number) => Promise.resolve(flags === 0 ? xml : DEFINITION),
    getAutostart: () => Promise.resolve(false),
    listAllSnapshots: () => Promise.resolve([]),
    listAllCheckpoints: () => Promise.resolve([]),
    hasManagedSaveImage: () => Promise.resolve(false),
  };
  const libvirt = {
    withDomain: (_id: string, _doing: string, work: (given: unknown) => unknown) => work(domain),
  };
  return new DomainReader(libvirt as unknown as LibvirtService).read('id');
}

// Simulated, because a test cannot end a real guest exactly between two calls.
it.each([
  ['is running', `<domain type='qemu' id='7'>${BODY}</domain>`, 7],
  ['was started again', `<domain id="8" type="qemu">${BODY}</domain>`, 8],
  [
    'is running with the namespace of QEMU',
    `<domain type='qemu' id='9' xmlns:qemu='x'>${BODY}</domain>`,
    9,
  ],
  ['ended', DEFINITION, undefined],
  ['ended and has devices with ids', `<domain type='qemu'><seclabel id='7'/></domain>`, undefined],
])('reads the run of a guest that %s', async (_, xml, runId) => {
  const { observed } = await readWith(xml);
  expect(observed?.definition).toBe(DEFINITION);
  expect(observed?.running).toEqual(runId === undefined ? undefined : { runId, xml });
});
