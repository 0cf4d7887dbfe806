import { expect, it } from 'vitest';
import { type Domain, LibvirtError, VIR_ERR_NO_DOMAIN } from '../../libvirt/index.js';
import { InstanceRestorer } from './instance-restorer.js';

const ID = '6e0a5b0e-4b1f-4b0a-9d6e-0d1f6f1a2b3c';
const XML = `<domain><name>stays</name><uuid>${ID}</uuid><metadata>
  <p:instance xmlns:p='urn:picostack:instance:1' id='${ID}'><p:record pools='mine' createdAt='2026-01-01T00:00:00Z'/></p:instance>
  </metadata><memory>1024</memory></domain>`;

const gone = new LibvirtError(
  {
    code: VIR_ERR_NO_DOMAIN,
    domain: 10,
    level: 2,
    message: 'Domain not found',
    dom: null,
    net: null,
    str1: null,
    str2: null,
    str3: null,
    int1: 0,
    int2: 0,
  },
  'DOMAIN_GET_XML_DESC',
);

/** A domain that can be read; without XML, one that another program is undefining. */
const domainOf = (name: string, xml?: string) => ({
  name,
  uuid: xml === undefined ? '00000000-0000-4000-8000-000000000000' : ID,
  getXMLDesc: () => (xml === undefined ? Promise.reject(gone) : Promise.resolve(xml)),
});

function restorerWith(domains: readonly object[]): InstanceRestorer {
  const records = { ids: async () => [], findOneBy: async () => null };
  const connection = { listAllDomains: async () => domains };
  const libvirt = { call: (_: string, work: (c: unknown) => unknown) => work(connection) };
  const disks = {
    volumesOf: async () => [],
    verify: async () => ({ disk: { volume: null, sizeBytes: 0, imageId: null }, problems: [] }),
  };
  const parts: unknown[] = [records, libvirt, { poolPrefix: 'mine' }, disks];
  return Reflect.construct(InstanceRestorer, parts) as InstanceRestorer;
}

it('skips a domain that disappears after it was listed', async () => {
  const restorer = restorerWith([domainOf('goes'), domainOf('stays', XML), domainOf('gone too')]);
  expect(await restorer.countUnrecorded()).toBe(1);
  const { found, strays } = await restorer.scan();
  expect(found.map(({ name }) => name)).toEqual(['stays']);
  expect(strays).toEqual([]);
});

it('reports other errors of reading a domain', async () => {
  const broken = Object.assign(domainOf('broken'), {
    getXMLDesc: () => Promise.reject(new Error('no connection')),
  } satisfies Partial<Pick<Domain, 'getXMLDesc'>>);
  await expect(restorerWith([broken]).scan()).rejects.toThrow('no connection');
});
